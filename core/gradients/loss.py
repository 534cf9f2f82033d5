"""The gradient of a loss on its way back through time, and its factor at each step.

Hochreiter 1991; Bengio, Simard & Frasconi 1994; Pascanu, Mikolov & Bengio 2013. One pass over time
from recorded gates, in float64 on a private copy: the module, its ``.grad`` and its graph stay
untouched.
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from core.errors import InputError
from core.gradients.jacobians import Jacobians, jacobians_of
from core.gradients.spectrum import largest_singular_value, spectral_radius
from core.gradients.step_factors import gradient_trace, with_theory
from core.gradients.through_time import through_time
from core.networks.weights import weights
from core.recorders.record import record
from core.recorders.recurrent_request import RecurrentRequest, State, recurrent_request
from core.traces.recurrent import GradientTrace, Recording, RecurrentTrace

__all__ = ["largest_singular_value", "layer_gradients", "loss_gradients", "spectral_radius"]

Loss = Callable[[Tensor], Tensor]


def loss_gradients(
    module: nn.Module,
    x: Tensor,
    loss: Loss,
    tokens: Sequence[str] | None = None,
    state: State = None,
    element: int | None = None,
) -> GradientTrace:
    """‖∂L/∂h_t‖ (and ‖∂L/∂c_t‖) for all t, with the factors of each step, for a single layer.

    Args:
        module: one layer, one direction, of a kind that ``record`` takes.
        x: as for ``record``.
        loss: a scalar function of the module's outputs, float64, laid out like x; e.g.
            ``lambda out: out[-1].sum()``.
        tokens: as for ``record``.
        state: as for ``record``.
        element: as for ``record``.

    Returns:
        RNNGradient for nn.RNN and LinearRNN, GatedGradient for nn.GRU and nn.LSTM.

    Raises:
        InputError: several layers or directions (see ``layer_gradients``), a loss that is not a
            scalar of the outputs, gradients beyond float64, or what ``record`` refuses.
    """
    traces = layer_gradients(module, x, loss, tokens, state, element)
    if len(traces) != 1:
        rule = "one layer in one direction (for more use layer_gradients)"
        raise InputError("module", rule, len(traces))
    return traces[0]


def layer_gradients(
    module: nn.Module,
    x: Tensor,
    loss: Loss,
    tokens: Sequence[str] | None = None,
    state: State = None,
    element: int | None = None,
    *,
    theory: bool = True,
) -> tuple[GradientTrace, ...]:
    """``loss_gradients`` for every layer and direction, in the order of ``record``'s traces.

    Without ``theory`` an RNN's are RNNFactors: see ``with_theory``.
    """
    private = record_privately(module, x, tokens, state, element)
    above = private.request.pick(_at_the_output(loss, private.recording.output[0]))
    found: list[GradientTrace] = []
    for layer in reversed(range(private.request.module.num_layers)):
        traces, above = _one_layer(private, layer, above, theory)
        found = traces + found
    return tuple(found)


class InfiniteGradientsError(InputError):
    """The gradients of a module are beyond float64."""

    def __init__(self) -> None:
        super().__init__("module", "one whose gradients float64 can hold", "infinite ones")


class Private(NamedTuple):
    """A float64 copy of a module on the CPU, with what it reads, and its recording."""

    request: RecurrentRequest
    recording: Recording

    def jacobians(self, trace: RecurrentTrace, inputs: bool = True) -> Jacobians:
        """The way back through the layer of one of the traces; on demand without its inputs."""
        w = weights(self.request.module, trace.layer, trace.reverse)
        return jacobians_of(trace, w if inputs else w._replace(ih=w.ih[:, :0]))


def record_privately(
    module: nn.Module,
    x: Tensor,
    tokens: Sequence[str] | None = None,
    state: State = None,
    element: int | None = None,
) -> Private:
    """Record a private float64 copy of the module on the CPU."""
    if isinstance(x, PackedSequence):
        raise InputError("x", "a tensor (of a packed batch: one text alone)", "a packed one")
    copy = _copied(module).to("cpu", torch.float64)
    x, tokens, state = _exact(x), _exact(tokens), _exact(state)
    request = recurrent_request(copy, x, tokens, state, element)
    return Private(request, record(copy, x, tokens, state, element))


def _copied(module: nn.Module) -> nn.Module:
    """A copy of the module.

    Raises:
        InputError: a hook computes some of its weights, so that torch does not copy them.
    """
    try:
        return deepcopy(module)
    except RuntimeError as error:
        rule = "one that torch can copy (call remove_weight_norm or remove_spectral_norm first)"
        raise InputError("module", rule, type(module).__name__) from error


def _exact(given: Any) -> Any:
    """The same with every tensor in float64: a tensor, or a tuple of them; else as it is."""
    if isinstance(given, tuple | list):
        return tuple(map(_exact, given))
    return exact(given) if isinstance(given, Tensor) else given


def exact(values: Tensor) -> Tensor:
    """The same values in float64 on the CPU, apart from any graph."""
    return values.detach().to("cpu", torch.float64)


def _at_the_output(loss: Loss, output: Tensor) -> Tensor:
    """∂L/∂output, laid out like the output."""
    leaf = output.detach().requires_grad_()
    with torch.enable_grad():
        value = loss(leaf)
    if not isinstance(value, Tensor) or value.numel() != 1 or not value.requires_grad:
        shape = tuple(value.shape) if isinstance(value, Tensor) else type(value).__name__
        raise InputError("loss", "one number computed from the outputs", shape)
    (gradient,) = torch.autograd.grad(value.sum(), leaf, allow_unused=True)
    if gradient is None:
        raise InputError("loss", "one number computed from the outputs", "another graph's number")
    return gradient


def _one_layer(
    private: Private, layer: int, above: Tensor, theory: bool
) -> tuple[list[GradientTrace], Tensor]:
    """One layer's traces from ∂L/∂(its outputs) (time, size), and ∂L/∂(its inputs)."""
    traces = [t for t in private.recording.traces if t.layer == layer]
    below, found = torch.zeros(()), []
    for trace, part in zip(traces, above.chunk(len(traces), dim=1), strict=True):
        jacobians = private.jacobians(trace)
        way = through_time(jacobians, part.flip(0) if trace.reverse else part)
        if not (way.dh.isfinite().all() and way.dc.isfinite().all()):
            raise InfiniteGradientsError()
        made = gradient_trace(trace, jacobians, way)
        W = weights(private.request.module, trace.layer, trace.reverse).hh
        found.append(with_theory(made, W) if theory else made)
        below = below + (way.dx.flip(0) if trace.reverse else way.dx)
    return found, below
