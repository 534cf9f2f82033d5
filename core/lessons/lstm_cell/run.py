"""Clamps, searches and comparisons on the character LSTM, when they are asked for. Loads torch."""

import torch

from core.data.vocabulary import encode
from core.lessons.lstm_cell.settings import NETWORK, SENTENCE
from core.measures.clamp import Clamp, WhatIfTrace
from core.measures.find_cells import Found, Match, find_spans
from core.measures.what_if import what_if
from core.recorders.parity import difference_from_torch
from core.shipped.characters import corpus, corpus_states, load_character_model, record_text
from core.traces.base import Trace


def opening() -> dict[str, Trace]:
    """What the lesson opens with: the model on the default text."""
    return vars(record_text(NETWORK, SENTENCE))


def clamp(sentence: str, held: Clamp) -> WhatIfTrace:
    """Read a text with and without a clamp; see ``core.measures.what_if.what_if``."""
    return what_if(load_character_model(NETWORK), "".join(text_of(sentence)), held)


def spans(units: tuple[Found, ...], threshold: float, length: int) -> list[Match]:
    """Find the spans of the corpus where all of ``units`` are on."""
    return find_spans(corpus_states(NETWORK), list(units), threshold, length)


def context(match: Match, around: int) -> tuple[str, str, str]:
    """Return the text before, inside and behind a span of the corpus."""
    text, left = corpus(), max(0, match.start - around)
    return (
        text[left : match.start],
        text[match.start : match.stop],
        text[match.stop : match.stop + around],
    )


def text_of(sentence: str) -> tuple[str, ...]:
    """Return the characters as the model reads them."""
    return record_text(NETWORK, sentence).tokens


def difference(sentence: str) -> float:
    """Return max |step() run over the text − torch's module|."""
    model = load_character_model(NETWORK)
    with torch.no_grad():
        x = model.embedding(torch.from_numpy(encode("".join(text_of(sentence)))[0]))
    return difference_from_torch(model.recurrent, x)
