"""The pictures of the lesson on encoder and decoder: from a translated sentence to its stages."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.lessons.encoder_decoder.lesson import divergence, drift, wrong_so_far
from core.lessons.encoder_decoder.settings import Told
from core.measures.bottleneck import ALONE, bins, half_length
from core.measures.verdict import judge
from core.traces.translation import TranslationTrace
from viz.marks import Line
from viz.numbers import short
from viz.view import Clock, Stage, View
from viz.views.lines import lines
from viz.views.seq2seq.candidates import Choice, candidates
from viz.views.seq2seq.decoder_step import decoder_step
from viz.views.seq2seq.gloss import Row, gloss
from viz.views.seq2seq.half import half_curve
from viz.views.seq2seq.hourglass import Marks, hourglass
from viz.views.seq2seq.verdict import verdict

SPEED = 2.5  # steps per second
CONSIDERED = 4  # candidates shown
COMPARED = ("so_far", "exact", "mistake", "mistakes", "summary")  # said of two translations

Words = Mapping[str, str]


def stage(told: Told, *, words: Words, covered: bool, guess: str = "", late: bool = False) -> Stage:
    """Return the moving picture: reading, the neck, writing.

    ``covered``: how held-out sentences fare is not said; then ``guess``, a length, is marked beside
    the answer. ``late``: the right translation shows at the last step only.
    """
    free = told.free
    reads, writes = len(free.source), len(free.target)
    labels = [words["clock_read"].format(i=j + 1, n=reads) for j in range(reads)]
    labels += [words["clock_neck"]]
    labels += [words["clock_write"].format(i=t + 1, n=writes) for t in range(writes)]
    clock = Clock(length=len(labels), label=words["clock"], labels=tuple(labels), speed=SPEED)
    at = [reads + 1 + t for t in range(writes)]
    views = (
        hourglass(free, marks(told), words, late=late, columns=9),
        considered(free, words, [None] * (reads + 1) + list(range(writes))),
        beside(told, at, clock.length, words, covered=covered, guess=guess, late=late),
        decoder_step(free, words),
    )
    asked = (reads + 1, clock.length - 1)
    return Stage(name="encoder_decoder", clock=clock, views=views, words=words, asked=asked)


def marks(told: Told) -> Marks:
    """Return which written words are wrong, and the word that each stands for, if it is one.

    Before the first wrong word all is right, so the word that should stand there is known. Of
    later ones, in a run of wrong words none stands for another: what is paired there reads as
    nonsense.
    """
    writes = len(told.free.target)
    if told.right is None:
        return Marks(wrong=(False,) * writes, fixes=(None,) * writes)
    found = judge(told.free.target, told.right)
    around = [False, *found.wrong, False]
    fixes = [
        missing[0] if wrong and len(missing) == 1 and not (around[t] or around[t + 2]) else None
        for t, (wrong, missing) in enumerate(zip(found.wrong, found.fixes, strict=True))
    ]
    first = divergence(told)
    if first is not None and first < min(writes, len(told.right)) and found.wrong[first]:
        fixes[first] = told.right[first]
    return Marks(wrong=found.wrong, fixes=fixes)


def considered(trace: TranslationTrace, words: Words, at: list[int | None]) -> View:
    """Return the likeliest words of each step, and below how likely all words so far are."""
    joint = np.cumprod(trace.chosen.astype(np.float64))
    before = [1.0, *joint[:-1]]
    choices = [
        Choice(
            words=trace.candidates(step, CONSIDERED),
            chosen=word,
            others=len(trace.vocabulary) - CONSIDERED,
            note=words["so_far"].format(
                past=short(before[step]),
                p=short(float(trace.chosen[step])),
                joint=short(float(joint[step])),
            ),
        )
        for step, word in enumerate(trace.target)
    ]
    return candidates(choices, at, words, columns=3, title=words["candidates"])


def beside(
    told: Told, at: list[int], length: int, words: Words, *, covered: bool, guess: str, late: bool
) -> View:
    """Return the right translation beside; without one, the translation with attention.

    From that a translation may differ and be right: nothing is called wrong.
    """
    other = told.attended.target
    shown: dict[str, Any] = {
        "length": length,
        "held_out": fares(len(told.free.source), words) if covered else "",
        "curve": None if covered else fallen(len(told.free.source), words, guess),
    }
    if told.right is None:
        found = judge(told.free.target, other)
        compared = {f"verdict_{name}": words[f"compared_{name}"] for name in COMPARED}
        named = {**words, **compared, "verdict_right": words["verdict_attention"]}
        return verdict(other, found, at, named, **shown)
    found = judge(told.free.target, told.right)
    also = (words["verdict_attention"], judge(other, told.right))
    return verdict(told.right, found, at, words, beside=also, late=late, **shown)


def fallen(length: int, words: Words, guess: str) -> dict[str, Any]:
    """Return how the share of exact translations falls, with a sentence of this length on it."""
    points = [(0.5 * (b["from"] + b["to"]), b["exact"] / b["sentences"]) for b in bins(ALONE)]
    here = words["half_here"].format(n=length)
    return half_curve(points, words, guess=guess, answer=half_length(), here=(length, here))


def fares(length: int, words: Words) -> str:
    """Say of which held-out sentences it is asked how they fare: of about this length."""
    found = next((b for b in bins(ALONE) if b["from"] <= length <= b["to"]), None)
    if found is None:
        return ""
    return words["held"].format(
        start=found["from"], end=found["to"], share=words["held_covered"], n=found["sentences"]
    )


def forcing_stage(told: Told, *, words: Words) -> Stage:
    """Return both runs of the decoder side by side, word under word; needs a right translation.

    The taught run shows what the model itself would say; what it reads next is the right word.
    """
    taught, right = told.taught, told.right or ()
    assert taught is not None, "only for a sentence with a right translation"  # noqa: S101
    length = len(right)
    padded = (*told.free.target, *(None,) * length)[:length]
    rows = [
        Row(name=words["row_right"], words=right, wrong=(False,) * length, given=True),
        Row(name=words["row_taught"], words=taught.own, wrong=differs(taught.own, right)),
        Row(name=words["row_free"], words=padded, wrong=differs(padded, right)),
    ]
    labels = tuple(words["clock_write"].format(i=t + 1, n=length) for t in range(length))
    clock = Clock(length=length, label=words["clock"], labels=labels, speed=SPEED, autoplay=False)
    apart = divergence(told)
    views = (
        gloss(rows, words, marked=apart if apart is not None and apart < length else None),
        wrong_words(told, words),
        drift_lines(told, words),
    )
    return Stage(name="forcing", clock=clock, views=views, words=words)


def differs(said: tuple[str | None, ...], right: tuple[str, ...]) -> tuple[bool, ...]:
    """Return whether the word at each place is another than the right one."""
    return tuple(a != b for a, b in zip(said, right, strict=True))


def wrong_words(told: Told, words: Words) -> View:
    """Return how many words are wrong so far, in both runs."""
    right = told.right or ()
    own = told.taught.own if told.taught else ()
    series = [
        Line(words["row_taught"], "taught", wrong_so_far(own, right)),
        Line(words["row_free"], "free", wrong_so_far(told.free.target, right)),
    ]
    top = max(1.0, float(max(line.values[-1] for line in series)))
    return lines(
        series,
        x_label=words["forcing_x"],
        y_label=words["wrong_y"],
        words=words,
        log=False,
        bounds=(0.0, top),
        columns=6,
        height=220,
        title=words["wrong_title"],
    )


def drift_lines(told: Told, words: Words) -> View:
    """Return how far apart the states of both runs are; exactly 0 until they part."""
    values = drift(told)
    return lines(
        [Line(words["drift"], "h", values)],
        x_label=words["forcing_x"],
        y_label=words["drift_y"],
        words=words,
        log=False,
        bounds=(0.0, max(1.0, float(values.max()))),
        columns=6,
        height=220,
        title=words["drift_title"],
    )
