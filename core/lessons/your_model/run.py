"""The lesson's recording, made now, of a shipped example or of the reader's own module.

Apart from core/lessons/your_model/lesson.py because it loads torch.
"""

import math
from collections.abc import Callable
from copy import deepcopy
from dataclasses import fields, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from core.errors import InputError
from core.gradients.all_pairs import all_pairs
from core.gradients.loss import InfiniteGradientsError, layer_gradients
from core.gradients.projected_pairs import Estimate, projected_pairs
from core.gradients.spectrum import spectral_radius
from core.gradients.step_factors import with_theory
from core.lessons.your_model.input import make_input
from core.lessons.your_model.settings import Lesson, YourModel
from core.measures.diagnosis import diagnose
from core.networks import gru, lstm, rnn
from core.networks.weights import Weights, weights
from core.recorders.parity import difference_from_torch
from core.recorders.record import record
from core.shipped.store import load
from core.traces.base import Array
from core.traces.diagnosis import Diagnosis
from core.traces.gru import GRUPartsTrace
from core.traces.recurrent import GradientTrace, GRUTrace, PairsTrace, RecurrentTrace
from core.uploads.module_shape import GATES, ModuleShape
from core.uploads.refusal import UploadError
from core.uploads.state_dict import module_shape

STEPS: dict[str, Callable[..., Any]] = {"rnn": rnn.step, "gru": gru.step, "lstm": lstm.step}


def example(code: str) -> nn.RNNBase:
    """The shipped network that was trained on the adding problem."""
    module: Any = load(f"adding_{code}").result.predictor().recurrent
    return module


def run_example(settings: YourModel, table: Array | None = None) -> Lesson:
    """Record a shipped example on the input that the settings, or a ``table``, give."""
    module = example(settings.example)
    return run(module, *make_input(settings, module.input_size, table=table), settings)


def opening() -> dict[str, Any]:
    """What the lesson opens with: the default example."""
    return vars(run_example(YourModel()))


def run(module: nn.RNNBase, x: Tensor, tokens: tuple[str, ...], settings: YourModel) -> Lesson:
    """Record one layer and direction of a module, and of a fresh one of its shape.

    Args:
        module: any nn.RNN, nn.GRU or nn.LSTM, in eval mode.
        x: (time, input) in the module's dtype.
        tokens: one word for each step.
        settings: ``place`` (counted as record's traces, cut to the last) and ``seed``.

    Raises:
        UploadError: numbers in the module grow beyond what floating point can hold.
        InputError: x is a batch, or what ``record`` refuses.
    """
    return with_radii(gradient_of(module, x, tokens, settings), module, settings.seed)


def gradient_of(
    module: nn.RNNBase, x: Tensor, tokens: tuple[str, ...], settings: YourModel
) -> Lesson:
    """The same without what is computed from W_hh alone: it takes longest in a large layer."""
    if x.dim() != 2:
        raise InputError("x", "one text, of shape (time, input)", tuple(x.shape))
    found = module_shape(module.state_dict())
    layer, reverse = found.places[min(settings.place, len(found.places) - 1)]
    loss = readout(found, reverse, settings.seed)
    control = fresh(module, settings.seed)
    trace, gradient, diagnosis = _examine(module, x, tokens, loss, (layer, reverse))
    _, fresh_gradient, fresh_diagnosis = _examine(control, x, tokens, loss, (layer, reverse))
    return Lesson(
        shape=found,
        trace=trace,
        gradient=gradient,
        fresh_gradient=fresh_gradient,
        diagnosis=diagnosis,
        fresh_diagnosis=fresh_diagnosis,
    )


def with_radii(lesson: Lesson, module: nn.RNNBase, seed: int) -> Lesson:
    """The lesson with the spectral radii of the module, and of the fresh one from the seed.

    And with what they predict of an RNN's gradient.
    """
    place = lesson.trace.layer, lesson.trace.reverse

    def measured(
        each: nn.RNNBase, known: Diagnosis, gradient: GradientTrace
    ) -> tuple[Diagnosis, GradientTrace]:
        any_module: Any = each
        w = weights(any_module, *place)
        return replace(known, radius=radii(w, known.network)), with_theory(gradient, w.hh)

    found, gradient = measured(module, lesson.diagnosis, lesson.gradient)
    control = fresh(module, seed)
    beside, below = measured(control, lesson.fresh_diagnosis, lesson.fresh_gradient)
    return replace(
        lesson,
        diagnosis=found,
        fresh_diagnosis=beside,
        gradient=gradient,
        fresh_gradient=below,
    )


