"""What ``record`` asks of a recurrent module, of what it reads, and of its initial state."""

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from core.errors import InputError
from core.networks.derivation import Output
from core.networks.weights import Recurrent, directions

State = Tensor | tuple[Tensor, Tensor] | None


def check_module(module: Recurrent, weight: Tensor) -> None:
    """Refuse what cannot be recorded truly; ``weight`` is any of its weights.

    Raises:
        InputError: dropout is at work, the weights are neither float32 nor float64 or have no
            values, or autocast is on.
    """
    if module.training and module.dropout and module.num_layers > 1:  # it acts between layers
        rule = "0 in train mode (a random mask would be recorded; call .eval() first)"
        raise InputError("dropout", rule, module.dropout)
    if weight.dtype not in (torch.float32, torch.float64):
        raise InputError(
            "module", "float32 or float64 (call .float() on it and on x)", weight.dtype
        )
    if weight.is_meta:
        raise InputError("module", "one with values", "a module on the meta device")
    if torch.is_autocast_enabled(weight.device.type):
        rule = "run without torch.autocast (call record outside the with block)"
        raise InputError("module", rule, "autocast")


def check_input(module: Recurrent, x: object, dtype: torch.dtype) -> None:
    """Refuse an x that the module, of this dtype, cannot read.

    Raises:
        InputError: x is no tensor, or of another shape or type.
    """
    values = x.data if isinstance(x, PackedSequence) else x
    if getattr(values, "is_nested", False):
        rule = "a tensor or a packed sequence (a nested one is not recorded)"
        raise InputError("x", rule, "a nested tensor")
    if not isinstance(values, Tensor):
        raise InputError("x", "a tensor", type(x).__name__)
    if values is not x and not isinstance(module, nn.RNNBase):
        rule = "a tensor (only torch's own modules read packed sequences)"
        raise InputError("x", rule, type(x).__name__)
    fits = values.dim() in (2, 3) and values.shape[-1] == module.input_size
    if not fits or not values.numel():
        raise InputError("x", shape_rule(module), tuple(values.shape))
    if values.dtype != dtype:
        raise InputError("x", f"{dtype} like the module", values.dtype)
    check_finite("x", values)


def check_finite(field: str, values: Tensor) -> None:
    """Refuse numbers that nothing can be computed from.

    Raises:
        InputError: some are NaN or infinite.
    """
    if not values.isfinite().all():
        count = int((~values.isfinite()).sum())
        rule = "finite (replace such numbers, or leave out their steps)"
        raise InputError(field, rule, f"{count} that are NaN or infinite")


def shape_rule(module: Recurrent) -> str:
    """The shapes of x that the module reads."""
    size = module.input_size
    batched = f"(batch, time, {size})" if module.batch_first else f"(time, batch, {size})"
    return f"of shape (time, {size}) or {batched}, with time and batch at least 1"


def state_shapes(module: Recurrent, x: Tensor) -> list[tuple[int, ...]]:
    """The shapes torch expects of the initial state: h0, and for an LSTM c0."""
    rows = module.num_layers * len(directions(module))
    batch = () if x.dim() == 2 else (x.shape[0 if module.batch_first else 1],)
    sizes = [module.proj_size or module.hidden_size]
    sizes += [module.hidden_size] if isinstance(module, nn.LSTM | Output) else []
    return [(rows, *batch, size) for size in sizes]


def check_state(module: Recurrent, x: Tensor, state: State) -> State:
    """The initial state on the module's device.

    Raises:
        InputError: it has not the shape that torch documents for this module and x, or its type.
    """
    if state is None:
        return None
    shapes = state_shapes(module, x)
    given = tuple(state) if isinstance(state, tuple | list) else (state,)
    rule = f"of shape {' and '.join(map(str, shapes))}"
    if isinstance(state, Tensor) and len(shapes) == 2:
        got = f"one tensor of shape {tuple(state.shape)}"
        raise InputError("state", f"a tuple (h0, c0), {rule}", got)
    for each in given:
        if not isinstance(each, Tensor):
            raise InputError("state", f"tensors {rule}", type(each).__name__)
    if [tuple(s.shape) for s in given] != shapes or isinstance(state, Tensor) != (len(shapes) == 1):
        raise InputError("state", rule, " and ".join(str(tuple(s.shape)) for s in given))
    for each in given:
        if each.dtype != x.dtype:
            raise InputError("state", f"{x.dtype} like the module", each.dtype)
    moved = [s.to(x.device) for s in given]
    return moved[0] if len(moved) == 1 else (moved[0], moved[1])
