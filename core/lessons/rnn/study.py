"""What holds of the word-level RNN in general: three seeds, held-out sentences, controls.

How far back its scores depend on its inputs; what sharing U, W and V is worth; and which of the
words it has read a linear probe can still name from its last state, with the words in order and
shuffled.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.data.english import Sentence, sentences
from core.draws import FRESH, stream
from core.gradients.loss import record_privately
from core.lessons.rnn.run import influence
from core.measures.linear_probe import probe_accuracy
from core.networks.word_model import WordModel

LAGS = (0, 1, 4, 9)  # steps back
LONG = 12  # words of the sentences whose influence is measured, at least
MEASURED = 300  # of them
COPIES = 12  # steps that have a U, W and V of their own where these are not shared
PROBED = 10  # words that are read before a probe reads the state
PROBES = (5000, 1000)  # sentences that a probe learns from, and is judged on


@dataclass(frozen=True)
class Networks:
    """The networks of the study, each with all seeds."""

    trained: Sequence[WordModel]
    untrained: Sequence[WordModel]
    shared: Sequence[WordModel]  # trained on sentences of at most COPIES + 1 words
    unshared: Sequence[WordModel]  # the same with COPIES copies


def study(networks: Networks) -> dict[str, Any]:
    """Measure everything, as it is shipped."""
    return {
        "lags": {
            "lag": LAGS,
            "trained": [lags(model) for model in networks.trained],
            "untrained": [lags(model) for model in networks.untrained],
        },
        "sharing": {
            "shared": [lengths(model) for model in networks.shared],
            "unshared": [lengths(model) for model in networks.unshared],
        },
        "probe": {
            "lag": LAGS,
            "trained": [probed(model) for model in networks.trained],
            "untrained": [probed(model) for model in networks.untrained],
            "commonest": commonest(),
        },
    }


def padded(model: WordModel, found: Iterable[Sentence]) -> Tensor:
    """Sentences as one table (n, time); −1 behind their ends."""
    rows = [model.encode(sentence) for sentence in found]
    return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=-1)


@torch.no_grad()
def losses(model: WordModel, found: Iterable[Sentence]) -> tuple[Tensor, Tensor]:
    """−log₂ p of every next word, (n, time), and where there is one."""
    tokens = padded(model, found)
    logits = model(tokens[:, :-1].clamp(min=0))
    nats = cross_entropy(logits.mT, tokens[:, 1:], ignore_index=-1, reduction="none")
    return nats / math.log(2), tokens[:, 1:] >= 0


def bits(model: WordModel, found: Iterable[Sentence]) -> float:
    """The mean of −log₂ p(next word)."""
    values, there = losses(model, found)
    return values[there].mean().item()


def long(count: int) -> list[Sentence]:
    """The first held-out sentences of at least LONG words."""
    return [sentence for sentence in sentences()[1] if len(sentence) >= LONG][:count]


@torch.no_grad()
def lags(model: WordModel) -> list[float]:
    """The median over sentences of ‖∂o_T/∂x_{T−k}‖ / ‖∂o_T/∂x_T‖, for every k of LAGS."""
    V = model.scores.weight.double()
    shares = []
    for sentence in long(MEASURED):
        private = record_privately(model.rnn, model.embedding(model.encode(sentence[:-1])))
        norms = influence(private.jacobians(private.recording.trace), V).flip(0)
        shares.append(norms[list(LAGS)] / norms[0])
    return [round(value, 5) for value in torch.stack(shares).median(0).values.tolist()]


def lengths(model: WordModel) -> dict[str, Any]:
    """Weights, and bits per word of sentences as short as in training and behind their lengths."""
    parts = (model.recurrent, model.readout)
    values, there = losses(model, long(len(sentences()[1])))
    behind = there & (torch.arange(values.shape[1]) >= COPIES)
    short = [sentence for sentence in sentences()[1] if len(sentence) <= COPIES + 1]
    return {
        "weights": sum(weight.numel() for part in parts for weight in part.parameters()),
        "within": round(bits(model, short), 4),
        "behind": round(values[behind].mean().item(), 4),
    }


def _cut(ordered: bool) -> list[list[str]]:
    """The first PROBED words of training sentences, in order or each shuffled."""
    wanted = [s[:PROBED] for s in sentences()[0] if len(s) > PROBED][: sum(PROBES)]
    if ordered:
        return [list(words) for words in wanted]
    generator = stream(0, FRESH)
    return [[w[i] for i in torch.randperm(PROBED, generator=generator).tolist()] for w in wanted]


@torch.no_grad()
def _states(model: WordModel, tokens: Tensor) -> Tensor:
    return model.rnn(model.embedding(tokens))[0][:, -1]


def probed(model: WordModel) -> dict[str, list[float]]:
    """The share of words k steps back that a linear probe names, in order and shuffled."""
    found = {}
    for name in ("ordered", "shuffled"):
        tokens = torch.stack([model.encode(words) for words in _cut(name == "ordered")])
        states, first = _states(model, tokens), PROBES[0]
        asked = [tokens[:, -1 - lag] for lag in LAGS]
        found[name] = [
            round(probe_accuracy((states[:first], y[:first]), (states[first:], y[first:])), 4)
            for y in asked
        ]
    return found


def commonest() -> dict[str, list[float]]:
    """The same share for who always names the word that is commonest at that place."""
    found: dict[str, list[float]] = {}
    for name in ("ordered", "shuffled"):
        cut = _cut(name == "ordered")
        found[name] = []
        for lag in LAGS:
            words = [row[-1 - lag] for row in cut]
            best = max(set(words[: PROBES[0]]), key=words[: PROBES[0]].count)
            judged = words[PROBES[0] :]
            found[name].append(round(judged.count(best) / len(judged), 4))
    return found
