"""The moving pictures of the lesson on the plain RNN: there and back, and the sum."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.lessons.rnn.lesson import asked, messages, right_guess, running, shares, source
from core.lessons.rnn.settings import APART, LOOKS, Lesson, Rnn
from core.traces.base import Array
from core.traces.filling import Filling
from viz.marks import Card, Line, Scale
from viz.numbers import short
from viz.view import Clock, Stage, View
from viz.views.cards import cards
from viz.views.choices import choices
from viz.views.equations import Equation, equations
from viz.views.ledger import Part, ledger
from viz.views.lines import lines
from viz.views.one_unit import signed
from viz.views.unfold import Apart, Back, Layer, Mark, Output, unfold

STATE = (
    r"h_t=\tanh(U x_t+W h_{t-1}+b)",
    r"=\tanh(\text{x}+\text{w}+\text{b})=\text{h}",
)
APART_STATE = (r"h_t=\tanh(U x_t+b)", r"=\tanh(\text{x}+\text{b})=\text{h}")
SPEED = 2.0  # steps per second
Words = Mapping[str, str]
Guesses = Mapping[int, str]  # by steps back


def stage(lesson: Lesson, settings: Rnn, guesses: Guesses, *, words: Words, covered: bool) -> Stage:
    """Return the moving picture: word by word there, and step by step back."""
    steps = len(lesson.words)
    there = [words["clock"].format(t=t, word=word) for t, word in enumerate(lesson.words, 1)]
    back = [words["clock_back"].format(back=k, word=w) for k, w in enumerate(lesson.words[::-1])]
    clock = Clock(
        length=2 * steps,
        label=words["clock"],
        labels=(*there, *back),
        speed=SPEED,
        loop=False,
        until=steps - 1 if covered else None,
    )
    looks = choices("look", {look: words[f"look.{look}"] for look in LOOKS}, label=words["look"])
    return Stage(
        name="rnn",
        clock=clock,
        views=(
            looks,
            _network(lesson, guesses, words, covered),
            _chain(lesson, settings, words, covered),
        ),
        words=words,
        picked=settings.picked,
        asked=(steps - 1, 2 * steps - 1),
    )


def _network(lesson: Lesson, guesses: Guesses, words: Words, covered: bool) -> View:
    x = lesson.states.x
    largest = float(np.abs(x).max())
    marks = [Mark(0), *(_mark(lesson, lag, guesses.get(lag), covered) for lag in asked(lesson))]
    back = None if covered else Back(shares(lesson), messages(lesson))
    said = words["summary_covered"] if covered else words["summary"]
    first = short(100 * float(shares(lesson)[0]))
    return unfold(
        lesson.words,
        Layer(x, 16, Scale("diverging", -largest, largest)),
        Layer(lesson.states.h, 8, Scale("diverging", -1, 1, words["layer.h"])),
        _outputs(lesson, lesson.filling),
        apart=Apart(lesson.alone_states, _outputs(lesson, lesson.alone)),
        back=back,
        marks=marks,
        bars=tuple(words[part] for part in ("bars", "bars_lag", "bars_edge", "bars_loss")),
        names={layer: words[f"layer.{layer}"] for layer in "xho"},
        summary=said.format(words=" ".join(lesson.words), first=lesson.words[0], share=first),
    )


def _outputs(lesson: Lesson, filling: Filling) -> list[Output]:
    """The likeliest next word after each one, and whether that is what follows."""
    likeliest = [filling.candidates(t, 1)[0] for t in range(len(lesson.words))]
    pairs = zip(likeliest, lesson.following, strict=True)
    return [Output(word, share, word == right) for (word, share), right in pairs]


def _mark(lesson: Lesson, lag: int, guess: str | None, covered: bool) -> Mark:
    right = None if covered or guess is None else guess == right_guess(lesson, lag)
    return Mark(lag, None if guess is None else float(guess), right)


def _there_and_back(values: Sequence[float | str | None]) -> list[float | str | None]:
    """A value for each step, also while the clock is on its way back."""
    return [*values, *values[::-1]]


def _chain(lesson: Lesson, settings: Rnn, words: Words, covered: bool) -> View:
    """The worked chain at the clock: one-hot, embedding, state, scores, softmax."""
    unit, sums, apart = settings.unit, lesson.sums, settings.look in APART
    filling = lesson.alone if apart else lesson.filling
    states = lesson.alone_states if apart else lesson.states.h
    known = {word: place for place, word in enumerate(filling.vocabulary, 1)}
    size = len(lesson.words)
    likeliest = [filling.candidates(t, 1)[0] for t in range(size)]
    state = {
        "x": [signed(v) for v in sums.from_x[:, unit]],
        "w": [signed(v) for v in sums.from_h[:, unit]],
        "b": [signed(sums.bias[unit])] * size,
        "h": [signed(v).strip("()") for v in states[:, unit]],
    }
    message = [None] * size + [
        None if covered else short(float(v)) for v in lesson.back.dh[::-1, unit]
    ]
    items = [
        Equation(
            label=words["onehot"],
            parts=[],
            slots={
                "word": _there_and_back(lesson.words),
                "place": _there_and_back([str(known[word]) for word in lesson.words]),
                "size": [str(len(known))] * 2 * size,
            },
        ),
        Equation(
            label=words["unit"].format(unit=unit),
            parts=APART_STATE if apart else STATE,
            slots={name: _there_and_back(values) for name, values in state.items()},
        ),
        Equation(
            label=words["softmax"],
            parts=[r"p_t=\mathrm{softmax}(V h_t+c)=\text{p}"],
            slots={
                "word": _there_and_back([word for word, _ in likeliest]),
                "p": _there_and_back([share for _, share in likeliest]),
            },
        ),
        Equation(label=words["right"], parts=[], slots=_right(lesson, filling)),
    ]
    if not apart:
        label, way_back = words["message"].format(unit=unit), [r"\partial L/\partial h_t=\text{d}"]
        items.append(Equation(label=label, parts=way_back, slots={"d": message}))
    return equations(items, length=2 * size, summary=words["chain"])


def _right(lesson: Lesson, filling: Filling) -> dict[str, list[float | str | None]]:
    """The word that really comes next, and its probability."""
    places = {word: place for place, word in enumerate(filling.vocabulary)}
    shares = [
        float(row[places[word]])
        for row, word in zip(filling.probabilities, lesson.following, strict=True)
    ]
    return {"right": _there_and_back(lesson.following), "q": _there_and_back(shares)}


def sum_stage(lesson: Lesson, unit: int, combine: str, *, words: Words) -> Stage:
    """What each step adds to the gradient of one weight of W, from the last step to the first."""
    weight = source(lesson, unit)
    parts = lesson.back.contributions(unit, weight)
    total = running(parts, combine)
    name = words["weight"].format(unit=unit, source=weight)
    torchs = short(float(lesson.back.autograd[unit, weight]), 5)
    card = Card(
        words[f"total.{combine}"], name, "h", total, words["autograd"].format(value=torchs),
        r"\underbrace{\text{da}}_{\partial L/\partial a_t}"
        r"\cdot\underbrace{\text{h}}_{h_{t-1}}=\text{part}",
        {"da": lesson.back.da[:, unit], "h": lesson.back.h_before[:, weight], "part": parts},
    )  # fmt: skip
    clock = Clock(
        length=len(parts), direction=-1, speed=SPEED, label=words["sum_clock"], loop=False
    )
    title = words[f"{combine}_title"].format(weight=name)
    picture = _added(lesson, total, title, words)
    if combine == "product":
        picture = _multiplied(total, float(lesson.back.autograd[unit, weight]), title, words)
    views = (picture, cards([card], words, columns=4))
    return Stage(name="rnn_sum", clock=clock, views=views, words=words)


def _added(lesson: Lesson, total: Array, title: str, words: Words) -> View:
    """What each step adds to the sum of those after it."""
    before = np.append(total[1:], 0.0)
    return ledger(
        Part(words["so_far"], "x", before),
        Part(words["added"], "gradient", total - before),
        Part(words["total.sum"], "h", total),
        tokens=lesson.words,
        words=words,
        title=title,
        columns=8,
        height=190,
    )


def _multiplied(total: Array, right: float, title: str, words: Words) -> View:
    """The product of the contributions from each step on, beside the gradient as it is."""
    return lines(
        [Line(words["total.product"], "wrong", np.abs(total))],
        x_label=words["sum_x"],
        y_label=words["product_y"],
        words=words,
        references=[(abs(right), "torch.autograd")],
        columns=8,
        height=190,
        title=title,
    )


def truncated_stage(cosines: Array, *, words: Words) -> Stage:
    """The cosine of the truncated gradient with the full one, for each window."""
    view = lines(
        [Line(words["cosine"], "gradient", cosines)],
        x_label=words["window"],
        y_label=words["cosine"],
        words=words,
        log=False,
        bounds=(min(0.0, float(cosines.min())), 1.0),
        columns=12,
        height=190,
    )
    clock = Clock(length=len(cosines), label=words["window_clock"], speed=SPEED, loop=False)
    return Stage(name="rnn_truncated", clock=clock, views=(view,), words=words)
