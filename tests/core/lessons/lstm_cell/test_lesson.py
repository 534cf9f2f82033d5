"""The lesson's recording, and every claim that its page makes."""

import io

import numpy as np
import pandas as pd
import pytest

from core.errors import InputError
from core.lessons.lstm_cell.lesson import (
    PRESETS,
    answer,
    before,
    first_quotation,
    lstm,
    marks,
    moves,
    shipped,
    snippet,
    table,
)
from core.lessons.lstm_cell.run import clamp, context, difference, spans
from core.lessons.lstm_cell.settings import SENTENCE, UNIT, LSTMCell, quote_probe
from core.measures.clamp import Clamp
from core.measures.find_cells import find_spans, find_units
from core.measures.probes import QUOTE_CELL
from core.measures.text_features import labels
from core.shipped.characters import corpus, corpus_states, record_text
from tests.snippets import printed


def state(text):
    return lstm(record_text("lstm", text)).c[:, UNIT] * -quote_probe()["sign"]  # negative inside


def closing(text):
    prediction = record_text("lstm", text).prediction
    return prediction.probabilities[:, prediction.vocabulary.index('"')]


def test_the_ledger_adds_up_in_every_unit():
    layer = lstm(shipped())
    np.testing.assert_allclose(layer.f * before(layer) + layer.i * layer.g, layer.c, atol=1e-6)


def test_the_quote_unit_is_a_quote_cell_and_chance_is_not():
    probe = quote_probe()
    assert probe["unit"] == UNIT
    assert probe["heldout"] >= QUOTE_CELL > probe["control"]["heldout"]


def test_it_erases_and_writes_at_the_opening_mark_and_only_erases_at_the_closing_one():
    layer = lstm(shipped())
    where = marks(layer.tokens)
    f, i, g = (getattr(layer, name)[:, UNIT] for name in "fig")
    assert answer() == "f"
    assert f[where["open"] + where["close"]].max() < 0.05
    assert np.abs((i * g)[where["open"]]).min() > 0.9
    assert np.abs((i * g)[where["close"]]).max() < 0.05
    inside = [t for a, b in zip(*where.values(), strict=True) for t in range(a + 1, b)]
    assert f[inside].min() > 0.9


def test_the_same_gate_closes_most_over_the_whole_documentation():
    layer = lstm(record_text("lstm", corpus()[:20_000]))
    for places in marks(layer.tokens).values():
        moved = moves(layer, UNIT, places)
        assert min(moved, key=moved.get) == "f"


def test_moves_by_hand():
    layer = lstm(shipped())
    ordinary = [t for t, token in enumerate(layer.tokens) if token != '"']
    expected = layer.o[9, UNIT] - layer.o[ordinary, UNIT].mean()
    assert moves(layer, UNIT, [9])["o"] == pytest.approx(expected, rel=1e-5)


def test_quotations_are_short_and_a_long_one_is_lost_after_some_thirty_characters():
    changes = np.diff(np.r_[0, labels("quotation", corpus()).astype(int), 0])
    lengths = np.flatnonzero(changes == -1) - np.flatnonzero(changes == 1)
    assert np.quantile(lengths, 0.9) == 18
    start, stop = first_quotation(tuple(PRESETS["long"]))
    assert stop - start - 1 == 64
    inside = state(PRESETS["long"])[start:stop]
    assert 20 <= int(np.argmax(inside > 0)) <= 40


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_other_long_quotations_are_lost_too(seed):
    words = "that goes on and on so the cell must remember it and never let go of what was said"
    body = " ".join(np.random.default_rng(seed).permutation(words.split()))
    for lead in ("The word ", "The name ", "It is called "):
        inside = state(f'{lead}"{body}" ends.')[len(lead) : len(lead) + len(body)]
        assert inside[5] < 0
        assert (inside > 0).any()


def test_an_open_quotation_is_remembered_and_its_end_expected():
    start = marks(tuple(PRESETS["open"]))["open"][0]
    assert (state(PRESETS["open"])[start:] < 0).all()
    expected = closing(PRESETS["open"])
    t = int(expected.argmax())
    assert PRESETS["open"][: t + 1].endswith("never")
    assert expected[t] > 0.5


def test_after_unknown_characters_a_known_mark_is_missed():
    places = marks(tuple(PRESETS["chinese"]))
    found = state(PRESETS["chinese"])
    assert np.abs(found[places["open"][0] : places["close"][0]]).max() < 0.5
    assert found[places["open"][1]] < -0.9
    assert record_text("lstm", PRESETS["chinese"]).prediction.unknown[0]


def test_erasing_inside_the_quotation_does_more_than_random_units():
    start, stop = first_quotation(tuple(SENTENCE))
    held = Clamp(gate="f", units=(UNIT,), value=0.0, start=start, stop=stop)
    assert clamp(SENTENCE, held).weaker_controls() >= 0.95
    most = int(clamp(SENTENCE, held).kl.argmax())
    assert SENTENCE[most + 1] == '"'  # what it no longer expects is the closing mark


def test_keeping_where_it_keeps_anyway_does_no_more_than_random_units():
    text = PRESETS["open"]
    start, _ = marks(tuple(text)).values()
    held = Clamp(gate="f", units=(UNIT,), value=1.0, start=start[0] + 1, stop=len(text))
    assert clamp(text, held).weaker_controls() <= 0.5


def test_the_default_search_finds_the_quote_cell_and_quotations():
    start, stop = first_quotation(tuple(SENTENCE))
    units = find_units(lstm(shipped()).c, start, stop, 0.5)
    assert UNIT in [item.unit for item in units[:2]]
    assert units[1].score == 1
    matches = spans(tuple(units[:2]), 0.5, stop - start)
    assert len(matches) == 10
    assert sum(context(match, 5)[1].startswith('"') for match in matches) >= 9
    assert matches == find_spans(corpus_states("lstm"), units[:2], 0.5, stop - start)


def test_context_is_the_corpus_around_a_span():
    match = spans(tuple(find_units(lstm(shipped()).c, 9, 14, 0.5)[:1]), 0.5, 5)[0]
    joined = "".join(context(match, 7))
    assert joined == corpus()[max(0, match.start - 7) : match.stop + 7]


def test_the_first_quotation_and_the_middle_third():
    assert first_quotation(tuple('a "b" c "d"')) == (2, 4)
    assert first_quotation(tuple("abcdefghi")) == (3, 6)
    assert first_quotation(tuple("ab")) == (1, 2)
    assert marks(tuple('"a" "')) == {"open": [0, 4], "close": [2]}


def test_equations_agree_with_torch():
    assert difference(PRESETS["two"]) < 1e-5  # float32, states up to 8


def test_settings_have_rules():
    with pytest.raises(InputError, match="sentence"):
        LSTMCell(sentence="x" * 401)
    with pytest.raises(InputError, match="unit"):
        LSTMCell(unit=128)
    assert all(LSTMCell(sentence=text) for text in PRESETS.values())


def test_snippet_runs_as_it_is():
    code = snippet(LSTMCell(sentence='An "apple"\n', unit=3))
    lines = printed(code).splitlines()
    assert len(lines) == 12
    assert lines[-1].endswith("bits a character")


def test_table_holds_every_unit():
    frame = pd.read_csv(io.StringIO(table(shipped())))
    rows = frame[(frame["quantity"] == "f") & (frame["hidden"] == UNIT)]
    assert list(rows["time"]) == list(range(1, len(SENTENCE) + 1))
    np.testing.assert_allclose(rows["value"], lstm(shipped()).f[:, UNIT], rtol=1e-5)
