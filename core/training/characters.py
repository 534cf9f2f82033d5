"""Training a character model, one update after another, with early stopping.

Truncated backpropagation through time: the text is cut into parallel streams that are read from
end to end, and each update goes back over one window; states are carried from window to window
(Williams & Peng 1990; Zaremba, Sutskever & Vinyals 2014, "Recurrent neural network
regularization", whose dropout before the readout is used too). A run is a function of its
settings and texts alone, as in `core.training.run`.
"""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.data.vocabulary import UNKNOWN, encode
from core.draws import DATA, WEIGHTS, stream
from core.networks.character_model import CharacterModel, State, character_model
from core.training.optimiser import Adam

LOOKS = 16  # pieces that a text is read as, all at the same time, where speed matters more


@dataclass(frozen=True, kw_only=True)
class CharacterConfig:
    """Everything that decides a run besides its two texts."""

    network: str  # "rnn", "gru" or "lstm"
    hidden: int = 128  # units
    embedding: int = 64  # size of the vector of a character
    forget_bias: float | None = None  # of an LSTM
    batch: int = 16  # streams
    window: int = 100  # characters of each stream in an update
    steps: int = 3500  # updates
    learning_rate: float = 0.008  # of Adam; falls to 0 on half a cosine
    clip: float = 1.0  # the largest norm of a gradient
    dropout: float = 0.2  # share of the hidden values that the readout does not see
    validations: int = 20  # how often the validation text is looked at; the best weights stay
    seed: int = 0


@dataclass(frozen=True, eq=False)
class CharacterResult:
    """A run that has ended: the weights with the fewest bits on the validation text."""

    config: CharacterConfig
    model: CharacterModel = field(repr=False)
    step: int  # after which the weights were kept
    steps: tuple[int, ...]  # after which the validation text was looked at
    bits: tuple[float, ...]  # per character of it, at these steps
    seconds: float


def train_characters(config: CharacterConfig, training: str, validation: str) -> CharacterResult:
    """Train on one text, and keep the weights that predict the other one best."""
    started = time.perf_counter()
    learner = _Learner(config, training)
    every = math.ceil(config.steps / config.validations)
    seen: dict[int, float] = {}
    for step in range(1, config.steps + 1):
        learner.update(step)
        if step % every == 0 or step == config.steps:
            seen[step] = bits_per_character(learner.model, validation, LOOKS)
            if seen[step] == min(seen.values()):
                kept, weights = step, learner.weights()
    learner.model.load_state_dict(weights)
    seconds = time.perf_counter() - started
    return CharacterResult(config, learner.model, kept, tuple(seen), tuple(seen.values()), seconds)


@torch.no_grad()
def bits_per_character(model: CharacterModel, text: str, pieces: int = 1) -> float:
    """The mean of −log₂ p(next character), over the characters of a text that the model knows.

    The text is read from a state of zeros to its end; or, faster and a little too high, as many
    pieces at the same time. The first character is read but not predicted.
    """
    x = torch.from_numpy(_streams(encode(text)[0], pieces))
    logits, _ = model(x[:, :-1])
    nats = cross_entropy(logits.flatten(0, 1), x[:, 1:].flatten(), ignore_index=UNKNOWN)
    return nats.item() / math.log(2)


def _streams(indices: np.ndarray, n: int) -> np.ndarray:
    """A text as n equally long pieces (n, time); up to n − 1 characters at the end are left out."""
    return indices[: len(indices) // n * n].reshape(n, -1)


def _detached(state: Any) -> State:
    """A state that gradients do not go through: here backpropagation through time is truncated."""
    return tuple(s.detach() for s in state) if isinstance(state, tuple) else state.detach()


class _Learner:
    """A private model, its optimiser, and its place in the text."""

    def __init__(self, config: CharacterConfig, text: str) -> None:
        self.config = config
        self.indices, _ = encode(text)
        self.data = stream(config.seed, DATA)
        self.model = character_model(
            config.network,
            config.hidden,
            config.embedding,
            stream(config.seed, WEIGHTS),
            config.forget_bias,
        )
        self.parameters = list(self.model.parameters())
        self.optimiser = Adam(self.parameters, config.learning_rate)
        self.windows = self._windows()
        self.state: State = None

    def weights(self) -> dict[str, Tensor]:
        """A copy of the weights as they are now."""
        return {name: weight.clone() for name, weight in self.model.state_dict().items()}

    def update(self, step: int) -> None:
        """One update, with the learning rate of this step (counted from 1)."""
        done = (step - 1) / self.config.steps
        self.optimiser.rate = self.config.learning_rate * (1 + math.cos(math.pi * done)) / 2
        window = next(self.windows)
        gradients = torch.autograd.grad(self._loss(window), self.parameters)
        self.optimiser.step(gradients, self.config.clip)

    def _loss(self, window: Tensor) -> Tensor:
        """Mean −log p of window[:, 1:] given what came before; keeps the state for the next."""
        h, state = self.model.recurrent(self.model.embedding(window[:, :-1]), self.state)
        self.state = _detached(state)
        logits = self.model.readout(self._dropout(h))
        return cross_entropy(logits.flatten(0, 1), window[:, 1:].flatten())

    def _dropout(self, values: Tensor) -> Tensor:
        """Inverted dropout with the run's own random numbers (torch's own uses global ones)."""
        keep = 1 - self.config.dropout
        return values * torch.empty_like(values).bernoulli_(keep, generator=self.data) / keep

    def _windows(self) -> Iterator[Tensor]:
        """Windows (batch, 1 + window) without end; each pass cuts the text at other places."""
        length = self.config.window
        while True:
            self.state = None
            shift = int(torch.randint(len(self.indices), (), generator=self.data))
            x = torch.from_numpy(_streams(np.roll(self.indices, shift), self.config.batch))
            for start in range(0, x.shape[1] - length, length):
                yield x[:, start : start + length + 1]
