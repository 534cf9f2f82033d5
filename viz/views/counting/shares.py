"""Distributions as bars: each one is as long as its sum, and cut into the shares of its tokens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from viz.marks import check_length
from viz.view import View, ViewError

KINDS = ("seen", "unseen", "others", "covered")
MOST = 12  # bars at once


@dataclass(frozen=True, kw_only=True)
class Segment:
    """The share of one token or of several.

    `kind`: "seen" in training after this context, "unseen", "others" (several seen ones), or
    "covered" (not to be told yet). `said` is read out and shown on hover: "m: 3 of 12 = 0.25".
    """

    word: str
    share: float
    said: str = ""
    kind: str = "seen"

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ViewError("shares.kind", f"must be one of {', '.join(KINDS)}, got {self.kind}")
        if not self.share >= 0:
            raise ViewError("shares.share", f"must be at least 0, got {self.share}")


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One distribution at one step of the clock.

    `name` stands before it, `total` behind it; `hit` is the segment at work, `mark` a place on the
    bar from 0 to its sum: the random number of a draw.
    """

    name: str
    segments: tuple[Segment, ...]
    total: str = ""
    hit: int | None = None
    mark: float | None = None


def shares(
    frames: Sequence[Sequence[Bar]],
    now: Sequence[int | None],
    *,
    words: Mapping[str, str],
    longest: float = 1.0,
    title: str = "",
    columns: int = 12,
) -> View:
    """Return the bars of each step of the clock, one under the other.

    Args:
        frames: for each step the bars that are there, from above; at most `MOST`.
        now: for each step the bar at work, from 0.
        words: "shares_name" and "shares_total" (heads of the columns), "shares_axis" (what the
            length of a bar is), "shares_summary" with {bars}.
        longest: the sum that takes the whole width.
        title: of the view.
        columns: width on a wide screen, of 12.

    Raises:
        ViewError: too many bars, or a ``now`` that is none of them.
    """
    check_length("shares.now", now, len(frames))
    states: dict[Bar, int] = {}
    for t, (bars, current) in enumerate(zip(frames, now, strict=True)):
        if len(bars) > MOST or (current is not None and not 0 <= current < len(bars)):
            raise ViewError(f"shares.frames[{t}]", f"has {len(bars)} bars, now {current}")
    data: dict[str, Any] = {
        "frames": [[states.setdefault(bar, len(states)) for bar in bars] for bars in frames],
        "now": list(now),
        "rows": max(map(len, frames), default=0),
        "longest": longest,
        "words": {name: words[f"shares_{name}"] for name in ("name", "total", "axis")},
    }
    data["bars"] = [_packed(bar) for bar in states]
    said = "; ".join(_said(bar) for bar in frames[-1])
    return View(
        kind="shares",
        data=data,
        summary=words["shares_summary"].format(bars=said),
        title=title,
        columns=columns,
    )


def _packed(bar: Bar) -> dict[str, Any]:
    segments = [[s.word, s.share, KINDS.index(s.kind), s.said] for s in bar.segments]
    return {**vars(bar), "segments": segments}


def _said(bar: Bar) -> str:
    told = ", ".join(s.said or s.word for s in bar.segments[:3])
    return f"{bar.name}: {told}"
