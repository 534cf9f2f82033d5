"""Networks of torch, recorded from the graph that torch.autograd keeps of their forward pass.

The graph is walked from the loss by `next_functions`; its leaves are autograd's AccumulateGrad
nodes. A hook on each of its nodes records the messages that it sends in the backward pass. Nodes
of one module are drawn as one: an edge of the picture is an edge of autograd's that leaves a
module. Apart from the lesson because it loads torch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn

from core.draws import DATA, WEIGHTS, stream
from core.lessons.backprop.expression import LOWERED, Step, computed
from core.lessons.backprop.mazur import BIASES, TARGETS, W1, W2, X
from core.lessons.backprop.tape import COLUMNS, Tape

RNN_STEPS = 3
EMPTY: dict[str, Any] = {"device": "meta", "dtype": torch.float64}  # nothing is drawn globally
LETTERS = {"Linear": "z", "HalfSquares": "L"}  # what the outputs are called; all others h
TORCH = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
    "/": lambda a, b: a / b, "**": lambda a, n: a**n, "neg": lambda a: -a,
    "tanh": torch.tanh, "relu": torch.relu, "exp": torch.exp, "log": torch.log,
    "sigmoid": torch.sigmoid,
    "max": lambda a, b: torch.maximum(*(torch.as_tensor(v, dtype=torch.float64) for v in (a, b))),
}  # fmt: skip


def torch_gradients(steps: tuple[Step, ...]) -> dict[int, float]:
    """The gradient of each leaf of an expression, by torch.autograd.grad in float64."""
    leaves = {
        k: torch.tensor(step.value, dtype=torch.float64, requires_grad=True)
        for k, step in enumerate(steps)
        if not step.op
    }
    found = torch.autograd.grad(computed(steps, leaves, TORCH), list(leaves.values()))
    return {k: float(grad) for k, grad in zip(leaves, found, strict=True)}


class HalfSquares(nn.Module):
    """Half the sum of the squared errors: Mazur's loss."""

    def __init__(self, target: Tensor) -> None:
        super().__init__()
        self.target = target

    def forward(self, out: Tensor) -> Tensor:
        """Return the loss of the outputs, a number."""
        return ((self.target - out) ** 2).sum() / 2


class Copies(nn.Module):
    """One RNN cell, used at each step: its copies share their weights."""

    def __init__(self, cell: nn.RNNCell) -> None:
        super().__init__()
        self.cell = cell

    def forward(self, x: Tensor) -> Tensor:
        """Read x (time, 1, input) and return the last state."""
        h = torch.zeros(1, self.cell.hidden_size, dtype=x.dtype)
        for x_t in x:
            h = self.cell(x_t, h)
        return h


def network(source: str) -> tuple[nn.Module, Tensor, nn.Module]:
    """A network, its input, and its loss, all in float64."""
    if source == "mazur":
        layers = [nn.Linear(2, 2, **EMPTY), nn.Sigmoid(), nn.Linear(2, 2, **EMPTY), nn.Sigmoid()]
        module = nn.Sequential(*layers).to_empty(device="cpu")
        given = [W1, np.full(2, BIASES[0]), W2, np.full(2, BIASES[1])]
        with torch.no_grad():
            for weight, value in zip(module.parameters(), given, strict=True):
                weight.copy_(torch.tensor(value))
        return module, torch.tensor(X), HalfSquares(torch.tensor(TARGETS))
    if source == "mlp":
        sizes = ((4, 8), (8, 8), (8, 1))
        first, second, last = (nn.Linear(*size, **EMPTY) for size in sizes)
        made: nn.Module = nn.Sequential(first, nn.ReLU(), second, nn.ReLU(), last)
        shape: tuple[int, ...] = (4,)
    else:
        made, shape = Copies(nn.RNNCell(1, 1, bias=False, **EMPTY)), (RNN_STEPS, 1, 1)
    x = torch.empty(shape, dtype=torch.float64).normal_(generator=stream(0, DATA))
    target = torch.ones(1 if source == "mlp" else (1, 1), dtype=torch.float64)
    return filled(made, stream(0, WEIGHTS)), x, HalfSquares(target)


def filled(module: nn.Module, generator: torch.Generator) -> nn.Module:
    """A module without memory, its weights drawn from U(−1/√fan_in, 1/√fan_in) as by torch."""
    bound = 1.0
    module.to_empty(device="cpu")
    with torch.no_grad():
        for weight in module.parameters():
            bound = weight.shape[-1] ** -0.5 if weight.ndim > 1 else bound  # a bias: as its weight
            weight.uniform_(-bound, bound, generator=generator)
    return module


@dataclass
class _Drawn:
    """What is drawn as one node: a leaf, or a call of a module; `grad` is what it has received."""

    name: str
    says: str
    value: Tensor
    grad: Tensor | None = None


