"""A text that is tagged character by character, by networks that read it in one way or in two."""

from dataclasses import dataclass

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class TaggingTrace(Trace):
    """The states of a two-way tagger and of a one-way one, and what is read out of them.

    The readers are "both", "forward" and "backward" of the two-way tagger, the last two with the
    states of the other direction at 0; and "one_way", which was trained in one direction.
    """

    tokens: tuple[str, ...] = axes("time")
    tags: tuple[str, ...] = axes("tag")
    readers: tuple[str, ...] = axes("reader")
    unknown: Array = axes("time")  # 1 where training never had the character
    forward: Array = axes("time hidden")
    backward: Array = axes("time hidden")
    one_way: Array = axes("time unit")
    probabilities: Array = axes("reader time tag")
    right: tuple[str, ...] = axes("time")  # "" where nobody knows the right tags

    @property
    def known(self) -> bool:
        """Whether the right tags are known."""
        return all(self.right)

    @property
    def unseen(self) -> tuple[str, ...]:
        """The characters that training never had."""
        return tuple(sign for sign, new in zip(self.tokens, self.unknown, strict=True) if new)

    def said(self, reader: str) -> tuple[str, ...]:
        """The likeliest tag of each character."""
        return tuple(self.tags[k] for k in self._of(reader).argmax(axis=1))

    def shares(self, reader: str) -> Array:
        """The probability of these tags, (time,)."""
        return self._of(reader).max(axis=1)

    def share(self, reader: str, time: int, tag: str) -> float:
        """The probability of one tag at one step, counted from 0."""
        return float(self._of(reader)[time, self.tags.index(tag)])

    def wrong(self, reader: str) -> tuple[bool, ...]:
        """Where the likeliest tag is not the right one; nowhere, if that is not known."""
        pairs = zip(self.said(reader), self.right, strict=True)
        return tuple(self.known and said != right for said, right in pairs)

    def _of(self, reader: str) -> Array:
        return self.probabilities[self.readers.index(reader)]
