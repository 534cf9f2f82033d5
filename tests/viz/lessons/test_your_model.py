import numpy as np
import pytest
import torch
from torch import nn

from core.lessons.your_model.lesson import shipped
from core.lessons.your_model.run import run
from core.lessons.your_model.settings import YourModel
from core.measures.fading import main_path
from tests.modules import seeded
from ui.lessons.your_model.parts import words
from ui.text import load
from viz.lessons.your_model import ROWS, in_reading_order, scale_of, shown_units, stage
from viz.views.one_unit import first_state, ledger_parts, state

WORDS = words(load("your_model", "en"))


def lesson_of(module, steps=12, **settings):
    draws = torch.Generator().manual_seed(0)
    x = torch.randn(steps, module.input_size, generator=draws)
    tokens = tuple(f"x{t}" for t in range(1, steps + 1))
    return run(module.eval(), x, tokens, YourModel(**settings))


def drawn(lesson, covered=False, **settings):
    made = stage(
        lesson,
        YourModel(**settings),
        name="Yours",
        note="LSTM",
        words=WORDS,
        covered=covered,
    )
    made.payload()  # everything can be shown
    return made


def kinds(made):
    return [view.kind for view in made.views]


def test_the_gradient_is_covered_until_the_guess():
    made = drawn(shipped(), covered=True)
    assert kinds(made) == ["chain", "lines", "units"]
    for row in made.views[0].data["rows"]:
        assert len(row["values"]) == 4
    assert made.views[1].data["cover"] == 36
    open_rows = drawn(shipped()).views[0].data["rows"]
    np.testing.assert_array_equal(open_rows[0]["values"], shipped().gradient.dc)
    np.testing.assert_array_equal(open_rows[1]["values"], shipped().fresh_gradient.dc)


def test_the_gradient_plays_back_in_time_and_a_unit_forward():
    assert drawn(shipped()).clock.direction == -1
    assert drawn(shipped(), look="unit").clock.direction == 1


@pytest.mark.parametrize(
    ("make", "letters"), [(nn.LSTM, "ifgoch"), (nn.GRU, "rznh"), (nn.RNN, "h")]
)
def test_every_gate_and_state_has_a_map(make, letters):
    lesson = lesson_of(seeded(make, 3, 5))
    maps = drawn(lesson).views[-1].data["maps"]
    assert "".join(one["letter"] for one in maps) == letters
    for one in maps:
        expected = getattr(lesson.trace, one["letter"]).T
        np.testing.assert_allclose(one["values"], expected)


def test_a_direction_that_reads_backward_is_shown_in_its_own_order():
    lesson = lesson_of(seeded(nn.LSTM, 3, 5, bidirectional=True), place=1)
    turned = in_reading_order(lesson.trace)
    np.testing.assert_array_equal(turned.c, lesson.trace.c[::-1])
    assert turned.tokens == lesson.trace.tokens[::-1]
    assert in_reading_order(turned) is turned
    made = drawn(lesson)
    values = made.views[0].data["rows"][0]["values"]
    np.testing.assert_array_equal(values, main_path(lesson.gradient)[::-1])
    assert made.views[0].data["tokens"][0] == "x12"
    assert made.clock.label == WORDS["clock_reverse"]


@pytest.mark.parametrize("make", [nn.LSTM, nn.GRU])
@pytest.mark.parametrize("place", [0, 1])
def test_the_ledger_is_the_equation_of_the_network(make, place):
    trace = in_reading_order(lesson_of(seeded(make, 3, 5, bidirectional=True), place=place).trace)
    keep = trace.f if make is nn.LSTM else trace.z
    before = np.vstack([first_state(trace)[None], state(trace)[:-1]])
    for unit in range(5):
        kept, added, total = ledger_parts(trace, unit)
        np.testing.assert_allclose(kept, keep[:, unit] * before[:, unit], atol=1e-6)
        np.testing.assert_allclose(kept + added, total)


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        (seeded(nn.LSTM, 3, 5), ["lstm", "ledger", "cards"]),
        (seeded(nn.GRU, 3, 5), ["gru", "ledger", "cards"]),
        (seeded(nn.RNN, 3, 5), ["lines", "units"]),
        (seeded(nn.LSTM, 3, 5, proj_size=2), ["ledger", "cards", "units"]),
    ],
)
def test_one_unit_and_the_last_one_where_there_are_fewer(module, expected):
    made = drawn(lesson_of(module), look="unit", unit=900)
    assert kinds(made) == expected
    assert made.picked == {"unit": 4}


