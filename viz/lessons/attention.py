"""The pictures of the lesson on attention: one translation, four models, two sentences, a beam."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.lessons.attention.lesson import asked, gold_upto, looked_at
from core.lessons.attention.settings import Attention, Lesson
from core.traces.translation import BeamTrace, TranslationTrace
from viz.view import Clock, Stage, View
from viz.views.seq2seq.attend import HEIGHT, PARTS, SUBSTEPS, Gold, Marks, attend, clock_labels
from viz.views.seq2seq.beam import beam

SLOWEST, SECONDS = 3.0, 26.0  # sub-steps per second at least; how long a long sentence plays
LEDE = 28  # px of the line above the picture of a date
BESIDE = 330  # px of the links of two sentences side by side

Words = Mapping[str, str]


def stage(
    lesson: Lesson,
    settings: Attention,
    *,
    words: Words,
    covered: bool,
    guess: Sequence[int] = (),
) -> Stage:
    """Return the moving picture of one translation.

    Covered, it ends before the word that is asked for; then ``guess``, source positions, and
    the answer are marked at that word.
    """
    word = asked(lesson.own)
    trace, upto = (lesson.own, word) if covered else (lesson.trace, None)
    parts = PARTS if trace.weights is not None else ("links", "cards")
    view = attend(
        trace,
        words,
        gold=gold(lesson, trace),
        marks=None if covered else marks(lesson, guess),
        upto=upto,
        parts=parts,
        forcing=not covered,
        height=HEIGHT - LEDE if settings.how == "date" else HEIGHT,
    )
    labels = clock_labels(trace, words, upto)
    made = _stage([view], labels, settings, words, loop=not covered)
    return made if covered else replace(made, asked=_steps(word, len(trace.target)))


def marks(lesson: Lesson, guess: Sequence[int]) -> Marks | None:
    """The guess and where the model looks at the word asked for; none once anything is forced."""
    word = asked(lesson.own)
    answer = looked_at(lesson.own, word)
    if lesson.changed or not answer:
        return None
    return Marks(word=word, you=list(guess), answer=list(answer))


def _steps(word: int, length: int) -> tuple[int, int]:
    """The steps of the clock at which a word, from 0, is written; where it is not, the last one."""
    word = min(word, length - 1)
    return word * len(SUBSTEPS), (word + 1) * len(SUBSTEPS) - 1


def four_models(
    traces: Mapping[str, TranslationTrace],
    lesson: Lesson,
    settings: Attention,
    *,
    words: Words,
) -> Stage:
    """Return the maps of all four models on one sentence, on one clock."""
    views = [
        attend(
            trace,
            words,
            gold=gold(lesson, trace),
            parts=["map"],
            columns=3,
            title=words[f"scoring.{scoring}"],
        )
        for scoring, trace in traces.items()
    ]
    return _together(views, list(traces.values()), lesson, settings, words)


def two_sentences(
    lesson: Lesson, other: TranslationTrace, settings: Attention, *, words: Words
) -> Stage:
    """Return two translations side by side, on one clock."""
    links = ["links"]
    views = [
        attend(
            lesson.own, words, gold=gold(lesson, lesson.own), parts=links, height=BESIDE, columns=6
        ),
        attend(other, words, parts=links, height=BESIDE, columns=6),
    ]
    return _together(views, [lesson.own, other], lesson, settings, words)


def beam_stage(trace: BeamTrace, settings: Attention, *, words: Words) -> Stage:
    """Return the growing tree of a beam search; a step of the clock is a word."""
    length = int(trace.step.max()) + 1
    labels = tuple(words["clock_beam"].format(word=t + 1, words=length) for t in range(length))
    return _stage([beam(trace, words)], labels, settings, words, speed=1.5)


def gold(lesson: Lesson, trace: TranslationTrace) -> Gold | None:
    """The gold links of as many words as were written as they should be; ⟨end⟩ has none."""
    pair = lesson.reading.pair
    if pair is None:
        return None
    known = gold_upto(pair, trace.target)
    sure, possible = ([*map(sorted, links), []] for links in (pair.sure, pair.possible))
    return Gold(sure=sure[:known], possible=possible[:known])


def _together(
    views: Sequence[View],
    traces: Sequence[TranslationTrace],
    lesson: Lesson,
    settings: Attention,
    words: Words,
) -> Stage:
    """Several translations on the clock of the longest; asked is about the lesson's own."""
    longest = max(traces, key=lambda trace: len(trace.target))
    steps = _steps(asked(lesson.own), len(longest.target))
    made = _stage(views, clock_labels(longest, words), settings, words)
    return replace(made, asked=steps)


def _stage(
    views: Sequence[View],
    labels: tuple[str, ...],
    settings: Attention,
    words: Words,
    *,
    speed: float | None = None,
    loop: bool = True,
) -> Stage:
    speed = speed or max(SLOWEST, round(len(labels) / SECONDS))
    clock = Clock(length=len(labels), label="", labels=labels, speed=speed, loop=loop)
    picked = {**settings.picked, "guess": settings.guess}
    return Stage(name="attention", clock=clock, views=tuple(views), words=words, picked=picked)
