"""The verdict on a translation beside the right one: which words are wrong or missing.

Both are aligned with the fewest edits (`core.data.edits`), so that one word too many does not make
all that follow wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.data.edits import aligned


@dataclass(frozen=True)
class Verdict:
    """What is wrong, by the places of the written and of the right words, from 0.

    Attributes:
        wrong: for each written word, whether it stands for another word or is one too many.
        fixes: for each written word, the right words that are missing there: the one that it
            stands for, behind those left out before it (after the last word: behind it).
        missed: for each right word, whether it was not written.
        decided: for each right word, the place of the written word with which that is known.
        mistakes: how many words must be replaced, put in or taken out.
    """

    wrong: tuple[bool, ...]
    fixes: tuple[tuple[str, ...], ...]
    missed: tuple[bool, ...]
    decided: tuple[int, ...]
    mistakes: int

    @property
    def exact(self) -> bool:
        """Whether every word is right."""
        return self.mistakes == 0


def judge(written: Sequence[str], right: Sequence[str]) -> Verdict:
    """Return the verdict on a translation of at least one word; END counts as a word."""
    wrong: list[bool] = [False] * len(written)
    fixes: list[list[str]] = [[] for _ in written]
    missed, decided, mistakes, following = [], [], 0, 0
    for column in aligned(written, right):
        here = min(following, len(written) - 1) if column.written is None else column.written
        said = None if column.written is None else written[here]
        meant = None if column.right is None else right[column.right]
        following = here + (said is not None)
        mistakes += said != meant
        wrong[here] |= said is not None and said != meant
        if meant is not None:
            missed.append(said != meant)
            decided.append(here)
            fixes[here] += [meant] if said != meant else []
    told = tuple(tuple(words) for words in fixes)
    return Verdict(tuple(wrong), told, tuple(missed), tuple(decided), mistakes)
