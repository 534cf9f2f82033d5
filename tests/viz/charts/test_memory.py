import numpy as np

from core.traces.recurrent import PairsTrace
from ui.text import load
from viz.charts.memory import memory_map

WORDS = load("vanishing_gradient", "en").labels


def pairs(dc=None):
    return PairsTrace(
        network="lstm" if dc is not None else "rnn",
        tokens=("a", "b"),
        dh=np.array([[1.0, 0.0], [1e-3, 2.0]]),
        dc=dc,
    )


def test_the_map_is_the_logarithm_of_the_norms():
    mark = memory_map(pairs(), "RNN", WORDS).data[0]
    np.testing.assert_allclose(mark.z, [[0, np.nan], [-3, np.log10(2)]])
    assert mark.customdata[0][1] == WORDS["memory_zero"]
    assert mark.customdata[1][0] == "1.0·10⁻³"
    assert list(mark.x) == [1, 2]


def test_an_lstm_shows_its_cell_state():
    mark = memory_map(pairs(dc=np.full((2, 2), 10.0)), "LSTM", WORDS).data[0]
    np.testing.assert_allclose(mark.z, 1)
    other = memory_map(pairs(dc=np.full((2, 2), 10.0)), "LSTM", WORDS, state="h").data[0]
    np.testing.assert_allclose(other.z, [[0, np.nan], [-3, np.log10(2)]])


def test_all_maps_share_one_absolute_scale():
    small, large = (
        memory_map(pairs(dc=np.full((2, 2), norm)), "", WORDS).layout.coloraxis
        for norm in (1e-9, 1.0)
    )
    assert (small.cmin, small.cmax) == (large.cmin, large.cmax) == (-8, 1)
