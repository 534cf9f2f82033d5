"""The view of a translation holds the recorded numbers, and nothing of the word that is asked."""

import base64
import json

import numpy as np
import pytest

from core.lessons.attention.lesson import asked, shipped
from core.lessons.attention.settings import Attention, Lesson
from tests.core.lessons.attention.test_lesson import sharp, trace
from ui.lessons.attention.sentence import of_dates
from ui.text import load
from viz.lessons.attention import gold, stage, two_sentences
from viz.views.seq2seq.attend import SUBSTEPS, attend, clock_labels, equations

WORDS = {language: load("attention", language).labels for language in ("en", "zh")}


def picture(covered=False, language="en", **settings):
    return stage(
        shipped(),
        Attention(**settings),
        words=WORDS[language],
        covered=covered,
    )


def unpacked(packed):
    return np.frombuffer(base64.b64decode(packed["b64"]), packed["dtype"]).reshape(packed["shape"])


def test_the_picture_holds_the_recording():
    own = shipped().own
    data = picture().payload()["views"][0]["data"]
    for name in ("weights", "scores", "values", "context"):
        np.testing.assert_allclose(unpacked(data[name]), getattr(own, name), atol=1e-6)
    states = unpacked(data["states"])
    np.testing.assert_allclose(states[0], own.bottleneck, atol=1e-6)
    np.testing.assert_allclose(states[1:], own.state, atol=1e-6)
    assert data["target"] == list(own.target)


def test_every_word_has_five_steps_of_the_clock():
    own, built = shipped().own, picture()
    assert built.clock.length == 5 * len(own.target) == len(built.clock.labels)
    for k, name in enumerate(SUBSTEPS):
        assert built.clock.labels[5 * 3 + k].endswith(WORDS["en"][f"substep.{name}"])
        assert "word 4 of" in built.clock.labels[5 * 3 + k]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_covered_nothing_of_the_asked_word_leaves_python(language):
    own, built = shipped().own, picture(True, language)
    t = asked(own)
    payload = built.payload()
    data = payload["views"][0]["data"]
    assert data["next"]
    assert not data["forcing"]
    assert len(data["target"]) == unpacked(data["weights"]).shape[0] == t
    assert unpacked(data["states"]).shape[0] == t + 1  # the last one is the state that asks
    assert len(data["gold"]) == len(data["candidates"]["steps"]) == t
    assert data["marks"] is None
    said = {name: data.pop(name) for name in ("glosses", "named")}  # of what is read, not written
    payload["views"][0].pop("summary")
    text = json.dumps(payload, ensure_ascii=False)
    assert "yesterday" not in text
    assert len(said["glosses"]) == len(own.source)
    assert built.clock.length == 5 * t + 1
    row = own.weights[t].astype("<f4").tobytes()
    assert base64.b64encode(row).decode()[8:40] not in text


def test_candidates_show_when_their_word_is_written():
    data = attend(shipped().own, WORDS["en"]).data["candidates"]
    assert data["at"][:11] == [None, None, None, None, 0, None, None, None, None, 1, None]
    best = shipped().own.candidates(4, 3)
    assert data["steps"][4]["words"] == [list(pair) for pair in best]


def test_a_forced_word_is_among_its_candidates():
    forced = trace(sharp(0, 1, 2), ("a", "b", "c"))
    probabilities = np.array([[0.2, 0.3, 0.5]] * 3, np.float32)
    found = attend(_with(forced, probabilities=probabilities), WORDS["en"]).data["candidates"]
    assert [step["chosen"] for step in found["steps"]] == ["a", "b", "c"]
    assert all(step["chosen"] in dict(step["words"]) for step in found["steps"])


def _with(found, **fields):
    from dataclasses import replace

    return replace(found, **fields)


def test_gold_links_end_with_the_right_words():
    lesson = shipped()
    whole = gold(lesson, lesson.own)
    assert len(whole.sure) == len(lesson.own.target)
    assert whole.sure[-1] == []  # ⟨end⟩ translates no word
    words = (*lesson.own.target[:4], *lesson.own.target[:1], *lesson.own.target[5:])
    assert len(gold(lesson, _with(lesson.own, target=words)).sure) == 4
    typed = Lesson(reading=lesson.reading._replace(pair=None), trace=lesson.own, own=lesson.own)
    assert gold(typed, lesson.own) is None


def test_two_sentences_share_the_clock_of_the_longer():
    short = trace(sharp(0, 1, 2))
    built = two_sentences(shipped(), short, Attention(), words=WORDS["en"])
    assert built.clock.length == 5 * len(shipped().own.target)
    assert [len(view.data["target"]) for view in built.views] == [len(shipped().own.target), 3]


def test_each_scoring_function_has_its_equation():
    assert "tanh" in equations("additive")["scores"]
    assert "tanh" not in equations("dot")["scores"]
    assert "W" in equations("general")["scores"]
    assert equations("none") == {}


def test_spaces_are_seen_and_the_summary_says_where_each_word_looks():
    found = trace(sharp(0, 1))
    found = _with(found, source=("一", " ", "三", "四", "五", "六"))
    view = attend(found, WORDS["en"])
    assert view.data["source"][1] == "␣"
    assert "“a” looks at 一 (one), weight 1.0" in view.summary


def test_the_last_label_of_a_covered_clock_asks():
    labels = clock_labels(shipped().own, WORDS["zh"], 4)
    assert len(labels) == 21
    assert labels[-1] == WORDS["zh"]["clock_next"]


def test_without_attention_there_is_no_map():
    own = _with(shipped().own, weights=None, scores=None, scoring="none")
    lesson = Lesson(reading=shipped().reading, trace=own, own=own)
    built = stage(lesson, Attention(), words=WORDS["en"], covered=False)
    (view,) = built.views
    assert view.data["parts"] == ["links", "cards"]
    assert view.data["weights"] is None


def test_characters_of_a_date_stand_side_by_side():
    found = _with(trace(sharp(0, 1), ("2", "0")), source=tuple("9. Mai"))
    words = of_dates(load("attention", "en")).labels
    summary = attend(found, words).summary
    assert "the date 9. Mai and writes 20." in summary
