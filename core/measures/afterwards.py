"""The signs after the end mark that a network was taught to stop at. Free of torch."""

from collections.abc import Sequence

KINDS = ("marks", "letter", "again", "others")


def afterwards(signs: Sequence[str], end: str) -> str:
    """One of ``KINDS``: end marks only, one letter only, the same word again, or anything else.

    A sequence without an end mark, or without anything behind it, counts as anything else.
    """
    if end not in signs:
        return "others"
    stop = list(signs).index(end)
    word, rest = "".join(signs[:stop]), list(signs[stop + 1 :])
    if len(set(rest)) == 1:
        return "marks" if rest[0] == end else "letter"
    return "again" if word and word in "".join(rest).split(end) else "others"
