"""Held-out sentences that only one of the two translators gets right, found by translating them."""

from dataclasses import dataclass
from itertools import islice

from core.data.chinese_english.corpus import held_out
from core.data.sentence_pairs import Pair
from core.lessons.transformer.beside import CARDS, RNN, TRANSFORMER
from core.networks.seq2seq.decoding import Writer, translate_all
from core.shipped.seq2seq_transformer import load_seq2seq_transformer
from core.shipped.translators import load_translator
from core.traces.translation import END

JUDGED = 400  # sentences


@dataclass(frozen=True)
class OnlyOne:
    """A sentence, and what both translators wrote; ``right`` names the one that is right."""

    pair: Pair
    right: str
    written: dict[str, tuple[str, ...]]


def only_one_right(n: int = JUDGED) -> list[OnlyOne]:
    """Those of the first ``n`` held-out sentences that one translator alone gets right."""
    pairs = list(islice(held_out(), n))
    models: dict[str, Writer] = {
        RNN: load_translator(CARDS[RNN]),
        TRANSFORMER: load_seq2seq_transformer(),
    }
    said = {
        name: translate_all(model, [pair.source for pair in pairs])
        for name, model in models.items()
    }
    found = []
    for place, pair in enumerate(pairs):
        written = {name: words[place] for name, words in said.items()}
        right = [name for name, words in written.items() if words == (*pair.target, END)]
        if len(right) == 1:
            found.append(OnlyOne(pair, right[0], written))
    return found
