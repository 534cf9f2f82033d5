"""Five steps from the RNN to the LSTM, each a module that trains.

Elman 1990; Hochreiter & Schmidhuber 1997, "Long short-term memory"; Gers, Schmidhuber & Cummins
2000, "Learning to forget". Every class below changes one thing in the class above it. The first is
``nn.RNN``, the last is ``nn.LSTM``: their weights fit torch's modules, name by name.
"""

import math
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

State = Tensor | tuple[Tensor, ...] | None


class Now(NamedTuple):
    """What one step computes, each (n, hidden); what a network does not have is None."""

    h: Tensor  # the state that is shown
    g: Tensor  # the candidate: what could be written
    f: Tensor | None = None  # forget gate: how much to keep
    i: Tensor | None = None  # input gate: how much to write
    o: Tensor | None = None  # output gate: how much to show
    c: Tensor | None = None  # cell state


def joined(steps: list[Now]) -> Now:
    """One ``Now`` of all times: each (n, time, hidden), detached."""
    fields = {
        name: torch.stack([getattr(now, name) for now in steps], dim=1).detach()
        for name, value in steps[0]._asdict().items()
        if value is not None
    }
    return Now(**fields)


class Derived(nn.Module):
    """One layer, one direction, called like ``nn.LSTM``; a subclass says what one step does.

    Parameters have the names, layout and default distribution U(±1/√hidden) of torch's.
    """

    code: ClassVar[str]
    letters: ClassVar[str]  # the sums W x + U h + b, in the order of their rows in the weights
    states: ClassVar[int] = 1  # h, or h and c
    num_layers, bidirectional, dropout, proj_size = 1, False, 0.0, 0

    def __init__(
        self, input_size: int, hidden_size: int, batch_first: bool = False, bias: bool = True
    ):
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        self.batch_first, self.bias = batch_first, bias
        rows, limit = len(self.letters) * hidden_size, 1 / math.sqrt(hidden_size)
        shapes: dict[str, tuple[int, ...]] = {
            "weight_ih_l0": (rows, input_size),
            "weight_hh_l0": (rows, hidden_size),
        }
        if bias:
            shapes |= dict.fromkeys(("bias_ih_l0", "bias_hh_l0"), (rows,))
        for name, shape in shapes.items():
            self.register_parameter(name, nn.Parameter(torch.empty(shape).uniform_(-limit, limit)))

    def step(self, from_x: Tensor, h: Tensor, c: Tensor) -> Now:
        """One step of the network.

        Args:
            from_x: W x_t + b of every letter, (n, letters · hidden).
            h: h_{t−1}, (n, hidden).
            c: c_{t−1}, (n, hidden); a network without a cell has no use for it.
        """
        raise NotImplementedError

    def sums(self, from_x: Tensor, h: Tensor) -> tuple[Tensor, ...]:
        """W x_t + b + U h_{t−1} + d for every letter: each (n, hidden)."""
        from_h = functional.linear(h, self.get_parameter("weight_hh_l0"), self.bias_of("hh"))
        return (from_x + from_h).chunk(len(self.letters), dim=1)

    def from_x(self, x: Tensor) -> Tensor:
        """W x_t + b of every letter, for all times at once: (time, n, letters · hidden)."""
        return functional.linear(x, self.get_parameter("weight_ih_l0"), self.bias_of("ih"))

    def bias_of(self, way: str) -> Tensor | None:
        """One of torch's two biases: of x ("ih") or of h ("hh"); None with bias=False."""
        return self.get_parameter(f"bias_{way}_l0") if self.bias else None

    def unroll(self, x: Tensor, state: tuple[Tensor, ...]) -> Iterator[Now]:
        """Every step. x: (time, n, input); state: h_0 and, for a cell, c_0, each (n, hidden)."""
        h, c = state[0], state[-1]
        for from_x in self.from_x(x):
            now = self.step(from_x, h, c)
            h, c = now.h, now.h if now.c is None else now.c
            yield now

    def forward(self, x: Tensor, hx: State = None) -> tuple[Tensor, State]:
        """Run the layer. x: (time, [n,] input), or batch first; hx: h_0 or (h_0, c_0).

        Returns h of all steps, laid out like x, and the last state, laid out like hx.
        """
        time = 1 if self.batch_first and x.dim() == 3 else 0
        rows = x[:, None] if x.dim() == 2 else x.transpose(0, time)  # (time, n, input)
        steps = list(self.unroll(rows, self.first(rows, hx)))
        out, end = torch.stack([now.h for now in steps]), steps[-1]
        last: tuple[Tensor, ...] = (end.h,) if end.c is None else (end.h, end.c)
        if x.dim() == 3:
            out, last = out.transpose(0, time), tuple(state[None] for state in last)
        else:
            out = out[:, 0]
        return out, last[0] if self.states == 1 else last

    def first(self, rows: Tensor, hx: State = None) -> tuple[Tensor, ...]:
        """h_0 and, for a cell, c_0, each (n, hidden), as the caller gave them; else zeros.

        rows: (time, n, input).
        """
        if hx is None:
            return (rows.new_zeros(rows.shape[1], self.hidden_size),) * self.states
        given = (hx,) if isinstance(hx, Tensor) else hx
        return tuple(state.reshape(-1, self.hidden_size) for state in given)


class Plain(Derived):
    """Step 1, the RNN: h_t = tanh(W x_t + U h_{t−1} + b)."""

    code, letters = "plain", "g"

    def step(self, from_x: Tensor, h: Tensor, c: Tensor) -> Now:
        """The state is written anew at each step."""
        (g,) = self.sums(from_x, h)
        h = torch.tanh(g)
        return Now(h, g=h)


class Add(Derived):
    """Step 2: h_t = h_{t−1} + g_t. A residual RNN: nothing is ever forgotten."""

    code, letters = "add", "g"

    def step(self, from_x: Tensor, h: Tensor, c: Tensor) -> Now:
        """The candidate is added to the state."""
        (g,) = self.sums(from_x, h)
        g = torch.tanh(g)
        h = h + g
        return Now(h, g)


class Forget(Derived):
    """Step 3: h_t = f ⊙ h_{t−1} + (1 − f) ⊙ g_t. One gate that shares between old and new."""

    code, letters = "forget", "fg"

    def step(self, from_x: Tensor, h: Tensor, c: Tensor) -> Now:
        """The forget gate decides how much stays; the rest is written."""
        f, g = self.sums(from_x, h)
        f, g = torch.sigmoid(f), torch.tanh(g)
        h = f * h + (1 - f) * g
        return Now(h, g, f)


class Input(Derived):
    """Step 4: h_t = f ⊙ h_{t−1} + i ⊙ g_t. Keeping and writing are two decisions."""

    code, letters = "input", "ifg"

    def step(self, from_x: Tensor, h: Tensor, c: Tensor) -> Now:
        """The input gate decides how much is written, whatever stays."""
        i, f, g = self.sums(from_x, h)
        i, f, g = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g)
        h = f * h + i * g
        return Now(h, g, f, i)


class Output(Derived):
    """Step 5, the LSTM: c_t = f ⊙ c_{t−1} + i ⊙ g_t, h_t = o ⊙ tanh c_t."""

    code, letters, states = "output", "ifgo", 2

    def step(self, from_x: Tensor, h: Tensor, c: Tensor) -> Now:
        """What is kept, c, and what is shown of it, h, are two things."""
        i, f, g, o = self.sums(from_x, h)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        return Now(h, g, f, i, o, c)


STEPS: dict[str, type[Derived]] = {kind.code: kind for kind in (Plain, Add, Forget, Input, Output)}
