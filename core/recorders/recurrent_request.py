"""A request to a recurrent module: the checks, and the batch element that is looked at."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from core.errors import InputError
from core.networks.derivation import Output
from core.networks.rnn import LinearRNN
from core.networks.weights import Recurrent, directions, flat_weights

State = Tensor | tuple[Tensor, Tensor] | None


class Element(NamedTuple):
    """One example of a batch, on the module's device."""

    x: Tensor  # (time, input)
    states: tuple[Tensor, ...]  # h0 (layer · direction, output); for the LSTM also c0
    tokens: tuple[str, ...]


class RecurrentRequest(NamedTuple):
    """A checked question: a module, what it reads, and the one example that is looked at."""

    module: Any
    x: Tensor  # as given, on the module's device
    state: State  # as given, on the module's device
    row: int | None  # the example's place in the batch; None if there is no batch axis
    seen: Element

    def pick(self, sequence: Tensor) -> Tensor:
        """The example's (time, size) out of a batch that is laid out like x."""
        return pick(self.module, sequence, self.row)


def recurrent_request(
    module: nn.Module,
    x: Tensor,
    tokens: Sequence[str] | None = None,
    state: State = None,
    element: int | None = None,
) -> RecurrentRequest:
    """Check what ``record`` is given; see there.

    Raises:
        InputError: what cannot be recorded, named in one sentence.
    """
    if not isinstance(module, nn.RNN | nn.GRU | nn.LSTM | LinearRNN):
        rule = "nn.RNN, nn.GRU, nn.LSTM or core.networks.rnn.LinearRNN"
        raise InputError("module", rule, type(module).__name__)
    return request_of(module, x, tokens, state, element)


def request_of(
    known: Any, x: Tensor, tokens: Sequence[str] | None, state: State, element: int | None
) -> RecurrentRequest:
    """Check all but the kind of the module; the arguments are those of ``recurrent_request``.

    Raises:
        InputError: what cannot be recorded, named in one sentence.
    """
    weight = flat_weights(known)[0]
    check_module(known, weight.dtype)
    check_input(known, x, weight.dtype)
    x = x.to(weight.device)
    state = check_state(known, x, state)
    row = choose(known, x, element)
    return RecurrentRequest(known, x, state, row, pick_element(known, x, tokens, state, row))


def check_module(module: Recurrent, dtype: torch.dtype) -> None:
    """Refuse what cannot be recorded truly; ``dtype`` is that of the weights.

    Raises:
        InputError: dropout is at work, or the weights are neither float32 nor float64.
    """
    if module.training and module.dropout:
        rule = "0 in train mode (a random mask would be recorded; call .eval() first)"
        raise InputError("dropout", rule, module.dropout)
    if dtype not in (torch.float32, torch.float64):
        raise InputError("module", "float32 or float64", dtype)


def check_input(module: Recurrent, x: Tensor, dtype: torch.dtype) -> None:
    """Refuse an x that the module, of this dtype, cannot read.

    Raises:
        InputError: x is packed, no tensor, or of another shape or type.
    """
    if isinstance(x, PackedSequence):
        rule = "a tensor (a packed sequence is not recorded: pad it and choose an element)"
        raise InputError("x", rule, "PackedSequence")
    if not isinstance(x, Tensor):
        raise InputError("x", "a tensor", type(x).__name__)
    size = module.input_size
    if x.dim() not in (2, 3) or x.shape[-1] != size or not x.numel():
        batched = f"(batch, time, {size})" if module.batch_first else f"(time, batch, {size})"
        rule = f"of shape (time, {size}) or {batched}, with time and batch at least 1"
        raise InputError("x", rule, tuple(x.shape))
    if x.dtype != dtype:
        raise InputError("x", f"{dtype} like the module", x.dtype)


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
        InputError: it has not the shape that torch documents for this module and x.
    """
    if state is None:
        return None
    shapes = state_shapes(module, x)
    given = (state,) if isinstance(state, Tensor) else tuple(state)
    if [tuple(s.shape) for s in given] != shapes or isinstance(state, Tensor) != (len(shapes) == 1):
        rule = f"of shape {' and '.join(map(str, shapes))}"
        raise InputError("state", rule, " and ".join(str(tuple(s.shape)) for s in given))
    moved = [s.to(x.device) for s in given]
    return moved[0] if len(moved) == 1 else (moved[0], moved[1])


def choose(module: Recurrent, x: Tensor, element: int | None) -> int | None:
    """Which row of the batch to look at; None if there is no batch axis.

    Raises:
        InputError: a batch larger than 1 without ``element``, or one that is not in it.
    """
    batch = 1 if x.dim() == 2 else x.shape[0 if module.batch_first else 1]
    chosen = place_in(batch, element)
    return None if x.dim() == 2 else chosen


def place_in(batch: int, element: int | None) -> int:
    """The example's place in a batch; a batch of one needs no ``element``.

    Raises:
        InputError: a larger batch without ``element``, or one that is not in it.
    """
    chosen = 0 if element is None and batch == 1 else element
    if chosen is None or not 0 <= chosen < batch:
        raise InputError("element", f"0–{batch - 1} for a batch of {batch}", element)
    return chosen


def pick(module: Recurrent, sequence: Tensor, row: int | None) -> Tensor:
    """One example's (time, size) out of a batch that is laid out like the module's x."""
    if row is None:
        return sequence
    return sequence[row] if module.batch_first else sequence[:, row]


def pick_element(
    module: Recurrent, x: Tensor, tokens: Sequence[str] | None, state: State, row: int | None
) -> Element:
    """The example in row ``row`` of x, its initial states (zeros if None) and its tokens.

    Raises:
        InputError: the number of tokens is not the length of x.
    """
    seen = pick(module, x, row)
    words = tuple(tokens or map(str, range(1, len(seen) + 1)))
    if len(words) != len(seen):
        raise InputError("tokens", f"{len(seen)}, one for each step", len(words))
    if state is None:
        found = [x.new_zeros(shape[0], shape[-1]) for shape in state_shapes(module, x)]
    else:
        found = [state] if isinstance(state, Tensor) else list(state)
        found = [s if row is None else s[:, row] for s in found]
    return Element(seen, tuple(found), words)
