"""The lesson's recording, made now: five networks, forward and back.

Apart from core/lessons/lstm_derivation/lesson.py because it loads torch.
"""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from core.data.tasks import TASKS
from core.gradients.derivation import Sent, sent_back
from core.lessons.lstm_derivation.settings import GATED, Derivation, Lesson, run_name
from core.networks.assign import Module, assign
from core.networks.derivation import STEPS, Derived, Now
from core.networks.derivation_mistake import Mistaken
from core.networks.recurrent import build
from core.shipped import store
from core.traces.base import Array
from core.traces.derivation import StepTrace

RANDOM_SIZE = 8  # of x_t in a random input
TORCHS: dict[str, type[nn.Module]] = {"plain": nn.RNN, "output": nn.LSTM}  # what the ends are


@dataclass(frozen=True)
class Reader:
    """One network, what it reads, and the readout that makes its answer."""

    module: Any  # a core.networks.derivation.Derived
    x: Tensor  # (1, time, input)
    tokens: tuple[str, ...]
    readout: Tensor  # (hidden,)

    def answer(self, last: Tensor) -> Tensor:
        """Return L = v·h_T; last: (1, hidden)."""
        return (last @ self.readout.to(last)).sum()


def run(settings: Derivation) -> Lesson:
    """Record all five networks, in float64."""
    return {code: step_trace(make_reader(code, settings), settings.unit - 1) for code in STEPS}


def opening() -> Lesson:
    """What the lesson opens with: every step by its name."""
    return run(Derivation())


def make_reader(code: str, settings: Derivation) -> Reader:
    """Build or load one network; every one reads the same input."""
    draws = torch.Generator().manual_seed(1_000 + settings.seed)
    if settings.trained == "after":
        network = store.load(run_name(code)).result.predictor()
        x, _ = TASKS["adding"].sample(1, settings.length, draws)
        return Reader(network.recurrent, x, marked(x[0]), network.readout.weight.detach()[0])
    x = torch.randn(1, settings.length, RANDOM_SIZE, generator=draws)
    weights = torch.Generator().manual_seed(settings.seed)
    readout = torch.randn(settings.hidden, generator=weights)
    bias = settings.forget_bias if code in GATED else None
    module = build(code, RANDOM_SIZE, settings.hidden, weights, forget_bias=bias)
    return Reader(module, x, ("",) * settings.length, readout)


def marked(x: Tensor) -> tuple[str, ...]:
    """What each step of the adding problem says: a marked number, else a dot. x: (time, 2)."""
    return tuple(f"{number:+.1f}" if marker == 1 else "·" for number, marker in x.tolist())


def step_trace(reader: Reader, unit: int) -> StepTrace:
    """Send one gradient back through a float64 copy of the network."""
    module = exact(reader.module)
    sent = sent_back(module, reader.x.double(), reader.answer)
    delta = (sent.dh if sent.dc is None else sent.dc)[0]  # (time, hidden)
    passed = gate(module.code, sent.steps)[1:] * delta[1:]
    later = norms(delta[1:])
    return StepTrace(
        code=module.code,
        tokens=reader.tokens,
        state=norms(sent.steps.h[0]),
        cell=None if sent.steps.c is None else norms(sent.steps.c[0]),
        delta=norms(delta),
        straight=share(norms(passed), later),
        around=share(norms(delta[:-1] - passed), later),
        **of_unit(sent, unit),
    )


def exact(module: Derived) -> Derived:
    """A private float64 copy."""
    return deepcopy(module).double()


def gate(code: str, steps: Now) -> Tensor:
    """What stands before the old memory in the equation: 0, 1 or f, (time, hidden)."""
    if steps.f is not None:
        return steps.f[0]
    return torch.full_like(steps.h[0], 1.0 if code == "add" else 0.0)


def of_unit(sent: Sent, unit: int) -> dict[str, Any]:
    """Every letter of one unit, (time,), and its memory before each step."""
    found = {
        name: values[0, :, unit].numpy()
        for name, values in sent.steps._asdict().items()
        if values is not None
    }
    memory = found.get("c", found["h"])
    return {**found, "before": np.concatenate([[0.0], memory[:-1]])}


def norms(rows: Tensor) -> Array:
    """‖row‖₂ of each time, (time,)."""
    return torch.linalg.vector_norm(rows, dim=1).numpy()


def share(part: Array, whole: Array) -> Array:
    """The ratio, and 0 where whole is 0."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def difference_from_torch(code: str, settings: Derivation) -> float:
    """The largest |h| difference between step 1 and nn.RNN, or step 5 and nn.LSTM.

    Both have the same weights (those of ``settings``) and read the same input, in float32.

    Raises:
        KeyError: torch has no such module.
    """
    reader = make_reader(code, settings)
    return largest_difference(reader.module, TORCHS[code], reader.x)


def difference_of_the_mistake(settings: Derivation) -> float:
    """The same between nn.LSTM and an LSTM whose gates look at x_{t−1} instead of h_{t−1}."""
    reader = make_reader("output", settings)
    return largest_difference(twin(Mistaken, reader.module), nn.LSTM, reader.x)


@torch.no_grad()
def largest_difference(module: Derived, torchs: type[nn.Module], x: Tensor) -> float:
    """Max |h of ours − h of torch's module with our weights| over x (n, time, input)."""
    theirs = twin(torchs, module).to(x.dtype)
    return float((module(x)[0] - theirs(x)[0]).abs().max())


def twin(kind: type[Module], module: Derived) -> Module:
    """A module of another kind with the same weights; on the meta device nothing is drawn."""
    with torch.device("meta"):
        empty = kind(module.input_size, module.hidden_size, batch_first=True)
    return assign(empty, module.state_dict())
