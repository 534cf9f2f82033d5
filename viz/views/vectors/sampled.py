"""A training step with negative sampling: the window in the text, and what each word is taught."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.traces.base import Array
from viz.view import View


@dataclass(frozen=True, kw_only=True)
class Taught:
    """The true neighbour, or a drawn word: σ(c · h) before the step and after it."""

    word: str
    drawn: bool
    before: float
    after: float


@dataclass(frozen=True, kw_only=True)
class Sampled:
    """One step.

    `line` are words of the text, those at the places `asked` are the input, the one at `target`
    is the true neighbour. `h` is the (mean) vector of the input before the step, and `change` what
    the step adds to it, (hidden,) both.
    """

    line: Sequence[str]
    asked: Sequence[int]
    target: int
    taught: Sequence[Taught]
    h: Array
    change: Array


def sampled(
    steps: Sequence[Sampled], *, words: Mapping[str, str], title: str = "", columns: int = 6
) -> View:
    """Return the step at the clock.

    The text with the words of the step marked; a row for the true neighbour and each drawn word,
    with a bar for σ between 0 and 1 that moves from before to after, towards 1 or 0; and the vector
    h with its change as two strips of cells, each with a colour scale of its own.

    Args:
        steps: one for each step of the clock, all with as many rows and numbers.
        words: "sampled_asked", "sampled_true", "sampled_drawn" (short, the roles), "sampled_sigma"
            (axis), "sampled_h" and "sampled_change" (names of the strips), "sampled_say" with
            {asked}, {target}, {drawn}, {before} and {after}, "sampled_summary".
        title: of the view.
        columns: width on a wide screen, of 12.
    """
    data = {
        "steps": [
            {
                "line": list(one.line),
                "asked": list(one.asked),
                "target": one.target,
                "taught": [[row.word, row.drawn, row.before, row.after] for row in one.taught],
                "h": one.h.astype("float32"),
                "change": one.change.astype("float32"),
            }
            for one in steps
        ],
        "words": {
            name: words[f"sampled_{name}"]
            for name in ("asked", "true", "drawn", "sigma", "h", "change", "say")
        },
    }
    summary = words["sampled_summary"]
    return View(kind="sampled", data=data, summary=summary, title=title, columns=columns)
