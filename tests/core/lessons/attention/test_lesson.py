"""The lesson's settings, what it asks for, and its recording; no torch is loaded here."""

import sys

import numpy as np
import pytest

from core.errors import InputError
from core.lessons.attention.lesson import (
    asked,
    gold_upto,
    looked_at,
    record_lesson,
    shipped,
    snippet,
    table,
)
from core.lessons.attention.sentence import beginning, date_reading
from core.lessons.attention.settings import Attention, Lesson, forced_attention, model_name, reading
from core.shipped.readings import segmented, typed_reading
from core.traces.translation import END, TranslationTrace
from tests.modules import no_torch


def trace(weights, target=None):
    """A translation with these weights; everything else is zero."""
    weights = np.asarray(weights, dtype=np.float32)
    length, source = weights.shape
    words = target or tuple("abcdefghij"[:length])
    states, flags = np.zeros((length, 2), np.float32), np.zeros(length, bool)
    return TranslationTrace(
        source=tuple("一二三四五六七八"[:source]),
        target=words,
        scoring="additive",
        vocabulary=words,
        values=np.zeros((source, 2), np.float32),
        bottleneck=np.zeros(2, np.float32),
        embedded=states,
        query=states,
        scores=np.log(weights + 1e-9),
        weights=weights,
        context=states,
        r=states,
        z=states,
        n=states,
        state=states,
        probabilities=np.eye(length, dtype=np.float32),
        forced=flags,
        attention_forced=flags,
    )


def sharp(*places, source=6):
    return np.eye(source)[list(places)]


@pytest.mark.parametrize(
    ("weights", "step"),
    [
        (sharp(0, 4, 5, 1, 2, 3, 3), 3),  # the one leap back
        (sharp(0, 4, 1, 5, 2, 3, 3), 4),  # the last of two
        (sharp(0, 1, 2, 3, 4, 3, 3), 3),  # none: one place back is no leap
        (sharp(0, 1, 2, 3, 5, 1, 3), 3),  # back at the closing mark only: does not count
        (np.full((7, 6), 1 / 6), 3),  # looks nowhere in particular
    ],
)
def test_the_reader_is_asked_where_attention_last_leaps_back(weights, step):
    assert asked(trace(weights)) == step


def test_a_word_looks_at_all_that_has_a_quarter_or_at_the_largest():
    found = trace([[0.6, 0.3, 0.1, 0], [0.22, 0.2, 0.24, 0.2], [0.3, 0.3, 0.3, 0.1]])
    assert [looked_at(found, t) for t in range(3)] == [(0, 1), (2,), (0, 1, 2)]


def test_gold_links_hold_as_long_as_the_words_are_right():
    pair = shipped().reading.pair
    assert gold_upto(pair, (*pair.target, END)) == len(pair.target) + 1
    assert gold_upto(pair, (*pair.target[:3], "nonsense", *pair.target[4:])) == 3
    assert gold_upto(pair, ("nonsense",)) == 0
    assert gold_upto(None, pair.target) == 0


@pytest.mark.parametrize(
    ("said", "forced"),
    [
        ("", {}),
        ("8-3", {7: 2}),
        ("8-3.9-4.8-1", {7: 0, 8: 3}),
        ("8-99.1-0.0-1.x-2.3.-.4-x", {}),  # nonsense in a link
        ("61-1.60-1", {59: 0}),
    ],
)
def test_forced_attention_is_read_from_the_link(said, forced):
    assert forced_attention(Attention(attend=said), 5) == forced


def test_what_is_shown_does_not_change_what_is_translated():
    shown = Attention(show="beam", guess="3.4", source=2, press="force", width=6)
    assert shown.recorded == Attention()
    forced = Attention(attend="1-1", prefix="the", scoring="dot")
    assert forced.recorded == forced
    assert forced.free == Attention(scoring="dot")


def test_each_kind_of_sentence_is_read():
    built = reading(Attention(phenomena="question", draw=3))
    assert built.words == built.pair.source
    assert built.words[-1] == "？"
    assert reading(Attention(how="own", sentence="我喜欢猫")).words == ("我", "喜欢", "猫", "。")
    day = reading(Attention(how="date", locale="ja_JP", date="2026-11-22"))
    assert "".join(day.words).startswith("2026年11月22日")
    assert "".join(day.pair.target) == "2026-11-22"
    assert model_name(Attention(how="date", scoring="dot")) == "dates_additive"
    assert model_name(Attention(scoring="dot")) == "zh_en_dot"


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"how": "own", "sentence": "我喜欢宇宙飞船"}, "words"),
        ({"how": "own", "sentence": " "}, "words"),
        ({"how": "date", "date": "2026-13-22"}, "date"),
        ({"how": "date", "date": "1449-01-01"}, "date"),
        ({"how": "date", "locale": "xx_XX"}, "locale"),
        ({"how": "date", "form": "giant"}, "form"),
    ],
)
def test_what_cannot_be_read_names_the_field(settings, field):
    with pytest.raises(InputError) as error:
        reading(Attention(**settings))
    assert error.value.field == field


def test_unknown_words_are_marked_and_a_full_stop_is_added():
    words = segmented("我喜欢蓝鲸")
    assert [word.text for word in words if not word.known] == ["蓝鲸"]
    assert words[-1].text == "。"
    assert segmented("谁喜欢猫？")[-1].text == "？"
    with pytest.raises(InputError):
        typed_reading("我喜欢蓝鲸")
    assert date_reading("2026-11-22", "zh_CN", "full").words[:4] == tuple("2026")


def test_the_first_words_may_be_written_in_capitals():
    assert beginning("The DOCTOR unicorn", "zh_en_additive") == (("the", "doctor"), ("unicorn",))


def test_the_default_is_recorded_and_loads_no_torch(monkeypatch):
    monkeypatch.setitem(sys.modules, "babel", None)
    with no_torch():
        assert record_lesson(Attention(guess="1")) is shipped()
    lesson = record_lesson(Attention())
    assert isinstance(lesson, Lesson)
    assert not lesson.changed
    assert lesson.trace.words == lesson.reading.pair.target
    np.testing.assert_allclose(lesson.trace.weights.sum(axis=1), 1, atol=1e-5)


def test_the_shipped_recording_asks_about_the_time():
    lesson = shipped()
    t = asked(lesson.own)
    assert lesson.own.source[lesson.own.weights[t].argmax()] == "昨天"
    assert lesson.reading.pair.sure[t] == {lesson.own.source.index("昨天")}


def test_the_table_holds_every_weight():
    lesson = shipped()
    lines = table(lesson).splitlines()
    assert len(lines) == 1 + 2 * lesson.trace.weights.size
    assert lines[0] == "quantity,target,target_word,source,source_word,value"


def test_the_snippet_runs_as_it_is():
    settings = Attention(attend="10-2", prefix="the")
    code = snippet(settings)
    compile(code, "snippet", "exec")
    assert "attend={9: 1}" in code
    assert "prefix=['the']" in code
    assert "attend" not in snippet(Attention(attend="10-2", scoring="none"))
