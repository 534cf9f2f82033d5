"""Gradients by backpropagation: a computation forward, and its messages backward.

Rumelhart, Hinton and Williams 1986, "Learning representations by back-propagating errors".
Expressions need no torch; a network is recorded from the graph that torch.autograd keeps.
"""

from functools import lru_cache

from core.lessons.backprop.expression import OPERATIONS, Step, read, result
from core.lessons.backprop.settings import MODULES, TYPED, Backprop
from core.lessons.backprop.tape import Tape, backward

EXAMPLES = 60  # operations that a worked example may have


def record_lesson(settings: Backprop) -> Tape:
    """Compute what ``settings`` say, and its gradients.

    Raises:
        InputError: the reader's expression cannot be computed.
    """
    return _recorded(settings.recorded)


@lru_cache(maxsize=256)
def _recorded(settings: Backprop) -> Tape:
    if settings.source in MODULES:
        from core.lessons.backprop.autograd import record

        return record(settings.source, settings.rule)
    return backward(steps_of(settings), settings.rule)


def steps_of(settings: Backprop) -> tuple[Step, ...]:
    """The nodes of an expression with their local derivatives."""
    if settings.source == "own":
        return read(settings.expression, OPERATIONS)
    return read(TYPED[settings.source], EXAMPLES)


def differences(steps: tuple[Step, ...], h: float = 1e-5) -> dict[int, float]:
    """The gradient of each leaf by central differences, (L(x + h) − L(x − h)) / 2h."""
    found = {}
    for k, step in enumerate(steps):
        if not step.op:
            try:
                high, low = (result(steps, {k: step.value + way * h}) for way in (1, -1))
                found[k] = (high - low) / (2 * h)
            except (ArithmeticError, TypeError, ValueError):  # undefined beside the value
                found[k] = float("nan")
    return found


def snippet(settings: Backprop) -> str:
    """Return Python that computes these gradients and prints what the picture shows."""
    return f"""from core.lessons.backprop.lesson import record_lesson
from core.lessons.backprop.settings import Backprop

tape = record_lesson({settings.in_python()})
for name, says, value, grad in zip(tape.names, tape.says, tape.values, tape.grads):
    print(f"{{name:12}} {{says:16}} value {{value:9.4f}}   gradient {{grad:9.4f}}")
for operand, user, message in zip(tape.operand, tape.user, tape.message):
    print(f"{{tape.names[user]}} sends {{tape.names[operand]}} {{message:.4f}}")
"""


def table(trace: Tape, *, covered: bool = False) -> str:
    """Return all values, gradients and messages as CSV: quantity, node or edge, value.

    ``covered``: without what is asked.
    """
    names: tuple[str, ...] = ("values", "operand", "user")
    names += () if covered else ("grads", "local", "message", "after")
    return trace.frame(*names).to_csv(index=False)
