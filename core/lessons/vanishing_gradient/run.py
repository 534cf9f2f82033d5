"""The lesson's recording, made now: builds or loads the networks and sends one gradient back.

Apart from core/lessons/vanishing_gradient/lesson.py because it loads torch.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from core.data.tasks import TASKS, characters, spelled
from core.gradients.all_pairs import all_pairs
from core.gradients.loss import loss_gradients
from core.lessons.vanishing_gradient.settings import NETWORKS, Lesson, VanishingGradient, clipped
from core.networks import gru, lstm, rnn
from core.networks.recurrent import build
from core.recorders.parity import difference_from_torch
from core.shipped.store import load
from core.traces.recurrent import GradientTrace, PairsTrace

RANDOM_SIZE = 8  # of x_t in a random input


@dataclass(frozen=True)
class Reader:
    """One network, what it reads, and the readout that makes its answer."""

    module: nn.Module
    x: Tensor  # (1, time, input)
    tokens: tuple[str, ...]
    readout: Tensor  # (hidden,)

    def answer(self, out: Tensor) -> Tensor:
        """Return L = v·h_T; out: (1, time, hidden)."""
        return out[0, -1] @ self.readout.to(out)

    def exact(self) -> "Reader":
        """The same in float64: what explodes goes far beyond float32."""
        return replace(self, module=deepcopy(self.module).double(), x=self.x.double())


def run(settings: VanishingGradient) -> Lesson:
    """Record all four networks."""
    gradients, scales = {}, {}
    for code in NETWORKS:
        reader = make_reader(code, settings)
        trace = loss_gradients(reader.module, reader.x, reader.answer, reader.tokens)
        scales[code] = clip_scale(reader, settings.clip)
        gradients[code] = clipped(trace, scales[code])
    return Lesson(gradients=gradients, scales=scales)


def opening() -> Mapping[str, GradientTrace]:
    """What the lesson opens with: the gradient of every network, none of them clipped."""
    return run(VanishingGradient()).gradients


def make_reader(code: str, settings: VanishingGradient) -> Reader:
    """Build or load the network ``code``; every code reads the same input."""
    if settings.trained != "before":
        return _trained_reader(code, settings)
    x, _, tokens = make_input(settings)
    weights = torch.Generator().manual_seed(settings.seed)
    readout = torch.randn(settings.hidden, generator=weights)
    module = build(
        code.removesuffix("_bias"),
        x.shape[-1],
        settings.hidden,
        weights,
        nonlinearity=settings.nonlinearity if code == "rnn" else "tanh",
        init=settings.init,
        radius=None if settings.init == "torch" else settings.radius,
        forget_bias=settings.forget_bias if code == "lstm_bias" else None,
    )
    return Reader(module, x, tokens, readout)


def _trained_reader(code: str, settings: VanishingGradient) -> Reader:
    """The shipped network at the recorded step, on a sequence it was not trained on.

    The readout is the trained one; where there are several answers, that of the right one.
    """
    run = load(f"{settings.trained}_{code}").result
    row = int(np.searchsorted(run.trace.step, settings.step))
    predictor = run.predictor(min(row, len(run.trace.step) - 1))
    x, y, tokens = make_input(settings)
    answer = int(y) if settings.trained == "temporal_order" else 0
    return Reader(predictor.recurrent, x, tokens, predictor.readout.weight[answer].detach())


def make_input(settings: VanishingGradient) -> tuple[Tensor, Tensor, tuple[str, ...]]:
    """Return x (1, time, input), the task's answer (1,), and a word for each step."""
    draws = torch.Generator().manual_seed(1_000 + settings.seed)
    if settings.source == "own":
        x, tokens = characters(settings.sentence)
        return x, torch.zeros(1), tokens
    if settings.source == "random":
        x = torch.randn(1, settings.length, RANDOM_SIZE, generator=draws)
        return x, torch.zeros(1), ("",) * settings.length
    x, y = TASKS[settings.source].sample(1, settings.length, draws)
    return x, y, spelled(x[0], settings.source)


def clip_scale(reader: Reader, clip: float) -> float:
    """Return min(1, clip / ‖∂L/∂θ‖), what clipping by norm multiplies every gradient by; float64.

    θ are all weights of the recurrent network (Pascanu, Mikolov & Bengio 2013, §3.2). 0 means no
    clipping.
    """
    if clip == 0:
        return 1.0
    reader = reader.exact()
    weights = [w.detach().requires_grad_() for w in reader.module.parameters()]
    names = [name for name, _ in reader.module.named_parameters()]
    out, _ = torch.func.functional_call(
        reader.module, dict(zip(names, weights, strict=True)), (reader.x,)
    )
    gradients = torch.autograd.grad(reader.answer(out), weights)
    norm = torch.linalg.vector_norm(torch.stack([g.norm() for g in gradients]))
    return min(1.0, clip / float(norm)) if norm > 0 else 1.0


def memory(code: str, settings: VanishingGradient) -> PairsTrace:
    """Return how strongly each state of the network ``code`` depends on each earlier one.

    Raises:
        InputError: length times hidden units is too large for all pairs.
    """
    reader = make_reader(code, settings)
    return all_pairs(reader.module, reader.x, reader.tokens)


def difference(code: str, settings: VanishingGradient) -> float:
    """How far ``step()``, run over the input, is from torch's module ``code``, in float64.

    As `core.recorders.parity.difference_from_torch` measures it.
    """
    reader = make_reader(code, settings).exact()
    return difference_from_torch(reader.module, reader.x)


def equations(code: str) -> Callable[..., Any]:
    """Return the function that holds the equations of the network ``code``."""
    steps: dict[str, Callable[..., Any]] = {"rnn": rnn.step, "gru": gru.step, "lstm": lstm.step}
    return steps[code.removesuffix("_bias")]
