"""First mistakes on held-out sentences: the figures of `weights/encoder_decoder.json`."""

import json

from core.data.chinese_english import splits
from core.data.sentence_pairs import Pair
from core.lessons.encoder_decoder.first_mistake import first_mistakes
from core.measures.bottleneck import ALONE, MISTAKES
from core.shipped.translators import load_translator
from train.lessons import record

LENGTHS = (11, 30)  # source words: where mistakes are many, within the lengths of training


def make() -> None:
    """Record what the lesson opens with, and write what is counted."""
    record("encoder_decoder")
    MISTAKES.write_text(json.dumps(count()) + "\n", "utf-8")


def sentences() -> list[Pair]:
    """The held-out sentences that are counted."""
    held_out = (*splits().held_out, *splits().longer)
    return [pair for pair in held_out if LENGTHS[0] <= len(pair.source) <= LENGTHS[1]]


def count() -> dict[str, float]:
    """Count the first mistakes of the shipped model without attention."""
    return first_mistakes(load_translator(ALONE), sentences())


MAKERS = {"encoder_decoder": make}