def record(source: str, rule: str = "add") -> Tape:
    """Run a network forward and backward, and return all that its graph passes on."""
    module, x, loss = network(source)
    calls: list[tuple[nn.Module, Tensor]] = []
    parts = [part for part in (*module.modules(), loss) if not list(part.children())]
    for part in parts:
        part.register_forward_hook(lambda part, _, out: calls.append((part, out)))
    out = loss(module(x))
    drawn, owner = _drawn(calls, _leaf_names(parts))
    rows: list[tuple[float, ...]] = []

    def sent(user: int, node: Any, received: tuple[Tensor, ...], given: tuple[Tensor, ...]) -> None:
        """What one node of autograd's graph has sent to those outside its module."""
        if node is calls[user - leaves][1].grad_fn:
            drawn[user].grad = given[0]
        for (following, _), message in zip(node.next_functions, received, strict=True):
            operand = owner.get(following)
            if operand is not None and operand != user:
                rows.append(_row(drawn, operand, user, message, rule))

    leaves = len(drawn) - len(calls)
    for node, user in owner.items():
        if user >= leaves:
            node.register_hook(partial(sent, user, node))
    out.backward()
    drawn[-1].grad = torch.ones_like(out)
    columns = dict(zip(COLUMNS, np.array(rows).T, strict=True))
    last = {int(row[0]): row[-1] for row in rows} | {len(drawn) - 1: 1.0}
    return Tape(
        names=tuple(one.name for one in drawn),
        says=tuple(one.says for one in drawn),
        sizes=np.array([one.value.numel() for one in drawn]),
        values=np.array([_size(one.value) for one in drawn]),
        grads=np.array([last[k] for k in range(len(drawn))]),
        **columns | {end: columns[end].astype(int) for end in COLUMNS[:2]},
    )


def _leaf_names(parts: Sequence[nn.Module]) -> dict[int, str]:
    """What each weight is called, by its id: W₁, b₁, …, or as torch calls those of a cell."""
    names: dict[int, str] = {}
    layers = [part for part in parts if list(part.parameters())]
    for n, layer in enumerate(layers, 1):
        for name, weight in layer.named_parameters():
            letter = "W" if name.startswith("weight") else "b"
            names[id(weight)] = f"{letter}{n}".translate(LOWERED)
            if isinstance(layer, nn.RNNCell):
                names[id(weight)] = letter + name.removeprefix("weight").removeprefix("bias")
    return names


def _drawn(
    calls: Sequence[tuple[nn.Module, Tensor]], names: Mapping[int, str]
) -> tuple[list[_Drawn], dict[Any, int]]:
    """The nodes that are drawn, leaves first, and which of them each of autograd's belongs to."""
    owner: dict[Any, int] = {}
    found: list[list[Any]] = []
    for _, out in calls:
        new, left = [], [out.grad_fn]
        while left:
            node = left.pop()
            if node is not None and node not in owner:
                owner[node] = len(found)
                new.append(node)
                left += [following for following, _ in node.next_functions]
        found.append(new)
    accumulators = [node for nodes in found for node in nodes if hasattr(node, "variable")]
    accumulators.sort(key=lambda node: list(names).index(id(node.variable)))
    for node in owner:
        owner[node] += len(accumulators)
    drawn = []
    for k, node in enumerate(accumulators):
        owner[node] = k
        drawn.append(_Drawn(names[id(node.variable)], "", node.variable.detach()))
    letters: dict[str, int] = {}
    for part, out in calls:
        letter = LETTERS.get(type(part).__name__, "h")
        letters[letter] = letters.get(letter, 0) + 1
        index = "" if letter == "L" else str(letters[letter])
        drawn.append(_Drawn(letter + index.translate(LOWERED), _says(part), out.detach()))
    return drawn, owner


def _says(part: nn.Module) -> str:
    """How a module is written where its output is drawn."""
    match part:
        case nn.Linear():
            return f"Linear({part.in_features}, {part.out_features})"
        case HalfSquares():
            return "½ Σ (t − o)²"
    return type(part).__name__


def _row(
    drawn: Sequence[_Drawn], operand: int, user: int, message: Tensor, rule: str
) -> tuple[float, ...]:
    """A message, and what it makes of the operand's sum."""
    one, upstream = drawn[operand], cast(Tensor, drawn[user].grad)
    before = torch.zeros_like(message) if one.grad is None else one.grad
    one.grad = message if rule == "overwrite" else before + message
    scalar = message.numel() == upstream.numel() == 1 and float(upstream.abs().max()) > 0
    local = float(message.sum() / upstream.sum()) if scalar else float("nan")
    sizes = (_size(each) for each in (upstream, message, before, one.grad))
    return (operand, user, local, *sizes)


def _size(value: Tensor) -> float:
    """A single number as it is; of a tensor its norm."""
    return float(value.sum() if value.numel() == 1 else value.norm())


def difference(source: str) -> float:
    """The largest difference between the sums of messages and what torch has left in `.grad`."""
    module, x, loss = network(source)
    loss(module(x)).backward()
    tape = record(source)
    found = [_size(cast(Tensor, weight.grad)) for weight in module.parameters()]
    return float(np.abs(tape.grads[list(tape.leaves)] - found).max())
