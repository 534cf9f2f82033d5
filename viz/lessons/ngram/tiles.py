"""The text of a film as tiles, its window, and what the clock says."""

from collections.abc import Mapping

from core.lessons.ngram.lesson import Recorded
from core.ngrams.strips import SPECIAL, START, UNKNOWN
from core.traces.ngrams import CountTrace, ReadTrace, WriteTrace
from viz.views.counting.window import Tile

SHOWN = {" ": "␣"}  # how a token is written where it would not be seen
Film = CountTrace | ReadTrace | WriteTrace


def token(word: str) -> str:
    """A token as it is written in a picture."""
    return SHOWN.get(word, word)


def tiles(film: Film) -> tuple[list[Tile], list[int]]:
    """The text with ⟨s⟩ before each line, and for each step how far the window reaches back.

    A film that counts has one step more: all that follows.
    """
    copied = film.copied if isinstance(film, WriteTrace) else [False] * len(film.tokens)
    found: list[Tile] = []
    for t, word in enumerate(film.tokens):
        if places(film)[t] == 0:
            found.append(Tile(word=START, special=True))
        if isinstance(film, ReadTrace) and not film.known[t]:
            word = SPECIAL[UNKNOWN]  # that is what the model reads
        special = word in (*SPECIAL, START)
        mark = "copied" if copied[t] else ""
        found.append(Tile(word=token(word), step=t, special=special, mark=mark))
    history = histories(film)
    if isinstance(film, CountTrace):
        found.append(Tile(word="…", step=len(film.tokens), special=True))
        history = [*history, 0]
    return found, history


def places(film: Film) -> list[int]:
    """The place of each token in its line, from 0."""
    return list(range(len(film.tokens))) if isinstance(film, ReadTrace) else film.place.tolist()


def histories(film: Film) -> list[int]:
    """How many tokens before each one the window takes in, ⟨s⟩ among them."""
    if isinstance(film, ReadTrace):
        return film.context.tolist()
    if isinstance(film, CountTrace):
        return [len(context) for context in film.contexts]
    return [len(row.context) for row in film.rows]


def clock_words(recorded: Recorded, words: Mapping[str, str]) -> tuple[str, ...]:
    """What the clock says at each step."""
    film = recorded.film
    length = len(film.tokens)
    kind = {CountTrace: "count", ReadTrace: "read", WriteTrace: "write"}[type(film)]
    said = [words[f"clock.{kind}"].format(t=t + 1, length=length) for t in range(length)]
    if isinstance(film, CountTrace):
        counted = len(recorded.learned.strips["training"])
        lines = len(recorded.corpus.training)
        said.append(words["clock.all"].format(lines=f"{lines:,}", tokens=f"{counted:,}"))
    return tuple(said)
