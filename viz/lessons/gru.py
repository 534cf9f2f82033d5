"""The moving picture of the GRU lesson: one unit's cell, its ledger, its equation, all units."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from core.data.vocabulary import CHARACTERS, SIZE
from core.lessons.gru.lesson import arranged
from core.lessons.gru.settings import GRU
from core.traces.gru import FrozenTrace, GRUVariantTrace
from viz.marks import Card, Line, Scale
from viz.numbers import short
from viz.signs import visible
from viz.view import Clock, Stage, View
from viz.views.cards import cards
from viz.views.cells.gru_cell import gru_cell
from viz.views.ledger import Part, ledger
from viz.views.lines import lines
from viz.views.marked import marked
from viz.views.seq2seq.candidates import Choice, candidates
from viz.views.tinted import tinted
from viz.views.units import UnitMap, units

DIGITS = 4  # of the numbers in the equation
SPEED = 6.0  # steps per second
COVERED = 132  # px, height of a map before the guess
TALL, LOW_MAP = 220, 80  # px, height of a map: alone, and below the cell
ANSWERS = 150  # px, height of the curves of answers
LEDGER, SHORT = 112, 92  # px, height of a ledger: alone, and below the curves
Words = Mapping[str, str]


def stage(
    trace: GRUVariantTrace,
    settings: GRU,
    *,
    words: Words,
    covered: bool,
    marks: Mapping[str, str] = MappingProxyType({}),
    frozen: FrozenTrace | None = None,
) -> Stage:
    """Return the moving picture. ``marks``: words at a gate's box, "r" or "z", or "" at none.

    ``frozen``: what a task's answer would be with a gate frozen; shown once nothing is covered.
    """
    views = [_maps(trace, settings, words, covered)]
    reads_text = settings.task == "text" and not covered
    if not (reads_text and settings.show == "units"):
        one = [_cell(trace, settings, words, covered, marks)]
        if not covered:
            one += [] if frozen is None else [_answers(frozen, settings.task, words)]
            one += [_ledger(trace, settings, words), *_likeliest(trace, words)]
            views.append(_equation(trace, settings, words))
        views = [*one, views[-1]] if reads_text else one + views
    if reads_text:
        views.insert(0, _letters(trace, settings, words))
    if covered and settings.task == "adding":
        views.insert(0, marked(trace.x, words=words))
    clock = Clock(length=len(trace.tokens), speed=SPEED, label=words["clock"])
    return Stage(
        name="gru",
        clock=clock,
        views=tuple(views),
        words=words,
        picked=settings.picked,
        asked=(0, clock.length - 1),
    )


def _letters(trace: GRUVariantTrace, settings: GRU, words: Words) -> View:
    """The text, tinted by the state of the unit."""
    unit = settings.shown
    title = words["tinted_title"].format(unit=unit)
    unknown = [token not in CHARACTERS for token in trace.tokens]
    return tinted(
        trace.tokens, trace.h[:, unit], symbol="h", unknown=unknown, words=words, title=title
    )


def _likeliest(trace: GRUVariantTrace, words: Words) -> list[View]:
    """The characters that a network which reads a text expects next, after each one."""
    if trace.top is None or trace.top_probabilities is None:
        return []
    coming = [*trace.tokens[1:], None]
    choices = [
        Choice(
            words=[(visible(CHARACTERS[k]), float(p)) for k, p in zip(top, shares, strict=True)],
            chosen="",
            others=SIZE - len(top),
            right=None if right is None else visible(right),
        )
        for top, shares, right in zip(trace.top, trace.top_probabilities, coming, strict=True)
    ]
    at = list(range(len(choices)))
    return [candidates(choices, at, words, columns=3, title=words["candidates_title"])]


def _answers(frozen: FrozenTrace, task: str, words: Words) -> View:
    """What would be answered after each step, with nothing, with r and with z frozen."""
    found = [("free", "h", frozen.free), ("r", "r", frozen.r), ("z", "z", frozen.z)]
    series = [Line(words[f"frozen.{name}"], colour, values) for name, colour, values in found]
    if frozen.own is not None:
        series.append(Line(words["frozen.own"], "n", frozen.own, "5 3"))
    right = words[f"frozen.right.{task}"]
    return lines(
        series,
        x_label=words["frozen.x"],
        y_label=words[f"frozen.y.{task}"],
        words=words,
        log=False,
        bounds=(0.0, max(1.0, *(float(line.values.max()) for line in series))),
        references=[(frozen.right, right.format(right=short(frozen.right)))],
        columns=6,
        height=ANSWERS,
        title=words["frozen.title"],
    )


def _cell(
    trace: GRUVariantTrace, settings: GRU, words: Words, covered: bool, marks: Mapping[str, str]
) -> View:
    return gru_cell(
        trace,
        settings.shown,
        reset=settings.reset,
        update=settings.update,
        held=settings.hold.partition("_")[0] if settings.hold != "none" else "",
        covered=covered,
        marks=marks,
        words=words,
        title=words["cell_title"].format(unit=settings.shown),
        columns=6,
    )


def _ledger(trace: GRUVariantTrace, settings: GRU, words: Words) -> View:
    unit = settings.shown
    return ledger(
        Part(words["part.kept"], "z", trace.kept[:, unit]),
        Part(words["part.new"], "n", trace.new[:, unit]),
        Part(words["part.h"], "h", trace.h[:, unit]),
        tokens=trace.tokens,
        words=words,
        title=words["ledger_title"].format(unit=unit),
        columns=6 if trace.top is None else 3,
        height=SHORT if trace.top is None else LEDGER,
    )


def _equation(trace: GRUVariantTrace, settings: GRU, words: Words) -> View:
    card = Card(
        words["unit_name"].format(unit=settings.shown),
        words[f"convention.{settings.update}"],
        "h",
        trace.h[:, settings.shown],
        words["equation_caption"],
        formula(settings.update),
        slots(trace, settings.shown),
    )
    return cards([card], words, stacked=True, columns=6 if settings.task == "text" else 4)


def formula(update: str) -> str:
    """Return h = kept + new as LaTeX, the numbers in lines below it, named as in ``slots``."""
    keep, take = ("z", "(1-z)") if update == "keep" else ("(1-z)", "z")
    rows = (
        ("h_t", "=", rf"{keep}\,h_{{t-1}}", "+", rf"{take}\,n_t"),
        (r"\text{h}", "=", r"\text{keep}\cdot\text{before}", "+", r"\text{take}\cdot\text{n}"),
        ("{}", "=", r"\text{kept}", "+", r"\text{new}"),
    )
    return r"\begin{matrix}" + r"\\".join("&".join(row) for row in rows) + r"\end{matrix}"


def slots(trace: GRUVariantTrace, unit: int) -> dict[str, list[str]]:
    """Return the numbers of the equations at every step, rounded so that the last sum is exact."""
    keep, before, n, h = (
        values[:, unit] for values in (trace.keep, trace.before, trace.n, trace.h)
    )
    kept, total = (np.round(values.astype(float), DIGITS) for values in (trace.kept[:, unit], h))
    rows = {"keep": keep, "before": before, "take": 1 - keep, "n": n, "kept": kept,
            "new": total - kept, "h": total, "given": trace.given[:, unit],
            "past": trace.past[:, unit], "candidate": n}  # fmt: skip
    return {name: [written(value, name) for value in values] for name, values in rows.items()}


def written(value: float, name: str) -> str:
    """Write a number with DIGITS digits; a negative one that follows a sign in brackets."""
    text = f"{value:.{DIGITS}f}".replace("-", "−")
    return f"({text})" if text.startswith("−") and name in ("before", "n", "new", "past") else text


def _maps(trace: GRUVariantTrace, settings: GRU, words: Words, covered: bool) -> View:
    gate = Scale("sequential", 0, 1, words["gate_scale"])
    value = Scale("diverging", -1, 1, words["value_scale"])
    maps = [
        UnitMap(name, words[f"map.{name}"], name, scale, getattr(trace, name))
        for name, scale in (("r", gate), ("z", gate), ("n", value), ("h", value))
    ]
    return units(
        maps[:3] if covered else maps,
        tokens=trace.tokens,
        order=arranged(trace, "index" if covered else settings.order, settings.shown).tolist(),
        words=words,
        columns=6 if covered else 12 if settings.task == "text" else 8,
        height=COVERED if covered else TALL if settings.task == "text" else LOW_MAP,
        pick=settings.which,
        title=words["maps_title"].format(n=trace.h.shape[1]) if covered else "",
    )
