"""Any graph with what flows in it at the clock, as a view of the stage."""

from collections.abc import Mapping

import numpy as np

from viz.diagram import Diagram
from viz.marks import check_length, seen
from viz.view import View, ViewError


def graph(
    diagram: Diagram,
    series: Mapping[str, np.ndarray],
    words: Mapping[str, str],
    *,
    summary: str,
    title: str = "",
    columns: int = 6,
    cover: int | None = None,
) -> View:
    """Return the diagram with the values of its quantities.

    Args:
        diagram: the nodes and wires, as they stand.
        series: the values of each quantity, (time,); of one that is left out nothing is known.
        words: what each quantity that can be read is called.
        summary: what is to be seen, in a sentence.
        title: of the view.
        columns: width on a wide screen, of 12.
        cover: before this step nothing is known, and the payload does not contain it.
    """
    length = len(next(iter(series.values()), ()))
    for name, values in series.items():
        check_length(f"graph.series.{name}", values, length)
    for name in diagram.reading:
        if name not in words:
            raise ViewError(f"graph.words.{name}", "is missing: it can be read")
    data = {
        "diagram": diagram.data(),
        "series": {
            name: seen(np.asarray(values, dtype=np.float64), cover)
            for name, values in series.items()
        },
        "cover": cover or 0,
        "words": {name: words[name] for name in diagram.reading},
    }
    return View(kind="graph", data=data, summary=summary, title=title, columns=columns)
