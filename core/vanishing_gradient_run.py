"""The lesson's recording, made now: builds or loads the networks and sends one gradient back.

Apart from core/vanishing_gradient.py because it loads torch.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.gradients import loss_gradients
from core.networks import build
from core.tasks import TASKS, characters
from core.vanishing_gradient import NETWORKS, Lesson, VanishingGradient, clipped

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


def run(settings: VanishingGradient) -> Lesson:
    """Record all four networks."""
    gradients, scales = {}, {}
    for code in NETWORKS:
        reader = make_reader(code, settings)
        trace = loss_gradients(reader.module, reader.x, reader.answer, reader.tokens)
        scales[code] = clip_scale(reader, settings.clip)
        gradients[code] = clipped(trace, scales[code])
    return Lesson(gradients=gradients, scales=scales)


def make_reader(code: str, settings: VanishingGradient) -> Reader:
    """Build the network ``code``; the same input and readout for every code."""
    x, tokens = make_input(settings)
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


def make_input(settings: VanishingGradient) -> tuple[Tensor, tuple[str, ...]]:
    """Return x (1, time, input) and a word for each step."""
    draws = torch.Generator().manual_seed(1_000 + settings.seed)
    if settings.source == "own":
        return characters(settings.sentence)
    if settings.source == "random":
        x = torch.randn(1, settings.length, RANDOM_SIZE, generator=draws)
        return x, tuple("" for _ in range(settings.length))
    x, _ = TASKS[settings.source].sample(1, settings.length, draws)
    return x, ()


def clip_scale(reader: Reader, clip: float) -> float:
    """Return min(1, clip / ‖∂L/∂θ‖), what clipping by norm multiplies every gradient by.

    θ are all weights of the recurrent network (Pascanu, Mikolov & Bengio 2013, §3.2). 0 means no
    clipping.
    """
    if clip == 0:
        return 1.0
    weights = [w.detach().requires_grad_() for w in reader.module.parameters()]
    names = [name for name, _ in reader.module.named_parameters()]
    out, _ = torch.func.functional_call(
        reader.module, dict(zip(names, weights, strict=True)), (reader.x,)
    )
    gradients = torch.autograd.grad(reader.answer(out), weights)
    norm = torch.linalg.vector_norm(torch.stack([g.double().norm() for g in gradients]))
    return min(1.0, clip / float(norm)) if norm > 0 else 1.0
