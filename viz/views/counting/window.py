"""A text with the window of an n-gram sliding over it: the history, and the token that follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viz.marks import check_length
from viz.view import View, ViewError


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A token of the text. `step`: when it is predicted, from 0; None for what is never predicted.

    `mark` is a code that colours it: "" or "copied"; `special` ones are no token of the text itself
    (⟨s⟩, ⟨/s⟩, ⟨unk⟩) and are written smaller.
    """

    word: str
    step: int | None = None
    special: bool = False
    mark: str = ""


def window(
    tiles: Sequence[Tile],
    history: Sequence[int],
    *,
    words: Mapping[str, str],
    written: bool = False,
    rest: bool = False,
    title: str = "",
    columns: int = 12,
) -> View:
    """Return the text in one line that slides along, with the window at the clock.

    Args:
        tiles: the text, the tokens that are predicted in the order of their steps.
        history: for each step how many tiles before it the window takes in.
        words: "window_history" and "window_next" (under the two parts of the window),
            "window_say" with {history} and {next}, "window_summary" with {text}.
        written: whether a token is there only once it has been written.
        rest: whether the last tile stands for all that follows: no window stands over it.
        title: of the view.
        columns: width on a wide screen, of 12.

    Raises:
        ViewError: steps that are not 0, 1, 2 …, or a window longer than the text before it.
    """
    places = [k for k, tile in enumerate(tiles) if tile.step is not None]
    if [tiles[k].step for k in places] != list(range(len(history))):
        raise ViewError("window.tiles", f"must have the steps 0–{len(history) - 1} in order")
    check_length("window.history", history, len(places))
    if any(n > k for n, k in zip(history, places, strict=True)):
        raise ViewError("window.history", "must not be longer than the text before it")
    data = {
        "tiles": [[tile.word, tile.special, tile.mark] for tile in tiles],
        "places": places,
        "history": list(history),
        "written": written,
        "rest": len(places) - 1 if rest else None,
        "words": {name: words[f"window_{name}"] for name in ("history", "next", "say")},
    }
    summary = words["window_summary"].format(text=" ".join(tile.word for tile in tiles))
    return View(kind="window", data=data, summary=summary, title=title, columns=columns)
