"""The settings of a computation whose gradients are taken node by node."""

from dataclasses import dataclass

from core.lessons.settings import Settings, one_of, phrase

TYPED = {  # what each worked example computes; see core.lessons.backprop.expression
    "twice": "a = 3; b = a + a",
    "sum": "x = -2; y = 5; z = -4; q = x + y; f = q * z",
    "greater": "x = 3; y = -4; z = 2; w = -1; f = 2 * (x * y + max(z, w))",
    "neuron": "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3; f = sigmoid(w0 * x0 + w1 * x1 + w2)",
    "micrograd": (
        "a = -4; b = 2; c = a + b; d = a * b + b**3; c = c + c + 1; c = c + (1 + c + (-a));"
        " d = d + (d * 2 + relu(b + a)); d = d + (3 * d + relu(b - a)); e = c - d; f = e**2;"
        " g = f / 2; g = g + 10 / f"
    ),
}
MODULES = ("mazur", "mlp", "rnn")  # networks of torch, recorded module by module
SOURCES = (*TYPED, "own", *MODULES)
GUESSES = ("none", "one", "two", "value")  # which gradient a gets in b = a + a: 0, 1, 2, a
ANSWER = "two"


@dataclass(frozen=True, kw_only=True)
class Backprop(Settings):
    """What the reader may set.

    ``source`` is what is computed, ``expression`` the reader's own. Messages that meet are added,
    or, by ``rule``, the last one overwrites the others.
    """

    source: str = one_of("twice", SOURCES)
    expression: str = phrase("x = 2; y = 3; u = x * y; L = u + tanh(x)", 1, 200)
    rule: str = one_of("add", ("add", "overwrite"))
