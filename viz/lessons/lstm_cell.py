"""The pictures of the lesson on the LSTM's cell: the stage, and what each guess is worth."""

from collections.abc import Mapping

from core.lessons.lstm_cell.lesson import marks
from core.lessons.lstm_cell.settings import LSTMCell
from core.traces.characters import CharacterTrace
from viz.view import Clock, Stage
from viz.views.cell import cell

LEAD = 3  # characters before a quotation mark
SLOWEST, SECONDS = 4.0, 12  # steps per second at least; how long a long text plays

Words = Mapping[str, str]


def stage(
    trace: CharacterTrace,
    settings: LSTMCell,
    *,
    words: Words,
    covered: bool,
    span: str = "",
) -> Stage:
    """Return the moving picture.

    ``span`` is what is brushed in the text, first and last character counted from 1: "3-12".
    """
    length = len(trace.tokens)
    clock = Clock(length=length, speed=max(SLOWEST, length // SECONDS), label=words["clock"])
    view = cell(trace, settings.unit, words, covered=covered)
    picked = {**settings.picked, "span": span}
    return Stage(
        name="lstm_cell",
        clock=clock,
        views=(view,),
        words=words,
        picked=picked,
        asked=around(marks(trace.tokens)["open"], length),
    )


def around(places: list[int], length: int) -> tuple[int, int]:
    """The steps around the first of ``places``, in time; all of them where there is none."""
    if not places:
        return 0, length - 1
    return max(0, places[0] - LEAD), min(length - 1, places[0] + 1)
