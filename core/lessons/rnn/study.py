"""The word-level RNN in general: three seeds, held-out sentences, controls.

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
PROBES = (5000, 2000)  # sentences that a probe learns from, and held-out ones, at most
SEEN = 4  # words that a network reads where the others are to be inferred


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
            "falls": [falls(model) for model in networks.trained],
        },
        "sharing": {
            "shared": [lengths(model) for model in networks.shared],
            "unshared": [lengths(model) for model in networks.unshared],
        },
        "probe": {
            "lag": LAGS,
            "trained": [probed(model) for model in networks.trained],
            "untrained": [probed(model) for model in networks.untrained],
            "last words": [probed(model, SEEN) for model in networks.trained],
            "commonest": commonest(),
            "judged": len(_cut(ordered=True)[1]),
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
def shares(model: WordModel) -> Tensor:
    """‖∂o_T/∂x_{T−k}‖ / ‖∂o_T/∂x_T‖ for every k of LAGS, (sentence, lag)."""
    found = []
    for sentence in long(MEASURED):
        private = record_privately(model.rnn, model.embedding(model.encode(sentence[:-1])))
        jacobians = private.jacobians(private.recording.trace)
        norms = influence(jacobians, model.scores.weight.double()).flip(0)
        found.append(norms[list(LAGS)] / norms[0])
    return torch.stack(found)


def lags(model: WordModel) -> list[float]:
    """The median of `shares` over sentences, for each lag."""
    return [round(value, 5) for value in shares(model).median(0).values.tolist()]


def falls(model: WordModel) -> float:
    """The share of sentences in which each lag counts less than the one before."""
    return round((shares(model).diff(dim=1) < 0).all(dim=1).double().mean().item(), 4)


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


def _cut(ordered: bool) -> tuple[list[list[str]], list[list[str]]]:
    """The first PROBED words of training and of held-out sentences, in order or shuffled."""
    generator = stream(0, FRESH)
    found = []
    for part, most in zip(sentences(), PROBES, strict=True):
        cut = [list(words[:PROBED]) for words in part if len(words) > PROBED][:most]
        if not ordered:
            cut = [[w[i] for i in torch.randperm(PROBED, generator=generator)] for w in cut]
        found.append(cut)
    return found[0], found[1]


@torch.no_grad()
def probed(model: WordModel, last: int = PROBED) -> dict[str, list[float]]:
    """The share of words k steps back that a linear probe names, in order and shuffled.

    ``last``: how many of the words the network reads, the last ones. What it names of the others
    it infers.
    """
    found = {}
    for name in ("ordered", "shuffled"):
        parts = []
        for cut in _cut(name == "ordered"):
            tokens = torch.stack([model.encode(words) for words in cut])
            states = model.rnn(model.embedding(tokens[:, -last:]))[0][:, -1]
            parts.append((states, tokens))
        (learnt, read), (judged, new) = parts
        found[name] = [
            round(probe_accuracy((learnt, read[:, -1 - k]), (judged, new[:, -1 - k])), 4)
            for k in LAGS
        ]
    return found


def commonest() -> dict[str, list[float]]:
    """The same share for who always names the word that is commonest at that place."""
    found: dict[str, list[float]] = {}
    for name in ("ordered", "shuffled"):
        learnt, judged = _cut(name == "ordered")
        found[name] = []
        for lag in LAGS:
            words = [row[-1 - lag] for row in learnt]
            best = max(sorted(set(words)), key=words.count)
            right = [row[-1 - lag] for row in judged].count(best)
            found[name].append(round(right / len(judged), 4))
    return found
