"""The pictures of the lesson on the LSTM's cell: the stage, and what each guess is worth."""

from collections.abc import Mapping

from core.lessons.lstm_cell.lesson import answer, elsewhere, marks
from core.lessons.lstm_cell.settings import HOLDS, SENTENCE, UNIT, LSTMCell
from core.measures.clamp import WhatIfTrace
from core.traces.characters import CharacterTrace
from viz.marks import Line
from viz.view import Clock, Stage, View
from viz.views.cell import Told, cell
from viz.views.lines import lines

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
    guesses: Mapping[str, str] | None = None,
    changed: WhatIfTrace | None = None,
) -> Stage:
    """Return the moving picture.

    ``span`` is what is brushed in the text, first and last character counted from 1: "3-12".
    ``guesses``: at which mark ("open", "close") which gate was guessed. ``changed``: the text read
    again with a gate of the unit held.
    """
    length = len(trace.tokens)
    clock = Clock(length=length, speed=max(SLOWEST, length // SECONDS), label=words["clock"])
    views = [
        cell(trace, settings.unit, words, told=None if covered else told(trace, guesses, words))
    ]
    if changed and not covered:
        views.append(again(changed, settings, words))
    return Stage(
        name="lstm_cell",
        clock=clock,
        views=tuple(views),
        words=words,
        picked={**settings.picked, "span": span},
        asked=around(marks(trace.tokens), length),
    )


def told(trace: CharacterTrace, guesses: Mapping[str, str] | None, words: Words) -> Told:
    """What stands at the gates: the answer and the guess only where the question was about this."""
    usual = elsewhere(trace.tokens)
    if "".join(trace.tokens) != SENTENCE:
        return Told(ordinary=usual, hold=HOLDS)
    found = answer()
    return Told(
        ordinary=usual,
        hold=HOLDS,
        unit=UNIT,
        answers=[found],
        words=written(found, guesses or {}, words),
    )


def written(found: str, guesses: Mapping[str, str], words: Words) -> dict[str, str]:
    """The words above each gate: that it is the answer, and that it was guessed."""
    texts: dict[str, list[str]] = {found: [words["stage.mark_answer"]]}
    for gate in sorted(set(guesses.values())):
        texts.setdefault(gate, []).append(words["stage.mark_you"])
    return {gate: " · ".join(parts) for gate, parts in texts.items()}


def again(changed: WhatIfTrace, settings: LSTMCell, words: Words) -> View:
    """The unit's cell state as it is, and with its gate held."""
    gate = settings.held[0]
    held = words[f"held.{settings.held}"]
    unit = settings.unit
    return lines(
        [
            Line(words["run.as_it_is"], "c", changed.c[:, unit].astype(float)),
            Line(held, gate, changed.c_clamped[:, unit].astype(float), "7 4"),
        ],
        x_label=words["what_time"],
        y_label=words["what_state"].format(quantity="c", unit=unit),
        words=words,
        log=False,
        columns=12,
        height=150,
        title=words["again"].format(held=held),
    )


def around(places: Mapping[str, list[int]], length: int) -> tuple[int, int]:
    """The steps from before the first opening mark to its closing one, as far as there are any."""
    if not places["open"]:
        return 0, length - 1
    first = places["open"][0]
    return max(0, first - LEAD), (places["close"] or [first])[0]
