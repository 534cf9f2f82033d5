"""The sections on both translators: every number of their tables is filled in."""

import numpy as np
import pytest

from core.data.sentence_pairs import Pair
from core.lessons.transformer.beside import RNN, TRANSFORMER, exact, trainings
from core.lessons.transformer.only_one import OnlyOne
from core.traces.timing import WritingTimeTrace
from core.traces.translation import END
from ui.lessons.transformer.beside import costs, in_figures, only_one, times
from ui.text import load

TIMES = WritingTimeTrace(
    length=np.array([10, 60]),
    **{name: np.array([0.001, 0.0123]) for name in ("taught", "cached", "uncached", "rnn")},
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_tables_hold_the_figures_of_the_cards(language):
    text = load("transformer", language)
    said = text("beside_table", **in_figures())
    held = exact(trainings(RNN))["held out"]
    row = f"{held.mean:.1%} ({held.least:.1%}–{held.most:.1%})"
    assert row in said and "@" not in said
    spoken = text("speed", **costs(), **times(TIMES))
    assert "3,309,440" in spoken and "12" in spoken and "@" not in spoken


def found():
    """Two sentences, by hand: the RNN is wrong in its second word, the Transformer writes on."""
    none = (frozenset[int](),) * 2
    pair = Pair(("我", "喝", "茶"), ("i", "drink"), none, none, content=(True, True))
    right = (*pair.target, END)
    return [
        OnlyOne(pair, TRANSFORMER, {RNN: ("i", "eat", END), TRANSFORMER: right}),
        OnlyOne(pair, RNN, {RNN: right, TRANSFORMER: ("i", "drink", "*", END)}),
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_first_error_is_marked(language, monkeypatch):
    monkeypatch.setattr("core.lessons.transformer.only_one.only_one_right", found)
    text = load("transformer", language)
    first, second = only_one(text).splitlines()[2:]
    assert text["beside.transformer"] in first and "i **eat** " in first
    assert text["beside.rnn"] in second and r"drink **\*** " in second
