"""The cost of recording a translation, and how soon a beam's whole tree is there."""

from collections.abc import Iterator, Sequence
from functools import partial
from statistics import median

import torch

from bench.table import Row
from bench.timing import one_thread, ratio, seconds
from core.networks.seq2seq.beam import beam_tree
from core.networks.seq2seq.decoding import LONGEST, STOP, places
from core.networks.seq2seq.translator import Translator
from core.recorders.record import record
from core.recorders.translation import translate
from core.shipped.translators import load_translator

MODEL = "zh_en_additive"
SENTENCE = (
    *("虽然", "昨晚", "天气", "很", "好", "，", "但是", "她", "的", "朋友"),
    *("没", "跟", "陈", "医生", "一起", "在", "公园", "踢", "足球", "。"),
)
WIDTH = 5


def rows() -> Iterator[Row]:
    """The recorded translation against the plain one, and a beam of 5; a sentence of 20 words."""
    model = load_translator(MODEL)
    words = f"{len(SENTENCE)} words"
    for recorder, kept, bar in (
        (translate, "translate, the decoder recorded", 1.3),
        (record, "record, the encoder's gates too", 1.5),
    ):
        ours, theirs = partial(recorder, model, SENTENCE), partial(plain, model, SENTENCE)
        measured = ratio(ours, theirs, rounds=41, repeats=3)
        yield Row(f"{kept} / greedy decode, {words}", measured, bar, "1 (nothing kept)")
    with one_thread():
        times = [seconds(partial(beam_tree, model, SENTENCE, WIDTH)) for _ in range(15)]
    yield Row(
        f"a beam's whole tree, width {WIDTH}, {words}", 1000 * median(times), 300, "0", unit=" ms"
    )


@torch.no_grad()
def plain(model: Translator, sentence: Sequence[str]) -> list[str]:
    """The same greedy translation with nothing kept but its words."""
    memory = model.memory(places(model, sentence))
    words: list[str] = []
    state, word = model.begin(memory), model.start
    while len(words) < LONGEST and word != STOP:
        embedded = model.target_embedding.weight[None, word]
        context = model.look(state, memory).context
        state = model.advance(embedded, context, state)
        word = int(model.logits(embedded, context, state).argmax())
        words.append(model.target_words[word])
    return words
