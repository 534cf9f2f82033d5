"""How the answers to one sequence of the adding problem come out, with a gate frozen.

Free of torch. The network on the page is that of the first seed.
"""

from dataclasses import dataclass

from core.data.tolerance import TOLERANCE
from core.lessons.gru.lesson import study
from core.lessons.gru.settings import GRU
from core.traces.gru import FrozenTrace

NEAR = 2  # times the tolerance: a wrong answer within it just misses


@dataclass(frozen=True)
class Judged:
    """The last answer: "right", "near" (just misses) or "wrong".

    ``share`` is how many held-out sequences in a hundred come out like this one (right, or not),
    where that is the smaller part and was measured at this length; else 0.
    """

    how: str
    value: float
    share: int = 0


def judged(frozen: FrozenTrace, name: str, length: int) -> Judged:
    """How the answer comes out with nothing ("free"), with "r" or with "z" frozen."""
    value = float(getattr(frozen, name)[-1])
    off = abs(value - frozen.right)
    how = "right" if off < TOLERANCE else "near" if off < NEAR * TOLERANCE else "wrong"
    if name == "free" or length != GRU.defaults()["length"]:
        return Judged(how, value)
    score = study()["adding"]["conditions"][f"{name}_mean"][0]["score"]
    alike = score if how == "right" else 1 - score
    return Judged(how, value, round(100 * alike) if alike < 1 / 2 else 0)
