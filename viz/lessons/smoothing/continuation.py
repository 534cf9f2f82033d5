"""Two tokens that a text has about as often, with those that stand before them."""

from collections.abc import Mapping, Sequence

from core.lessons.smoothing.continuation import FRAMES, Moved, Neighbours
from viz.signs import visible
from viz.view import Clock, Stage
from viz.views.counting.neighbours import Word, neighbours

Words = Mapping[str, str]


def continuation_stage(found: Sequence[tuple[Moved, Neighbours]], *, words: Words) -> Stage:
    """Return the left neighbours of each token, counted while the training text is read."""
    shown = [
        Word(
            word=visible(token.word),
            neighbours=[visible(word) for word in before.words],
            counts=before.counts,
            share=token.share,
            continuation=token.continuation,
        )
        for token, before in found
    ]
    labels = tuple(
        words["read_so_far"].format(share=f"{100 * part / FRAMES:.0f}%")
        for part in range(1, FRAMES + 1)
    )
    clock = Clock(length=FRAMES, label=labels[0], labels=labels, speed=3.0, loop=False)
    view = neighbours(shown, words=words)
    return Stage(name="smoothing_continuation", clock=clock, views=(view,), words=words)