def readout(found: ModuleShape, reverse: bool, seed: int) -> Callable[[Tensor], Tensor]:
    """L = v·h, where h is the state that a direction of the top layer ends with; v ~ N(0, 1).

    The direction that reads from right to left ends at the first step.
    """
    size = found.outputs
    v = torch.randn(size, generator=torch.Generator().manual_seed(seed))

    def loss(out: Tensor) -> Tensor:
        last = out[0, size:] if reverse else out[-1, :size]
        return last @ v.to(out)

    return loss


def fresh(module: nn.RNNBase, seed: int) -> nn.RNNBase:
    """A module of the same shape as torch initialises it: every weight U(−1/√H, 1/√H)."""
    copy, generator = deepcopy(module), torch.Generator().manual_seed(seed)
    bound = 1 / math.sqrt(module.hidden_size)
    with torch.no_grad():
        for weight in copy.parameters():
            weight.uniform_(-bound, bound, generator=generator)
    return copy


def _examine(
    module: nn.RNNBase,
    x: Tensor,
    tokens: tuple[str, ...],
    loss: Callable[[Tensor], Tensor],
    place: tuple[int, bool],
) -> tuple[RecurrentTrace, GradientTrace, Diagnosis]:
    """Trace, gradient and diagnosis of one layer and direction."""
    traces = {(t.layer, t.reverse): t for t in record(module, x, tokens).traces}
    trace = traces[place]
    _check_finite(trace)
    try:
        found = layer_gradients(module, x, loss, tokens, theory=False)
    except InfiniteGradientsError as error:
        raise UploadError("grows", "one that stays finite", "infinite gradients") from error
    gradient = next(g for g in found if (g.layer, g.reverse) == place)
    any_module: Any = module
    w = weights(any_module, *place)
    bias = None
    if gradient.network == "lstm" and module.bias:
        bias = float((w.b_ih + w.b_hh).double().chunk(4)[1].mean())
    trace = with_parts(trace, w) if isinstance(trace, GRUTrace) else trace
    return trace, gradient, diagnose(trace, gradient, forget_bias=bias)


def radii(w: Weights, network: str) -> Array:
    """The spectral radius of each way by which h comes back to itself, block by block."""
    blocks = w.hh.chunk(len(GATES[network]))
    ways = blocks if w.hr is None else [w.hr.double() @ W.double() for W in blocks]
    return np.array([spectral_radius(W) for W in ways])


def with_parts(trace: GRUTrace, w: Weights) -> GRUPartsTrace:
    """The trace of a GRU with what the input and the past bring to its candidate."""
    W, U, b, d = (part.chunk(3)[2].numpy() for part in (w.ih, w.hh, w.b_ih, w.b_hh))
    states = trace.h[::-1] if trace.reverse else trace.h
    before = np.concatenate([trace.h0[None], states[:-1]])
    before = before[::-1] if trace.reverse else before
    known = {field.name: getattr(trace, field.name) for field in fields(trace)}
    given, past = trace.x @ W.T + b, trace.r * (before @ U.T + d)
    return GRUPartsTrace(keep=trace.z, given=given, past=past, **known)


def _check_finite(trace: RecurrentTrace) -> None:
    for name in ("a", "c", "h"):
        values = getattr(trace, name, None)
        if values is not None and not np.isfinite(values).all():
            raise UploadError("grows", "one that stays finite", name)


def memory(
    module: nn.RNNBase, x: Tensor, tokens: tuple[str, ...], trace: RecurrentTrace
) -> PairsTrace:
    """How strongly each state of the trace's layer depends on each earlier one.

    Raises:
        InputError: time times the size of h is too large for all pairs.
    """
    return all_pairs(module, x, tokens, layer=trace.layer, reverse=trace.reverse)


def estimated_memory(
    module: nn.RNNBase,
    x: Tensor,
    tokens: tuple[str, ...],
    trace: RecurrentTrace,
    last: int | None = None,
) -> Estimate:
    """The same from random directions, for large layers: of some steps up to the ``last``."""
    return projected_pairs(module, x, tokens, layer=trace.layer, reverse=trace.reverse, last=last)


def difference(module: nn.RNNBase, x: Tensor) -> float:
    """Return max |step() run over the input − torch's module|."""
    return difference_from_torch(module, x)
