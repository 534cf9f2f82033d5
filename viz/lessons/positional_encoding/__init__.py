"""The pictures of the lesson on positional encodings: from its settings to a stage."""

from collections.abc import Mapping

from core.lessons.positional_encoding.lesson import differs
from core.lessons.positional_encoding.settings import MODELS, PositionalEncoding
from core.lessons.positional_encoding.shuffle import once
from core.traces.shuffle import PositionsTrace, ShuffleTrace
from viz.lessons.positional_encoding.maps import learned, slopes
from viz.lessons.positional_encoding.rotary import rotary
from viz.lessons.positional_encoding.sinusoids import sinusoids
from viz.view import Clock, Stage, View
from viz.views.positions.shuffle import arrange, fingerprints

SPEED = 2.5  # positions per second
READING = 1.2  # words per second

Words = Mapping[str, str]


def stage(
    settings: PositionalEncoding,
    shuffled: Mapping[str, ShuffleTrace],
    learnt: PositionsTrace,
    *,
    words: Words,
    covered: bool,
    guesses: Mapping[str, str] | None = None,
) -> Stage:
    """Return the moving picture that is chosen.

    ``covered``: what the networks make of the other order is withheld. ``guesses``: what was
    guessed of each network, said beside the answer.
    """
    read = [*settings.words, "?"]
    match settings.picture:
        case "shuffle":
            clock = Clock(
                length=len(read),
                speed=READING,
                label=words["clock"],
                labels=tuple(
                    words["clock_word"].format(t=t, word=word) for t, word in enumerate(read, 1)
                ),
            )
            views = shuffles(settings, shuffled, words, covered, guesses or {})
        case "learned":
            clock = Clock(length=len(learnt.table), speed=SPEED, label=words["clock"])
            views = learned(learnt, words)
        case picture:
            clock = _positions(settings, words)
            make = {"sinusoids": sinusoids, "alibi": slopes}
            views = (
                rotary(settings, learnt, words)
                if picture == "rope"
                else make[picture](settings, words)
            )
    return Stage(
        name="positional_encoding",
        clock=clock,
        views=views,
        words={**words, "stage.time": words["position"], "stage.at": words["at"]},
        picked=settings.picked,
        asked=(0, clock.length - 1) if settings.picture == "shuffle" else None,
    )


def _positions(settings: PositionalEncoding, words: Words) -> Clock:
    """A clock over positions; where the reader's sentence reaches, it says the word."""
    here = settings.words[: settings.length] if settings.picture == "sinusoids" else ()
    labels = [words["clock_here"].format(p=p, word=word) for p, word in enumerate(here)]
    rest = [words["clock"]] * (settings.length - len(labels))
    return Clock(length=settings.length, speed=SPEED, label=words["clock"], labels=(*labels, *rest))


def shuffles(
    settings: PositionalEncoding,
    shuffled: Mapping[str, ShuffleTrace],
    words: Words,
    covered: bool,
    guesses: Mapping[str, str],
) -> tuple[View, ...]:
    """The words to be arranged, and what each network makes of both orders."""
    asked = settings.asked_words
    return (
        arrange(settings.words, once(settings.words), asked, words),
        *(
            fingerprints(
                shuffled[name],
                asked,
                words,
                covered=covered,
                title=words[f"model.{name}"],
                marks=_marks(guesses.get(name), differs(shuffled[name]), words),
            )
            for name in MODELS
        ),
    )


def _marks(guess: str | None, answer: str, words: Words) -> str:
    """What was guessed of a network's squares, and what is so."""
    said = {"answer": words[f"guess.{answer}"], "you": words[f"guess.{guess}"] if guess else ""}
    key = "answer" if guess is None else "same" if guess == answer else "both"
    return words[f"marks.{key}"].format(**said)
