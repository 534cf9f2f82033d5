"""A training of word vectors as a film: the map, the step at the clock, and the nearest words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.data.chinese_english.glosses import gloss
from core.lessons.word_vectors.lesson import followed_cosines
from core.lessons.word_vectors.settings import NAMED, OPTIONS, WINDOW, WordVectors
from core.traces.base import Array
from core.traces.word_vectors import LearningTrace
from core.word_vectors.step import sigmoid
from viz.numbers import percent
from viz.view import Clock, Stage, View
from viz.views.vectors.closest import closest
from viz.views.vectors.sampled import Sampled, Taught, sampled
from viz.views.vectors.word_map import Role, word_map

SPEED = 2.0  # recorded steps per second
LINKS = 4  # words that the picked one is joined to
RANKS = 5  # nearest words that are listed
LAST = 8  # recorded steps that are played when the answer shows
HEIGHT = 300  # px of the map
AROUND = 4  # words of the text on either side of the middle that are shown
Words = Mapping[str, str]


def stage(
    trace: LearningTrace,
    settings: WordVectors,
    *,
    words: Words,
    hidden: Sequence[str] = (),
    guesses: Mapping[str, str] | None = None,
) -> Stage:
    """Return the moving picture.

    Args:
        trace: the training.
        settings: of the lesson.
        words: of the lesson.
        hidden: words that would tell the answer: they are not drawn, and where one of the words
            that are asked about is picked, its list is covered.
        guesses: word that was asked about → the word that the reader took for the nearest.
    """
    if trace.followed[settings.word] in hidden:
        settings = replace(settings, word=0)
    covered = bool(hidden) and trace.followed[settings.word] in OPTIONS[settings.corpus]
    words = of_architecture(words, settings.architecture)
    length = len(trace.steps)
    labels = tuple(
        words["clock"].format(t=t, n=length, step=f"{n:,}")
        for t, n in enumerate(trace.steps.tolist(), 1)
    )
    clock = Clock(length=length, label=labels[0], labels=labels, speed=SPEED, loop=False, start=0)
    views = (
        learning_map(trace, settings, words, hidden, lines=not covered),
        sampled(_steps(trace), words=words),
        _list(
            trace,
            settings,
            words,
            covered=covered,
            guesses=guesses or {},
        ),
    )
    return Stage(
        name="word_vectors",
        clock=clock,
        views=views,
        words=words,
        picked={"word": settings.word},
        asked=(length - LAST, length - 1),
    )


def of_architecture(words: Words, architecture: str) -> Words:
    """The lesson's words; CBOW has some of its own, since it asks the other way round."""
    own = f".{architecture}"
    return {**words, **{k.removesuffix(own): v for k, v in words.items() if k.endswith(own)}}


def glosses_of(found: Sequence[str], words: Words) -> dict[str, str]:
    """What Chinese words mean, for readers of English."""
    return {word: said for word in found if (said := words["gloss"].format(gloss=gloss(word)))}


def learning_map(
    trace: LearningTrace,
    settings: WordVectors,
    words: Words,
    hidden: Sequence[str],
    *,
    lines: bool,
) -> View:
    """The map of the words at every recorded step; ``lines`` to the nearest of all words."""
    named, dots = _places(trace)
    options = OPTIONS[settings.corpus]
    asked_about = {*options, *(word for words in options.values() for word in words)}
    covered = [k for k, word in enumerate(trace.followed) if word in hidden]
    order = {word: k for k, word in enumerate((*named, *dots))}
    near = trace.near[:, settings.word, : LINKS if lines else 0]
    others = [trace.vocabulary[place] for place in dots]
    return word_map(
        trace.followed[:NAMED],
        trace.positions[:, named].astype(np.float32),
        trace.positions[:, dots].astype(np.float32),
        words=words,
        cosines=followed_cosines(trace, settings.word)[:, :NAMED],
        near=np.array([[order[word] for word in step] for step in near.tolist()]),
        others=others,
        roles=_roles(trace, order),
        covered=covered,
        first=[k for k, word in enumerate(trace.followed) if word in asked_about],
        glosses=glosses_of(trace.followed, words),
        height=HEIGHT,
        title=words["map"].format(share=percent(float(trace.shares.sum()))),
    )


def _roles(trace: LearningTrace, order: Mapping[int, int]) -> list[list[Role]]:
    """The words that each step asks for and draws; the last moves nothing and has none."""
    steps = [
        [
            *(Role(place=order[word], role="asked") for word in asked if word >= 0),
            Role(place=order[rows[0]], role="true"),
            *(Role(place=order[word], role="drawn") for word in rows[1:]),
        ]
        for asked, rows in zip(trace.inputs.tolist(), trace.rows.tolist(), strict=True)
    ]
    return [*steps[:-1], []]


def _places(trace: LearningTrace) -> tuple[list[int], list[int]]:
    """Where the followed words stand in the vocabulary, and all others."""
    place = {word: k for k, word in enumerate(trace.vocabulary)}
    named = [place[word] for word in trace.followed[:NAMED]]
    return named, [k for k in range(len(place)) if k not in set(named)]


def _list(
    trace: LearningTrace,
    settings: WordVectors,
    words: Words,
    *,
    covered: bool,
    guesses: Mapping[str, str],
) -> View:
    """The words nearest to the picked one, among all."""
    word = trace.followed[settings.word]
    near = trace.near[:, settings.word, :RANKS]
    names = [trace.words(places) for places in near]
    marked = {guesses[word]: "guess"} if word in guesses else {}
    return closest(
        names,
        trace.alike[:, settings.word, :RANKS].astype(np.float64),
        words=words,
        asked=word,
        covered=covered,
        marked=marked,
        glosses=glosses_of(sorted({name for step in names for name in step}), words),
        title=words["nearest_to"].format(word=word),
    )


def _steps(trace: LearningTrace) -> list[Sampled]:
    before, after = sigmoid(trace.scores), sigmoid(trace.scores_after)
    return [_step(trace, t, before[t], after[t]) for t in range(len(trace.steps))]


def _step(trace: LearningTrace, t: int, before: Array, after: Array) -> Sampled:
    line, middle = trace.words(trace.line[t]), int(trace.middle[t])
    first = max(0, middle - AROUND)
    line, middle = line[first : middle + AROUND + 1], middle - first
    rows = trace.words(trace.rows[t])
    if trace.inputs.shape[1] == 1:
        beside = [k for k, word in enumerate(line) if word == rows[0] and k != middle]
        asked, target = [middle], min(beside, key=lambda k: abs(k - middle))
    else:
        n, left = len(trace.words(trace.inputs[t])), min(WINDOW, middle)
        asked = [*range(middle - left, middle), *range(middle + 1, middle + 1 + n - left)]
        target = middle
    return Sampled(
        line=line,
        asked=asked,
        target=target,
        taught=[
            Taught(word=word, drawn=k > 0, before=float(before[k]), after=float(after[k]))
            for k, word in enumerate(rows)
        ],
        h=trace.h[t].astype(np.float32),
        change=trace.h_after[t].astype(np.float32) - trace.h[t].astype(np.float32),
    )
