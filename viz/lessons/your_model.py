"""The moving picture of the reader's own model: its gradient on the way back, gates, one unit.

All views are in reading order: a direction that reads from right to left is turned round, so that
its last step is the last column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np

from core.lessons.your_model.settings import Lesson, YourModel
from core.measures.fading import guesses, main_path
from core.measures.ordering import ordered
from core.traces.base import Array, Trace
from core.traces.recurrent import GRUTrace, LSTMTrace, ProjectedLSTMTrace, RecurrentTrace, RNNTrace
from viz.marks import ChainRow, Line, Scale
from viz.numbers import short
from viz.view import Clock, Stage, View
from viz.views.chain import chain
from viz.views.gradients import (
    DASH,
    HIGH,
    LOW,
    SHOWN_BEFORE_GUESS,
    Row,
    curve_bounds,
    marks,
    speed,
)
from viz.views.lines import lines
from viz.views.one_unit import state, unit_views
from viz.views.tinted import tinted
from viz.views.units import UnitMap, units
from viz.wording import filled

ROWS = 128  # units that are shown; of a larger layer those that vary most
TALL, LOW_MAP = 128, 100  # px, height of a map: of all units, and below other pictures
DIAGRAMS = ("lstm", "gru")  # with one of them, there is no room for maps
GATES = ("i", "f", "o", "r", "z")
KEEPS = ("f", "z")  # how much of the old state is kept
BOUNDED = ("g", "n", "h")  # in (−1, 1), but for a relu
Words = Mapping[str, str]
T = TypeVar("T", bound=Trace)


def stage(
    lesson: Lesson,
    settings: YourModel,
    *,
    name: str,
    note: str,
    words: Words,
    covered: bool,
    guess: str | None = None,
) -> Stage:
    """Return the moving picture. ``name``, ``note``: of the model; ``guess``: of its reach."""
    trace = in_reading_order(lesson.trace)
    rows = gradients(lesson, note, words, guess)
    both = {**words, "network.model": name}
    unit = min(settings.unit, state(trace).shape[1] - 1)
    order = shown_units(state(trace), unit, settings.sort, settings.first)
    views = _letters(trace, settings, unit, both) if settings.look != "gradient" else []
    if settings.look == "unit":
        views += unit_views(trace, unit, sorted(order), both)
    elif settings.look == "gradient":
        cover = max(0, len(trace.tokens) - SHOWN_BEFORE_GUESS) if covered else None
        views += [_chain(rows, both, cover), _lines(rows, both, cover)]
    if not any(view.kind in DIAGRAMS for view in views):
        height = TALL if settings.look == "units" else LOW_MAP
        title = _title(order, state(trace), settings, unit, words)
        views.append(_maps(trace, order, height, both, title))
    length, way = len(trace.tokens), -1 if settings.look == "gradient" else 1
    label = words["clock_reverse" if lesson.trace.reverse else "clock"]
    hidden = covered and way == -1
    clock = Clock(
        length=length,
        direction=way,
        speed=speed(length),
        loop=False,
        label=label,
        until=max(0, length - SHOWN_BEFORE_GUESS) if hidden else None,
    )
    return Stage(
        name="your_model",
        clock=clock,
        views=tuple(views),
        words={**words, "stage.loss": words["answer"]},
        picked={"unit": unit},
        asked=(length - 1, 0) if way == -1 else (0, length - 1),
    )


def _letters(trace: RecurrentTrace, settings: YourModel, unit: int, words: Words) -> list[View]:
    """A text that is read, tinted by the unit's state; other inputs are no text."""
    if settings.source != "text":
        return []
    symbol = "c" if isinstance(trace, LSTMTrace) else "h"
    title = words["tinted_title"].format(unit=unit, symbol=symbol)
    return [tinted(trace.tokens, state(trace)[:, unit], symbol=symbol, words=words, title=title)]


def gradients(lesson: Lesson, note: str, words: Words, guess: str | None = None) -> list[Row]:
    """The model's gradient and the fresh one's, in reading order; codes are "model", "fresh"."""
    return [
        Row("model", note, in_reading_order(lesson.gradient), guess),
        Row("fresh", words["note.fresh"], in_reading_order(lesson.fresh_gradient)),
    ]


def in_reading_order(trace: T) -> T:
    """Turn a trace of a direction that reads from right to left; leave the others as they are."""
    found: Any = trace
    if not found.reverse:
        return trace
    turned = {
        f.name: value[::-1]
        for f in fields(found)
        if f.metadata.get("axes", ("",))[0] in ("time", "step")
        if (value := getattr(trace, f.name)) is not None
    }
    return replace(found, **turned, reverse=False)


