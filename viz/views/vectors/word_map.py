"""Words as points on a map, which stays while they move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.traces.base import Array
from viz.marks import check_length
from viz.view import View, ViewError

MOST = 255  # of a byte
ROLES = ("asked", "true", "drawn")  # of a word in a training step
NONE = -1  # no word stands there


@dataclass(frozen=True, kw_only=True)
class Role:
    """What a word does in a step: it is asked, it is the true neighbour, or it was drawn.

    `place` is its place among all words of the map, the named ones first.
    """

    place: int
    role: str


def word_map(
    named: Sequence[str],
    places: Array,
    dots: Array,
    *,
    words: Mapping[str, str],
    cosines: Array,
    near: Array,
    others: Sequence[str] = (),
    roles: Sequence[Sequence[Role]] = (),
    covered: Sequence[int] = (),
    first: Sequence[int] = (),
    glosses: Mapping[str, str] | None = None,
    pick: str = "word",
    height: int = 380,
    title: str = "",
    columns: int = 6,
) -> View:
    """Return the map at the clock, beside which two views stand; between two steps the words move.

    A press on a named word picks it: the place among ``named`` is the stage's ``picked[pick]``.
    From the picked word lines run to those of ``near``; what is pointed at is read: its cosine with
    the picked word, and how far apart the two are on the map and really. Of covered words nothing
    reaches the browser.

    Args:
        named: the words that are written beside their points.
        places: where they are, (step, named, 2), between −1 and 1.
        dots: where all other words are, (step, other, 2), small points.
        words: "map_read" with {word}, {other}, {cosine}, {map} and {real}, "map_alone" with {word}
            (the picked word itself), "map_hint", "map_asked", "map_true" and "map_drawn" (of the
            key of roles), "map_summary" with {words}.
        cosines: of the picked word with each named one, (step, named); the picked one itself is
            the one whose cosine is 1.
        near: places among all words of those nearest to the picked one, (step, rank), best first;
            −1 where there are fewer.
        others: the words of the dots, for those that a step lights up.
        roles: of the words of each step; none where no training is shown.
        covered: places among ``named`` that are not drawn yet.
        first: places among ``named`` whose words are written before the others'.
        glosses: what a word means, where it is of another language than the page.
        pick: name of the pick.
        height: in px.
        title: of the view.
        columns: width on a wide screen, of 12.

    Raises:
        ViewError: arrays of other steps or words than the places, or a role that is not known.
    """
    steps = len(places)
    check_length("word_map.named", named, places.shape[1])
    for name, values in (("dots", dots), ("near", near)):
        if len(values) != steps:
            raise ViewError(f"word_map.{name}", f"must have {steps} steps, got {len(values)}")
    if cosines.shape != places.shape[:2]:
        raise ViewError("word_map.cosines", f"must be {places.shape[:2]}, got {cosines.shape}")
    if roles:
        check_length("word_map.roles", roles, steps)
    if any(role.role not in ROLES for step in roles for role in step):
        raise ViewError("word_map.roles", f"must be of {', '.join(ROLES)}")
    hidden = np.isin(np.arange(len(named)), list(covered))
    told = ["" if off else word for word, off in zip(named, hidden, strict=True)]
    data = {
        "named": told,
        "places": np.where(hidden[:, None], 0, places).astype("float32"),
        "dots": _in_bytes(dots),
        "others": list(others),
        "of": int(cosines[-1].argmax()),
        "cosines": np.where(hidden, 0, cosines).astype("float32"),
        "near": np.where(np.isin(near, list(covered)), NONE, near).astype("float32"),
        "roles": [[[role.place, role.role] for role in step] for step in roles],
        "covered": list(covered),
        "first": [k for k in first if k not in set(covered)],
        "glosses": [(glosses or {}).get(word, "") for word in told],
        "pick": pick,
        "height": height,
        "words": {
            name: words[f"map_{name}"]
            for name in ("read", "alone", "hint", "asked", "true", "drawn")
        },
    }
    summary = words["map_summary"].format(words=", ".join(filter(None, told)))
    return View(kind="word_map", data=data, summary=summary, title=title, columns=columns, rows=2)


def _in_bytes(dots: Array) -> dict[str, Any]:
    """Places with 255 steps from the lowest to the highest: a dot is as wide as several of them."""
    low, high = (float(dots.min()), float(dots.max())) if dots.size else (0.0, 0.0)
    share = (dots - low) / (high - low or 1)
    return {"low": low, "high": high, "shares": np.round(share * MOST).astype("uint8")}
