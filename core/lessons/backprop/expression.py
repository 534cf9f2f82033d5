"""A reader's computation as a graph of scalars, each node with its local derivatives.

``x = 2; y = 3; x * y + tanh(x)``: what is given a number is a leaf, the last statement is the
result. It is read as a syntax tree (`ast`) of a few kinds and never run. Where two arguments of
``max`` are equal, each has the derivative 1/2, and that of relu at 0 is 0, as in torch.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.errors import InputError

OPERATIONS = 12  # that a reader may type; worked examples may have more
LEAVES = 6  # numbers that a reader may name
FIELD = "expression"
RULES = {
    "syntax": "numbers, names, + - * / ** and the functions that are known",
    "name": "a name that was given a number before",
    "long": "names of at most 3 letters and digits",
    "function": "one of tanh, relu, exp, log, sigmoid, max",
    "power": "a power with a number as its exponent",
    "operations": f"at most {OPERATIONS} operations",
    "leaves": f"at most {LEAVES} numbers with a name",
    "none": "at least one operation on a name",
    "finite": "defined and finite at every step",
}
LONGEST = 3  # characters of a name
RAISED = str.maketrans("−0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

Both = tuple[float, tuple[float, ...]]  # a value, and its derivative by each operand


@dataclass(frozen=True)
class Step:
    """A node: a leaf, or an operation on nodes before it.

    ``says`` is how it is computed, "" for a leaf; ``inputs`` are the places of the operands that
    are nodes, and ``local`` the derivatives by them. ``op`` and ``operands`` (a number is itself,
    a node its place as a string) are enough to compute it anew.
    """

    name: str
    value: float
    says: str = ""
    inputs: tuple[int, ...] = ()
    local: tuple[float, ...] = ()
    op: str = ""
    operands: tuple[float | str, ...] = ()


def _max(a: float, b: float) -> Both:
    share = 0.5 if a == b else float(a > b)
    return max(a, b), (share, 1 - share)


def _sigmoid(x: float) -> Both:
    s = 1 / (1 + math.exp(-x))
    return s, (s * (1 - s),)


OPS: dict[str, tuple[str, Callable[..., Both]]] = {
    "+": ("{} + {}", lambda a, b: (a + b, (1.0, 1.0))),
    "-": ("{} − {}", lambda a, b: (a - b, (1.0, -1.0))),
    "*": ("{} · {}", lambda a, b: (a * b, (b, a))),
    "/": ("{} / {}", lambda a, b: (a / b, (1 / b, -a / b**2))),
    "**": ("{}{}", lambda a, n: (a**n, (n * a ** (n - 1) if n else 0.0, 0.0))),
    "neg": ("−{}", lambda a: (-a, (-1.0,))),
    "tanh": ("tanh {}", lambda x: (math.tanh(x), (1 - math.tanh(x) ** 2,))),
    "relu": ("relu {}", lambda x: (max(x, 0.0), (float(x > 0),))),
    "exp": ("exp {}", lambda x: (math.exp(x), (math.exp(x),))),
    "log": ("log {}", lambda x: (math.log(x), (1 / x,))),
    "sigmoid": ("σ({})", _sigmoid),
    "max": ("max({}, {})", _max),
}
VALUES = {op: lambda *args, both=both: both(*args)[0] for op, (_, both) in OPS.items()}
FUNCTIONS = ("tanh", "relu", "exp", "log", "sigmoid", "max")
SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}


Operand = float | str  # a number, or the place of a node


def read(text: str, most: int = OPERATIONS) -> tuple[Step, ...]:
    """The nodes of a computation, operands before what uses them, the result last.

    Raises:
        InputError: of the field "expression", with one of `RULES`.
    """
    try:
        statements = ast.parse(text.strip().rstrip(";")).body
        reader = _Reader(most)
        results = [reader.statement(statement) for statement in statements]
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(FIELD, RULES["syntax"], text) from None
    if not results or not isinstance(results[-1], str) or not reader.steps[int(results[-1])].op:
        raise InputError(FIELD, RULES["none"], text)
    return _named(_needed(reader.steps, int(results[-1])))


class _Reader:
    """Nodes in the order in which they are read; those without a name get one later."""

    def __init__(self, most: int) -> None:
        self.most, self.steps = most, list[Step]()
        self.known = dict[str, str]()  # the place of the node that has a name now

    def statement(self, node: ast.stmt) -> Operand:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                return self.name(name, self.operand(value))
            case ast.Expr(value=value):
                return self.operand(value)
        raise InputError(FIELD, RULES["syntax"], ast.unparse(node))

    def name(self, name: str, found: Operand) -> str:
        """Give a new leaf, or a node without a name, this one; a second node of the name gets ′."""
        if len(name) > LONGEST or not name.isascii() or not name.isalnum():
            raise InputError(FIELD, RULES["long"], name)
        shown = name[0] + name[1:].translate(LOWERED)
        while any(step.name == shown for step in self.steps):
            shown += "′"
        if not isinstance(found, str):
            if sum(not step.op for step in self.steps) == LEAVES:
                raise InputError(FIELD, RULES["leaves"], name)
            self.steps.append(Step(shown, found))
            found = str(len(self.steps) - 1)
        elif not (step := self.steps[int(found)]).name:
            self.steps[int(found)] = replace(step, name=shown)
        self.known[name] = found
        return found

    def operand(self, node: ast.expr) -> Operand:
        match node:
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                return _finite(lambda: (float(number), ()), node)[0]
            case ast.Name(id=name):
                if name not in self.known:
                    raise InputError(FIELD, RULES["name"], name)
                return self.known[name]
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return self.apply("neg", [inner], node)
            case ast.BinOp(left=left, op=sign, right=right) if type(sign) in SIGNS:
                return self.apply(SIGNS[type(sign)], [left, right], node)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                if name not in FUNCTIONS or len(args) != OPS[name][0].count("{}"):
                    raise InputError(FIELD, RULES["function"], ast.unparse(node))
                return self.apply(name, args, node)
        raise InputError(FIELD, RULES["syntax"], ast.unparse(node))

    def apply(self, op: str, args: Sequence[ast.expr], node: ast.expr) -> Operand:
        """A new node, or, of numbers only, a number."""
        operands = tuple(self.operand(arg) for arg in args)
        if op == "**" and isinstance(operands[1], str):
            raise InputError(FIELD, RULES["power"], ast.unparse(node))
        values = [self.steps[int(o)].value if isinstance(o, str) else o for o in operands]
        value, local = _finite(lambda: OPS[op][1](*values), node)
        places = [k for k, operand in enumerate(operands) if isinstance(operand, str)]
        if not places:
            return value
        if sum(bool(step.op) for step in self.steps) == self.most:
            raise InputError(FIELD, RULES["operations"], ast.unparse(node))
        inputs = tuple(int(operands[k]) for k in places)
        self.steps.append(
            Step("", value, "", inputs, tuple(local[k] for k in places), op, operands)
        )
        return str(len(self.steps) - 1)


def _finite(compute: Callable[[], Both], node: ast.expr) -> Both:
    """What is computed, if it is a number with derivatives."""
    try:
        value, local = compute()
        if all(isinstance(v, float) and math.isfinite(v) for v in (value, *local)):
            return value, local
    except (ArithmeticError, ValueError):
        pass
    raise InputError(FIELD, RULES["finite"], ast.unparse(node))


def _needed(steps: Sequence[Step], result: int) -> list[Step]:
    """The nodes that the result is made of, by their new places."""
    needed = {result}
    for k in range(result, -1, -1):
        if k in needed:
            needed.update(steps[k].inputs)
    place = {old: new for new, old in enumerate(sorted(needed))}
    return [
        replace(
            steps[old],
            inputs=tuple(place[k] for k in steps[old].inputs),
            operands=tuple(str(place[int(o)]) if isinstance(o, str) else o
                           for o in steps[old].operands),
        )
        for old in place
    ]  # fmt: skip


def _named(steps: list[Step]) -> tuple[Step, ...]:
    """The nodes with all their names, u₁, u₂, … and L for the result, and how each is computed."""
    taken = {step.name for step in steps}
    free = (name for n in range(1, 100) if (name := f"u{n}".translate(LOWERED)) not in taken)
    for k, step in enumerate(steps):
        last = k == len(steps) - 1 and "L" not in taken
        name = step.name or ("L" if last else next(free))
        parts = [steps[int(o)].name if isinstance(o, str) else _number(o) for o in step.operands]
        if step.op == "**":
            parts[1] = parts[1].translate(RAISED) if "." not in parts[1] else f"^{parts[1]}"
        says = OPS[step.op][0].format(*parts) if step.op else ""
        steps[k] = replace(step, name=name, says=says)
    return tuple(steps)


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def computed(steps: Sequence[Step], leaves: Mapping[int, Any], ops: Mapping[str, Any]) -> Any:
    """The result anew, with other values of some leaves, by other functions of the same names."""
    values: list[Any] = []
    for k, step in enumerate(steps):
        known = [values[int(o)] if isinstance(o, str) else o for o in step.operands]
        values.append(ops[step.op](*known) if step.op else leaves.get(k, step.value))
    return values[-1]


def result(steps: Sequence[Step], leaves: Mapping[int, float]) -> float:
    """The result with other values of some leaves."""
    return float(computed(steps, leaves, VALUES))
