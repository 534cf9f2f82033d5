"""Training one translator: teacher forcing, Adam, a learning rate that falls on half a cosine.

Sentences of one length make a batch, so that nothing in the source is padding. A run is a function
of its settings and its pairs alone.
"""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence

from core.data.sentence_pairs import Pair
from core.draws import DATA, WEIGHTS, stream
from core.networks.seq2seq.decoding import Writer
from core.networks.seq2seq.translator import Translator
from core.networks.seq2seq.untrained import translator
from core.traces.translation import END
from core.training.optimiser import Adam

PADDING = -1  # after the end of a target sentence; the loss leaves it out


@dataclass(frozen=True, kw_only=True)
class TranslatorConfig:
    """Everything that decides a run besides its pairs."""

    scoring: str  # "none", "additive", "dot" or "general"
    epochs: int = 5  # how often each pair is seen
    batch: int = 64  # pairs in an update, at most
    learning_rate: float = 0.004  # of Adam; falls to 0 on half a cosine
    clip: float = 1.0  # the largest norm of a gradient
    seed: int = 0


@dataclass(frozen=True, eq=False)
class TranslatorResult:
    """A run that has ended, its weights rounded to the float16 that is shipped."""

    config: TranslatorConfig
    model: Translator = field(repr=False)
    losses: tuple[float, ...]  # nats per word, the mean of each epoch
    seconds: float  # of processor time


def train_translator(
    config: TranslatorConfig,
    pairs: Sequence[Pair],
    source_words: Sequence[str],
    target_words: Sequence[str],
) -> TranslatorResult:
    """Train on pairs of sentences whose words are all in the two vocabularies."""
    started = time.process_time()
    generator = stream(config.seed, WEIGHTS)
    model = translator(config.scoring, source_words, target_words, generator)
    learner = Learner(
        parameters=list(model.parameters()),
        batches=Batches(model, pairs, config.batch),
        epochs=config.epochs,
        rate=lambda done: config.learning_rate * (1 + math.cos(math.pi * done)) / 2,
        logits=lambda x, y: model(x, y).logits,
        clip=config.clip,
        seed=config.seed,
    )
    losses = learner.run()
    rounded = {name: weight.half().float() for name, weight in model.state_dict().items()}
    model.load_state_dict(rounded)
    return TranslatorResult(config, model, losses, time.process_time() - started)


class Batches:
    """Pairs as numbers, those with sources of one length together."""

    def __init__(self, model: Writer, pairs: Sequence[Pair], size: int) -> None:
        self.size = size
        self.groups: list[tuple[Tensor, Tensor]] = []  # (n, source), (n, target) with PADDING
        lengths: dict[int, list[Pair]] = {}
        for pair in pairs:
            lengths.setdefault(len(pair.source), []).append(pair)
        for alike in lengths.values():
            x = [[model.source_index[word] for word in p.source] for p in alike]
            y = [[model.target_index[word] for word in (*p.target, END)] for p in alike]
            padded = pad_sequence([torch.tensor(row) for row in y], True, PADDING)
            self.groups.append((torch.tensor(x), padded))

    def __len__(self) -> int:
        """How many batches there are."""
        return sum(math.ceil(len(x) / self.size) for x, _ in self.groups)

    def shuffled(self, generator: torch.Generator) -> Iterator[tuple[Tensor, Tensor]]:
        """Every pair once, in a new order: sources (n, source) and targets (n, target)."""
        rows = [
            (group, part)
            for group, (x, _) in enumerate(self.groups)
            for part in torch.randperm(len(x), generator=generator).split(self.size)
        ]
        for place in torch.randperm(len(rows), generator=generator).tolist():
            group, part = rows[place]
            x, y = self.groups[group][0][part], self.groups[group][1][part]
            longest = int((y != PADDING).sum(dim=1).max())
            yield x, y[:, :longest]


@dataclass
class Learner:
    """The parameters of a private model, their optimiser, and the place in the run."""

    parameters: list[Tensor]
    batches: Batches
    epochs: int
    rate: Callable[[float], float]  # of Adam, by the share of the updates that is done
    logits: Callable[[Tensor, Tensor], Tensor]  # of sources and the targets, taught
    clip: float
    seed: int

    def __post_init__(self) -> None:
        self.optimiser = Adam(self.parameters, self.rate(0.0))
        self.data = stream(self.seed, DATA)
        self.updates = 0

    def run(self) -> tuple[float, ...]:
        """The mean loss of each epoch, nats per word; every pair is seen once in each."""
        return tuple(self.epoch() for _ in range(self.epochs))

    def epoch(self) -> float:
        """See every pair once; the mean loss in nats per word."""
        losses = [self.update(x, y) for x, y in self.batches.shuffled(self.data)]
        return sum(losses) / len(losses)

    def update(self, x: Tensor, y: Tensor) -> float:
        """One update, with the learning rate of its place in the run."""
        self.optimiser.rate = self.rate(self.updates / (self.epochs * len(self.batches)))
        logits = self.logits(x, y.clamp(min=0))
        loss = cross_entropy(logits.flatten(0, 1), y.flatten(), ignore_index=PADDING)
        # a part that is taken away has no gradient
        gradients = torch.autograd.grad(
            loss, self.parameters, allow_unused=True, materialize_grads=True
        )
        self.optimiser.step(gradients, self.clip)
        self.updates += 1
        return loss.item()
