"""A request to a recurrent module: the checks, and the batch element that is looked at."""

from numbers import Integral
from typing import Any, NamedTuple, TypeGuard

from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pad_packed_sequence

from core.errors import InputError
from core.networks.rnn import LinearRNN
from core.networks.weights import Recurrent, flat_weights
from core.recorders.recurrent_checks import (
    State,
    check_input,
    check_module,
    check_state,
    state_shapes,
)
from core.recorders.ways_out import check_still
from core.recorders.words import Words, words_of

Sequences = Tensor | PackedSequence
ALL = slice(None)
NAMES = ("tokens", "state", "hx", "element", "steps")  # by which more than x is given


class Element(NamedTuple):
    """One example of a batch, on the module's device."""

    x: Tensor  # (time, input)
    states: tuple[Tensor, ...]  # h0 (layer · direction, output); for the LSTM also c0
    tokens: tuple[str, ...]


class RecurrentRequest(NamedTuple):
    """A checked question: a module, what it reads, and the one example that is looked at."""

    module: Any
    x: Sequences  # as given, on the module's device
    state: State  # as given, on the module's device
    row: int | None  # the example's place in the batch; None if there is no batch axis
    seen: Element
    steps: slice = ALL  # of the example, those that the traces show

    def pick(self, sequence: Sequences) -> Tensor:
        """The example's (time, size) out of a batch that is laid out like x."""
        return pick(self.module, sequence, self.row)[: len(self.seen.tokens)]


def recurrent_request(
    module: nn.Module,
    x: Sequences,
    tokens: Words = None,
    state: State = None,
    element: int | None = None,
    steps: slice | None = None,
    *,
    hx: State = None,
    **others: object,
) -> RecurrentRequest:
    """Check what ``record`` is given; see there. ``hx`` is torch's own name of ``state``.

    ``others``: names that are none of these; they are refused.

    Raises:
        InputError: what cannot be recorded, named in one sentence.
    """
    if not isinstance(module, nn.RNN | nn.GRU | nn.LSTM | LinearRNN):
        rule = "nn.RNN, nn.GRU, nn.LSTM or core.networks.rnn.LinearRNN"
        raise InputError("module", rule, type(module).__name__)
    for name in others:
        raise InputError("a name", f"one of {', '.join(NAMES)}", f"{name}=")
    if hx is not None and state is not None:
        raise InputError("hx", "left out where state is given", type(hx).__name__)
    asked = request_of(module, x, tokens, state if hx is None else hx, element)
    return asked._replace(steps=part(steps, len(asked.seen.tokens)))


def request_of(
    known: Any, x: Sequences, tokens: Words, state: State, element: int | None
) -> RecurrentRequest:
    """Check all but the kind of the module; the arguments are those of ``recurrent_request``.

    Raises:
        InputError: what cannot be recorded, named in one sentence.
    """
    if is_state(tokens):  # torch's own order: module(x, state)
        tokens, state = None, in_second_place(tokens, state)
    check_still(known)
    weight = flat_weights(known)[0]
    check_module(known, weight)
    check_input(known, x, weight.dtype)
    given: Any = x
    x = given.to(weight.device)
    batch = padded(known, x)
    state = check_state(known, batch, state)
    row = choose(known, batch, element)
    length = None if row is None or isinstance(x, Tensor) else lengths_of(x)[row]
    seen = pick(known, batch, row)[:length]
    return RecurrentRequest(known, x, state, row, look_at(known, seen, tokens, state, row))


def part(steps: slice | None, length: int) -> slice:
    """Which steps of a text the traces show: from 0 up to, but not with, ``length``.

    Raises:
        InputError: it is no slice, empty, or leaves steps out.
    """
    shown = range(length)[steps or ALL] if isinstance(steps, slice | None) else range(0)
    if not shown or shown.step != 1:
        rule = f"a slice of one or more neighbouring steps from 0 to {length}"
        raise InputError("steps", rule, steps)
    return slice(shown.start, shown.stop)


def is_state(given: object) -> TypeGuard[State]:
    """Whether what stands where words belong is a tensor, or holds one."""
    some = given if isinstance(given, tuple | list) else (given,)
    return any(isinstance(each, Tensor) for each in some)


def in_second_place(given: State, state: State) -> State:
    """The state that stands where torch takes it, as in ``module(x, state)``.

    Raises:
        InputError: there is another one by name.
    """
    if state is not None:
        name = "(h0, c0)" if isinstance(given, tuple | list) else "h0"
        rule = f"words (with them, give the state by its name: state={name})"
        raise InputError("tokens", rule, type(given).__name__)
    return given


def padded(module: Recurrent, x: Sequences) -> Tensor:
    """A packed batch as a tensor that is laid out as the module takes it; others as they are."""
    return x if isinstance(x, Tensor) else pad_packed_sequence(x, module.batch_first)[0]


def lengths_of(x: PackedSequence) -> list[int]:
    """The length of each text of a packed batch, in the order in which they were packed."""
    return pad_packed_sequence(x)[1].tolist()


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
    if not isinstance(chosen, Integral) or not 0 <= chosen < batch:
        hint = " (element=0 shows the first)" if element is None else ""
        rule = f"0–{batch - 1} for a batch of {batch}{hint}"
        raise InputError("element", rule, element)
    return int(chosen)


def pick(module: Recurrent, sequence: Sequences, row: int | None) -> Tensor:
    """One example's (time, size) out of a batch that is laid out like the module's x.

    Of a packed batch it is as long as the longest text.
    """
    batch = padded(module, sequence)
    if row is None:
        return batch
    return batch[row] if module.batch_first else batch[:, row]


def look_at(
    module: Recurrent, seen: Tensor, tokens: Words, state: State, row: int | None
) -> Element:
    """The example ``seen``, row ``row`` of a batch, its initial states (zeros if None) and words.

    Raises:
        InputError: the words are none, or not as many as there are steps.
    """
    words = words_of("tokens", tokens, len(seen))
    if state is None:
        found = [seen.new_zeros(shape[0], shape[-1]) for shape in state_shapes(module, seen)]
    else:
        found = [state] if isinstance(state, Tensor) else list(state)
        found = [s if row is None else s[:, row] for s in found]
    return Element(seen, tuple(found), words)
