"""A computation as a graph that is walked forward and backward, as a view of the stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viz.diagram import Diagram
from viz.view import View

Changes = Sequence[tuple[int, str]]  # what stands in a place from a step on


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What a step of the clock is about: nodes, and the wires in which something moves.

    `over` stands above the first wire where there is room; `said` says all of it in a sentence.
    """

    nodes: Sequence[str] = ()
    wires: Sequence[str] = ()
    over: str = ""
    said: str = ""


def backprop(
    wide: Diagram,
    tall: Diagram,
    *,
    needs: float,
    moments: Sequence[Moment],
    texts: Mapping[str, Changes],
    shows: Mapping[str, tuple[int, int]],
    says: Mapping[str, str],
    summary: str,
    title: str = "",
) -> View:
    """Return the graph at the clock.

    Args:
        wide: the graph from left to right.
        tall: the same from top to bottom.
        needs: the width in px from which the first one has room.
        moments: of each step.
        texts: what stands at each quantity, by the step from which it does; before, nothing.
        shows: the first step at which a wire shows, and the first at which it does not any more.
        says: a template with {quantities} for each node that can be read.
        summary: what is to be seen, in a sentence.
        title: of the view.
    """
    data = {
        "wide": wide.data(),
        "tall": tall.data(),
        "needs": needs,
        "moments": [
            {"nodes": list(m.nodes), "wires": list(m.wires), "over": m.over, "said": m.said}
            for m in moments
        ],
        "texts": {name: [list(change) for change in changes] for name, changes in texts.items()},
        "shows": {name: list(steps) for name, steps in shows.items()},
        "says": dict(says),
    }
    return View(kind="backprop", data=data, summary=summary, title=title)
