"""What the reader forces, run on the shipped models and compared with the parts it is made of."""

import numpy as np
import pytest

from core.errors import InputError
from core.lessons.attention.lesson import shipped, snippet
from core.lessons.attention.run import (
    difference,
    every_scoring,
    run,
    search,
    stepped_difference,
    translate_typed,
)
from core.lessons.attention.settings import SCORINGS, Attention
from core.recorders.translation import translate
from core.shipped.translators import load_translator


def test_forced_attention_and_words_are_followed():
    lesson = run(Attention(attend="2-1.5-3", prefix="the day"))
    assert lesson.changed
    assert lesson.trace.target[:2] == ("the", "day")
    assert lesson.trace.weights[[1, 4]].argmax(axis=1).tolist() == [0, 2]
    assert lesson.trace.weights[[1, 4]].max(axis=1).tolist() == [1, 1]
    assert lesson.trace.attention_forced.nonzero()[0].tolist() == [1, 4]
    own = translate(load_translator("zh_en_additive"), lesson.reading.words)
    assert lesson.own.target == own.target


def test_a_model_without_attention_is_not_forced():
    lesson = run(Attention(scoring="none", attend="2-1"))
    assert lesson.trace.weights is None
    assert not lesson.changed


def test_all_four_models_read_the_same_sentence():
    found = every_scoring(Attention(attend="2-1", prefix="the"))
    assert tuple(found) == SCORINGS
    assert len({trace.source for trace in found.values()}) == 1
    assert not any(trace.forced.any() for trace in found.values())


def test_another_sentence_is_read_by_the_same_model():
    assert translate_typed(Attention(), "我喜欢猫").scoring == "additive"
    with pytest.raises(InputError):
        translate_typed(Attention(), "我喜欢蓝鲸")


def test_the_beam_keeps_as_many_as_asked_for():
    tree = search(Attention(width=3))
    assert tree.width == 3
    assert max(np.bincount(tree.step[tree.kept])) == 3


def test_the_equations_agree_with_the_recording_and_a_wrong_one_does_not():
    assert difference(Attention()) < 1e-6
    trace = run(Attention()).own
    assert stepped_difference(load_translator("zh_en_none"), trace) > 1e-3


def test_the_snippet_prints_where_every_word_looks(capsys):
    exec(compile(snippet(Attention()), "snippet", "exec"), {})  # noqa: S102 (our own text)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(shipped().own.target)


def test_the_snippet_reads_a_date_with_its_spaces(capsys):
    settings = Attention(how="date", locale="de_DE")
    exec(compile(snippet(settings), "snippet", "exec"), {})  # noqa: S102 (our own text)
    lines = capsys.readouterr().out.splitlines()
    assert "".join(line.split()[0] for line in lines).startswith(settings.date)
    assert repr("".join(run(settings).own.source)) in snippet(settings)
