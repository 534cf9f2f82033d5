"""When an RNN reads and writes: N to N, N to 1, 1 to N and N to M, one trained network each.

The shapes are those of Karpathy 2015, "The unreasonable effectiveness of recurrent neural
networks". Importing this module does not load torch: the default settings come from a shipped
recording, and all figures from the cards of the shipped networks.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from core.lessons.rnn_shapes.settings import RnnShapes
from core.measures.afterwards import KINDS, afterwards
from core.shipped import openings
from core.shipped.store import card
from core.traces.shapes import ShapeTrace

END = "■"
GUESSES = KINDS
POOLINGS = ("last", "mean", "max")
SPELLERS = ("first", "first_back", "every", "every_back")


def record_lesson(settings: RnnShapes) -> ShapeTrace:
    """Run the network of ``settings``; the defaults come from the shipped recording."""
    if settings.recorded == RnnShapes():
        return shipped()
    from core.lessons.rnn_shapes.run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> ShapeTrace:
    """Read the recording of the default settings, without torch."""
    (trace,) = openings.load("rnn_shapes").values()
    return trace


def word_end(trace: ShapeTrace) -> int:
    """The step, from 0, at which a speller first says the end mark; else the last one."""
    return trace.said.index(END) if END in trace.said else len(trace.said) - 1


def answer(trace: ShapeTrace) -> str:
    """What a speller goes on to say after its word: one of ``GUESSES``."""
    return afterwards(trace.said, END)


def letters_after(trace: ShapeTrace) -> tuple[str, list[float]]:
    """The word that a speller says, and the probabilities of the letters that it says after it."""
    end = word_end(trace)
    pairs = zip(trace.said[end:], trace.shares[end:], strict=True)
    return "".join(trace.said[:end]), [float(share) for said, share in pairs if said != END]


def seeds(name: str) -> Sequence[Mapping[str, Any]]:
    """The figures of all three trainings of a shipped network, in the order of their seeds."""
    return sorted(card(name)["seeds"], key=lambda found: found["seed"])


def decided(trace: ShapeTrace) -> int:
    """The step, from 1, from which on a reader of names keeps its last answer."""
    if trace.decisions is None:
        raise ValueError("a trace without decisions")
    best = trace.decisions.argmax(axis=1)
    others = [t for t, found in enumerate(best, 1) if found != best[-1]]
    return max(others, default=0) + 1


def snippet(settings: RnnShapes) -> str:
    """Return Python that runs these settings and prints what the picture shows."""
    return f"""from core.lessons.rnn_shapes.run import run
from core.lessons.rnn_shapes.settings import RnnShapes

trace = run({settings.in_python()})
for t, (read, said, share) in enumerate(zip(trace.read, trace.said, trace.shares), 1):
    print(f"{{t:2}} {{read:1}} {{said or '-':8}} {{share:.3f}}")
"""


def table(trace: ShapeTrace) -> str:
    """Return every recorded number as CSV: quantity, time, words, value."""
    return trace.frame().to_csv(index=False)
