"""Training and writing with both translators, measured on this machine, now.

The times of T words given T source words that have been read: one pass with the causal mask (as in
training, without gradients), T steps with keys and values kept, T steps that read all words again,
and T steps of the GRU decoder with attention. The weights are those that are shipped. All take
turns, one thread as the page has it; medians of the rounds, in seconds of the thread on a
processor.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.measures.bottleneck import ATTENTIVE
from core.measures.timing import seconds
from core.networks.seq2seq.decoding import Writer
from core.networks.seq2seq_transformer.model import Seq2SeqTransformer
from core.shipped.seq2seq_transformer import load_seq2seq_transformer
from core.shipped.translators import load_translator
from core.traces.timing import WritingTimeTrace

LENGTHS = (10, 20, 30, 40, 60)
LEAST, MOST = 3, 9  # rounds
SPENT = 0.8  # seconds after which no round begins, once there were enough


@torch.no_grad()
def measure(lengths: Sequence[int] = LENGTHS) -> WritingTimeTrace:
    """Time all four ways at every length; takes about a second on an idle machine."""
    ways = [way for length in lengths for way in _ways(length)]
    for way in ways[: len(ways) // len(lengths)]:
        way()  # what comes first warms up
    rounds: list[list[float]] = []
    began = time.perf_counter()
    while len(rounds) < LEAST or (len(rounds) < MOST and time.perf_counter() - began < SPENT):
        rounds.append([seconds(way, turn=0.0) for way in ways])
    taught, cached, uncached, rnn = np.median(rounds, axis=0).reshape(len(lengths), -1).T
    return WritingTimeTrace(
        length=np.array(lengths), taught=taught, cached=cached, uncached=uncached, rnn=rnn
    )


def _ways(length: int) -> list[Callable[[], object]]:
    """One pass, with a cache, without one, and the RNN, on ``length`` words."""
    machine, rnn = load_seq2seq_transformer(), load_translator(ATTENTIVE)
    words = torch.arange(1, length + 1)  # any that both know
    memory, other = machine.memory(words[None]), rnn.memory(words[None])
    return [
        partial(at_once, machine, words, memory.values),
        partial(in_turn, machine, words, memory),
        partial(again, machine, words, memory.values),
        partial(in_turn, rnn, words, other),
    ]


def at_once(model: Seq2SeqTransformer, words: Tensor, memory: Tensor) -> Tensor:
    """The logits (1, time, words) that follow each of the words (time,), in one pass."""
    return model.readout(model.write(words[None], memory).output)


def in_turn(model: Writer, words: Tensor, memory: Any) -> list[Tensor]:
    """The logits (1, words) that follow each of the words (time,), step by step."""
    state, found = model.begin(memory), []
    for word in words.split(1):
        state, logits = model.follow(word, state, memory)
        found.append(logits)
    return found


def again(model: Seq2SeqTransformer, words: Tensor, memory: Tensor) -> list[Tensor]:
    """The same without anything kept: step t reads the first t words again."""
    found = []
    for t in range(1, len(words) + 1):
        run = model.write(words[None, :t], memory)
        found.append(model.readout(run.output[:, -1]))
    return found
