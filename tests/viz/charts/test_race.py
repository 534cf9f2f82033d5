import numpy as np
import pytest

from core.shipped import store as shipped
from ui.text import load
from viz.charts.race import FAMILIES, VARIANTS, Runner, loss_chart, losses, reach, reach_chart

WORDS = load("vanishing_gradient", "en").labels


@pytest.fixture(scope="module")
def runners():
    return [
        Runner("LSTM", "LSTM", "default", shipped.trace("adding_lstm")),
        Runner("LSTM + bias", "LSTM", "bias", shipped.trace("adding_lstm_bias")),
    ]


def test_losses_are_the_recorded_ones(runners):
    table = losses(runners, WORDS)
    for runner in runners:
        rows = table[table["run"] == runner.name]
        np.testing.assert_allclose(rows["loss"], runner.trace.heldout)
        np.testing.assert_array_equal(rows["step"], runner.trace.step)


def test_reach_is_relative_to_the_last_time_step(runners):
    trace = runners[1].trace
    table = reach(trace)
    last = table[table["time"] == table["time"].max()]
    np.testing.assert_allclose(last["reach"], 0)
    row = table[table["step"] == trace.step[3]]["reach"].to_numpy()
    expected = np.log10(trace.dc[3].astype(float) / trace.dc[3, -1])
    np.testing.assert_allclose(row, np.maximum(expected, -8), atol=1e-3)


def test_a_family_keeps_its_colour_and_a_variant_its_dashes(runners):
    spec = loss_chart(runners, WORDS).to_dict()
    curves = next(layer for layer in spec["layer"] if "strokeDash" in layer["encoding"])
    assert curves["encoding"]["color"]["scale"]["domain"] == list(FAMILIES)
    dashes = curves["encoding"]["strokeDash"]["scale"]
    assert dashes["domain"] == [WORDS["variant.default"], WORDS["variant.bias"]]
    assert dashes["range"] == [list(VARIANTS["default"]), list(VARIANTS["bias"])]


def test_the_marked_moment_is_a_row_of_the_map(runners):
    trace = runners[0].trace
    chart = reach_chart(runners[0], WORDS, marked=int(trace.step[2]))
    marked = chart.layer[1].data
    assert set(marked["step"]) == {trace.step[2]}
    assert len(reach_chart(runners[0], WORDS).layer) == 1


def test_rows_of_the_map_touch_and_its_axis_is_one_of_steps(runners):
    table = reach(runners[0].trace)
    rows = table.drop_duplicates("step")
    np.testing.assert_array_equal(rows["to"][:-1], rows["from"][1:])
    assert (rows["from"].iloc[0], rows["to"].iloc[-1]) == (0, table["step"].max())
    spec = reach_chart(runners[0], WORDS).to_dict()["layer"][0]["encoding"]
    assert spec["y"]["scale"]["domain"] == [0, table["step"].max()]
    assert spec["x"]["axis"]["values"][:3] == [1, 10, 20]
