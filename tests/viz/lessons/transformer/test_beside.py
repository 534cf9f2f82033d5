"""Both translations on one clock: the maps hold the recorded weights, the first error is marked."""

import base64

import numpy as np
import pytest

from core.data.sentence_pairs import Pair
from core.lessons.transformer.beside import looks
from core.recorders.stack import record_machine
from core.recorders.translation import translate
from core.traces.translation import END
from tests.core.networks.seq2seq.test_translator import small as rnn_of
from tests.core.networks.seq2seq_transformer.test_model import SENTENCE
from tests.core.networks.seq2seq_transformer.test_model import small as transformer_of
from ui.text import load
from viz.lessons.transformer.beside import beside_stage

MACHINE = record_machine(transformer_of(), SENTENCE, ("i", "tea", END))
RNN = translate(rnn_of("additive"), SENTENCE, prefix=("i", "love", "you", "a"), longest=4)
LINKS = (frozenset({0}), frozenset({1}), frozenset())
PAIR = Pair(SENTENCE, ("i", "love", "tea"), LINKS, LINKS, content=(True,) * 3)


def unpacked(packed):
    return np.frombuffer(base64.b64decode(packed["b64"]), packed["dtype"]).reshape(packed["shape"])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("where", ["all", "d1c", "d2c1"])
def test_the_stage_holds_both_translations(language, where):
    words = load("transformer", language).labels
    built = beside_stage(MACHINE, RNN, PAIR, words, where=where)
    gloss, rnn, machine = (view["data"] for view in built.payload()["views"])
    assert [row["words"] for row in gloss["rows"]] == [
        ["i", "love", "tea", END],
        list(RNN.target),
        ["i", "tea", END, None],
    ]
    assert gloss["rows"][1]["wrong"] == [False, False, True, False]
    assert gloss["rows"][2]["wrong"] == [False, True, False, False]
    np.testing.assert_allclose(unpacked(rnn["weights"]), RNN.weights, atol=1e-6)
    np.testing.assert_allclose(unpacked(machine["weights"]), looks(MACHINE, where), atol=1e-6)
    assert rnn["gold"] == [[0], [1]] and machine["gold"] == [[0]]
    assert built.clock.length == len(built.clock.labels) == 4
    said = built.views[2].summary
    assert "tea" in said and said != built.views[1].summary
    titles = {view.title for view in built.views}
    assert len(titles) == 3 and all("{" not in title for title in titles)


def test_without_a_right_translation_nothing_is_called_wrong():
    built = beside_stage(MACHINE, RNN, None, load("transformer", "en").labels)
    gloss, rnn, _ = (view["data"] for view in built.payload()["views"])
    assert len(gloss["rows"]) == 2 and not any(any(row["wrong"]) for row in gloss["rows"])
    assert rnn["gold"] is None
