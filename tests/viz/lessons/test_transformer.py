"""The lesson's picture, told by its data."""

import numpy as np
import pytest

from core.lessons.transformer.lesson import card, record_lesson, shipped
from core.lessons.transformer.settings import Transformer
from core.networks.seq2seq_transformer.ablation import Ablation
from core.traces.translation import END
from ui.text import LANGUAGES, load
from viz.lessons.transformer import counted, gold_links, stage

CUT = Transformer(cut="e1s")


def made(settings=CUT, language="en", *, covered=False):
    words = load("transformer", language).labels
    return stage(record_lesson(settings), settings, words=words, covered=covered)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clock_goes_through_the_encoder_once_and_the_decoder_for_each_word(language):
    found = made(Transformer(), language)
    assert found.clock.length == 5 + 8 * len(shipped().intact.decoder.target)
    assert len(set(found.clock.labels)) == found.clock.length
    taught = made(Transformer(mode="teach"), language)
    assert taught.clock.length == 5 + 8


def test_covered_nothing_of_a_changed_run_leaves_python():
    shown = made(covered=True)
    assert not {"off", "cut", "heads"} & shown.picked.keys()
    intact = made(Transformer(), covered=True)
    assert [view.payload() for view in shown.views] == [view.payload() for view in intact.views]


def test_the_lines_are_the_translations_and_the_count_is_the_cards():
    *_, lines = made().views
    by_name = {line["name"]: line for line in lines.data["lines"]}
    words = load("transformer", "en")
    changed = by_name[words["line.changed"]]
    assert tuple(changed["words"]) == record_lesson(CUT).found.decoder.words
    assert changed["wrong"] is not None
    counts = card()["seeds"][0]["right without"]
    assert f"{counts['intact']} → {counts['cut e1s']}" in changed["note"]
    *_, drawn = made(Transformer(cut="e1s", search="sample")).views
    assert words["line.uncounted"] in [line["note"] for line in drawn.data["lines"]]
    assert by_name[words["line.intact"]]["wrong"] is None
    assert by_name[words["line.rnn"]]["wrong"] is None


def test_taught_the_right_words_are_read_whatever_is_taken_away():
    shown = made(Transformer(mode="teach", off="d2c"))
    machine, _, lines = shown.views
    assert tuple(machine.data["target"]) == shipped().right
    _, taught, changed, _ = lines.data["lines"]
    assert (*taught["words"], END) == shipped().right
    assert not changed["words"]
    assert "→" in changed["note"]


def test_words_are_shown_as_the_clock_reaches_them():
    *_, lines = made(Transformer()).views
    written = np.array(lines.data["written"])
    assert (np.diff(written) >= 0).all()
    assert written[4] == 0
    assert written[-1] == len(shipped().intact.decoder.target)


def test_gold_links_end_where_the_translation_goes_wrong():
    lesson = record_lesson(CUT)
    gold = gold_links(lesson, lesson.found)
    assert len(gold) == len(lesson.found.decoder.target)
    assert not any(gold[1:])
    intact = gold_links(shipped(), shipped().found)
    assert list(intact[:-1]) == list(shipped().reading.pair.sure)


@pytest.mark.parametrize(
    ("ablation", "name"),
    [
        (Ablation(), None),
        (Ablation(off=frozenset({"d2c"})), "off d2c"),
        (Ablation(cut=frozenset({"e1s"})), "cut e1s"),
        (Ablation(heads=frozenset({("d2c", 1)})), "head d2c 1"),
        (Ablation(positions=None), "positions none"),
        (Ablation(positions=5), "positions shifted"),
        (Ablation(off=frozenset({"e1s", "e1f", "e2s", "e2f"})), "off encoder"),
        (Ablation(off=frozenset({"e1f", "e2f", "d1f", "d2f"})), "off feed-forward"),
        (Ablation(off=frozenset({"e1s", "e1f"})), None),
        (Ablation(off=frozenset({"d2c"}), positions=None), None),
    ],
)
def test_what_was_counted(ablation, name):
    assert counted(ablation) == name