def test_the_numbers_of_the_equation_are_the_units():
    lesson = lesson_of(seeded(nn.LSTM, 3, 5))
    card = drawn(lesson, look="unit", unit=2).views[2].data["items"][0]
    assert card["slots"]["keep"][3] == f"{lesson.trace.f[3, 2]:.3f}"
    np.testing.assert_allclose(card["values"], lesson.trace.c[:, 2])
    assert "".join(card["mathml"]).count("<mtext>") == 7


def test_of_a_large_layer_those_that_vary_most_are_shown():
    values = np.zeros((9, 300))
    values[:, 100:250] = np.arange(9)[:, None] * np.arange(1, 151)
    rows = shown_units(values, 3)
    assert len(rows) == ROWS + 1
    assert 3 in rows
    assert set(range(122, 250)) <= set(rows)
    assert shown_units(values, 3, first=5) == [3, *range(5, 5 + ROWS)]
    assert shown_units(values, 299, first=9_999) == [*range(300 - ROWS, 300)]
    large = lesson_of(seeded(nn.GRU, 3, ROWS + 9))
    order = np.argsort(-large.trace.h.var(axis=0), kind="stable").tolist()
    for unit, also in ((order[0], ""), (order[-1], f", and unit {order[-1]}")):
        maps = drawn(large, unit=unit).views[-1]
        assert unit in maps.data["units"]
        assert f"(the {ROWS} that vary most{also}, of {ROWS + 9})" in maps.title
    maps = drawn(large, unit=5, first=2).views[-1]
    assert f"({ROWS} from unit 2 on, of {ROWS + 9})" in maps.title


def test_scales_are_fixed_for_what_is_bounded():
    assert scale_of("f", np.array([0.2]), WORDS).high == 1
    assert scale_of("h", np.array([0.2]), WORDS).low == -1
    assert scale_of("h", np.array([7.3]), WORDS).high == 8  # a relu
    assert scale_of("c", np.zeros(3), WORDS).high == 1


def test_one_step_alone_can_be_drawn():
    for look in ("gradient", "unit", "units"):
        drawn(lesson_of(seeded(nn.LSTM, 3, 5), steps=1), look=look)


@pytest.mark.parametrize("place", [0, 1])
def test_the_diagram_of_an_lstm_holds_its_gates(place):
    lesson = lesson_of(seeded(nn.LSTM, 3, 5, bidirectional=True), place=place)
    data = drawn(lesson, look="unit", unit=2).views[0].data
    trace = in_reading_order(lesson.trace)
    np.testing.assert_allclose(data["c"], trace.c)
    np.testing.assert_allclose(data["gates"]["o"], trace.o)
    np.testing.assert_allclose(data["past"][1:], np.abs(trace.h).mean(axis=1)[:-1], rtol=1e-6)
    assert data["past"][0] == 0


def test_the_diagram_of_a_large_lstm_holds_some_units():
    large = lesson_of(seeded(nn.LSTM, 3, ROWS + 9))
    data = drawn(large, look="unit", unit=ROWS + 8).views[0].data
    assert ROWS + 8 in data["units"]
    assert len(data["units"]) in (ROWS, ROWS + 1)
    np.testing.assert_allclose(data["c"], large.trace.c[:, data["units"]])


@pytest.mark.parametrize("place", [0, 1])
def test_the_parts_of_a_grus_candidate_add_up(place):
    lesson = lesson_of(seeded(nn.GRU, 3, 5, bidirectional=True), place=place)
    trace = in_reading_order(lesson.trace)
    np.testing.assert_allclose(np.tanh(trace.given + trace.past), trace.n, atol=1e-6)
    np.testing.assert_allclose(trace.kept + trace.new, trace.h, atol=1e-6)
    series = drawn(lesson, look="unit", unit=3).views[0].data["series"]
    np.testing.assert_array_equal(series["given"], trace.given[:, 3])


def test_a_text_is_tinted_by_the_unit_and_numbers_are_not():
    lesson = lesson_of(seeded(nn.LSTM, 3, 5))
    made = drawn(lesson, look="units", source="text", unit=1)
    assert kinds(made) == ["tinted", "units"]
    np.testing.assert_allclose(made.views[0].data["values"], lesson.trace.c[:, 1])
    assert kinds(drawn(lesson, look="units")) == ["units"]


def test_maps_are_sorted():
    lesson = lesson_of(seeded(nn.LSTM, 3, 5))
    order = drawn(lesson, look="units", sort="variance").views[0].data["units"]
    variances = lesson.trace.c.var(axis=0)[order]
    assert (np.diff(variances) <= 0).all()
    order = drawn(lesson, look="units", sort="correlation", unit=3).views[0].data["units"]
    assert order[0] == 3
    alike = [np.corrcoef(lesson.trace.c[:, 3], lesson.trace.c[:, k])[0, 1] for k in order]
    assert alike == sorted(alike, reverse=True)
