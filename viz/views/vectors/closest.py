"""The words whose vectors are nearest to one, in order, while these change."""

from collections.abc import Mapping, Sequence

from core.traces.base import Array
from viz.view import View, ViewError


def closest(
    names: Sequence[Sequence[str]],
    values: Array,
    *,
    words: Mapping[str, str],
    asked: str,
    covered: bool = False,
    marked: Mapping[str, str] | None = None,
    glosses: Mapping[str, str] | None = None,
    title: str = "",
    columns: int = 6,
) -> View:
    """Return a list in order of the cosine; between two steps words rise, fall, come and go.

    Args:
        names: for each step the nearest words, the nearest first, always as many.
        values: their cosines with the asked word, (step, rank).
        words: "closest_axis", "closest_covered" (said of a covered list), "closest_guess" (a mark),
            "closest_say" with {word}, {other} and {cosine}, "closest_summary" with {word}.
        asked: the word itself.
        covered: whether the list is not told yet: then a lone "?" stands in its place, and nothing
            of the list reaches the browser.
        marked: word → "guess" or "answer", to be marked beside it where it stands in the list.
        glosses: what a word means, where it is of another language than the page.
        title: of the view.
        columns: width on a wide screen, of 12.

    Raises:
        ViewError: another number of names than of values.
    """
    if len(names) != len(values) or any(len(step) != values.shape[1] for step in names):
        raise ViewError("closest.names", f"must be {values.shape[1]} at each step")
    told = [] if covered else [list(step) for step in names]
    data = {
        "names": told,
        "values": values[: len(told)].astype("float32"),
        "rows": values.shape[1],
        "asked": asked,
        "marked": {} if covered else dict(marked or {}),
        "glosses": {} if covered else dict(glosses or {}),
        "words": {name: words[f"closest_{name}"] for name in ("axis", "covered", "say", "guess")},
    }
    summary = words["closest_summary"].format(word=asked)
    return View(kind="closest", data=data, summary=summary, title=title, columns=columns)