def _chain(rows: list[Row], words: Words, cover: int | None) -> View:
    network = rows[0].gradient.network
    symbol = "∂L/∂c" if network == "lstm" else "∂L/∂h"
    options = guesses(len(rows[0].gradient.tokens))
    return chain(
        [
            ChainRow(
                words[f"network.{r.code}"],
                r.note,
                network,
                symbol,
                main_path(r.gradient),
                dash=DASH if r.code == "fresh" else None,
                **(marks(r, options) if cover is None and r.code == "model" else {}),
            )
            for r in rows
        ],
        scale=Scale("log", LOW, HIGH, words[f"scale.{network}"]),
        tokens=rows[0].gradient.tokens,
        words={**words, "loss": words["answer"]},
        cover=cover,
        title=words["chain"],
    )


def _lines(rows: list[Row], words: Words, cover: int | None) -> View:
    network = rows[0].gradient.network
    curves = [
        Line(words[f"network.{row.code}"], network, main_path(row.gradient), dash)
        for row, dash in zip(rows, (None, DASH), strict=True)
    ]
    return lines(
        curves,
        x_label=words["x_label"],
        y_label=words["y_label"],
        bounds=curve_bounds([line.values for line in curves], cover or 0),
        cover=cover,
        words=words,
        height=190,
        title=words["curve"],
    )


def _maps(
    trace: RecurrentTrace, order: Sequence[int], height: int, words: Words, title: str
) -> View:
    found = quantities(trace)
    said = title
    for gate in found.keys() & set(KEEPS):
        mean = short(float(found[gate].mean()))
        said = words["maps_mean"].format(maps=said, gate=gate, mean=mean)
    scales = named({name: scale_of(name, values, words) for name, values in found.items()})
    return units(
        [
            UnitMap(name, words[f"map.{name}"], name, scales[name], values)
            for name, values in found.items()
        ],
        tokens=trace.tokens,
        order=order,
        words=words,
        title=said,
        height=height,
    )


def _title(
    order: Sequence[int], values: Array, settings: YourModel, unit: int, words: Words
) -> str:
    """What the maps show: all units, or which of them."""
    size = values.shape[1]
    if len(order) == size <= ROWS:
        return filled(words["maps"], shown=size, units=size)
    first = min(settings.first, size - ROWS)
    key = "maps.varied" if first < 0 else "maps.from"
    which = words[key].format(shown=ROWS, first=first)
    if len(order) > ROWS:
        which = words["maps.and"].format(which=which, unit=unit)
    return words["maps.some"].format(which=which, units=size)


def quantities(trace: RecurrentTrace) -> dict[str, Array]:
    """What has a value for every unit, (time, hidden); h of a projected LSTM has another axis."""
    names = {ProjectedLSTMTrace: "ifgoc", LSTMTrace: "ifgoch", GRUTrace: "rznh", RNNTrace: "h"}
    letters = next(names[kind] for kind in names if isinstance(trace, kind))
    return {name: np.asarray(getattr(trace, name)) for name in letters}


def shown_units(values: Array, unit: int, sort: str = "unit", first: int = -1) -> list[int]:
    """The units that get a row, in their order: all of few, else some, and one.

    Some are those that vary most, or those from the ``first`` on; the last ones beyond the end.
    """
    order = ordered(values, sort, unit).tolist()
    if len(order) <= ROWS:
        return order
    start = min(first, len(order) - ROWS)
    varied = np.argsort(-values.var(axis=0), kind="stable")[:ROWS].tolist()
    some = {*(varied if first < 0 else range(start, start + ROWS)), unit}
    return [row for row in order if row in some]


def named(scales: Mapping[str, Scale]) -> dict[str, Scale]:
    """Say in each scale's label whose it is: of some, one legend stands for all."""
    letters = {
        scale: [name for name in scales if scales[name] == scale] for scale in scales.values()
    }
    return {
        name: replace(scale, label=f"{', '.join(letters[scale])}: {scale.label}")
        for name, scale in scales.items()
    }


def scale_of(name: str, values: Array, words: Words) -> Scale:
    """0 to 1 for gates, −1 to 1 for what is bounded, else symmetric around 0 up to the largest."""
    if name in GATES:
        return Scale("sequential", 0, 1, words["gate_scale"])
    largest = float(np.abs(values).max())
    if name in BOUNDED and largest <= 1:
        return Scale("diverging", -1, 1, words["value_scale"])
    largest = float(np.ceil(largest)) or 1.0
    return Scale("diverging", -largest, largest, words["state_scale"])
