"""A date whose fields are tagged, in one direction and in both.

Schuster & Paliwal 1997, "Bidirectional recurrent neural networks"; `core.networks.tagger` is the
network. Importing this module does not load torch: the default date comes from a shipped recording.
"""

import json
from functools import lru_cache
from typing import Any

from core.lessons.deep_and_bidirectional.settings import STUDY, DeepAndBidirectional
from core.shipped import openings
from core.traces.tagging import TaggingTrace

NOWHERE = "none"
FIELDS = ("1", "2", "3")  # of a date, in the order in which they are written


def record_lesson(settings: DeepAndBidirectional) -> TaggingTrace:
    """Tag the date of ``settings``; the default one comes from the shipped recording."""
    if settings.recorded == DeepAndBidirectional():
        return shipped()
    from core.lessons.deep_and_bidirectional.run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> TaggingTrace:
    """Read the recording of the default date, without torch."""
    (trace,) = openings.load("deep_and_bidirectional").values()
    return trace


def fields(trace: TaggingTrace) -> list[tuple[int, int]]:
    """Where the fields of a date begin and end, by its right tags, as slices."""
    starts = [t for t, tag in enumerate(trace.right) if tag.startswith("B-")]
    inside = ["I-" + trace.right[start][2:] for start in starts]
    ends = [start + 1 + trace.right.count(tag) for start, tag in zip(starts, inside, strict=True)]
    return list(zip(starts, ends, strict=True))


def first_wrong(trace: TaggingTrace, reader: str = "one_way") -> int | None:
    """The first step, from 0, whose likeliest tag is wrong; None if there is none."""
    return next((t for t, wrong in enumerate(trace.wrong(reader)) if wrong), None)


def answer(trace: TaggingTrace) -> str:
    """Where the one-way network is wrong first: in or before which field, or nowhere."""
    first = first_wrong(trace)
    if first is None:
        return NOWHERE
    ends = [end for _, end in fields(trace)]
    return FIELDS[min(sum(end <= first for end in ends), len(ends) - 1)]


@lru_cache(maxsize=1)
def study() -> dict[str, Any]:
    """What was measured of three seeds each; see train/date_fields_study.py."""
    return json.loads(STUDY.read_text("utf-8"))


def snippet(settings: DeepAndBidirectional) -> str:
    """Return Python that tags this date and prints what the picture shows."""
    return f"""from core.lessons.deep_and_bidirectional.run import run
from core.lessons.deep_and_bidirectional.settings import DeepAndBidirectional

trace = run({settings.in_python()})
both, one_way = trace.said("both"), trace.said("one_way")
for token, two, p, one in zip(trace.tokens, both, trace.shares("both"), one_way):
    print(f"{{token}}  both: {{two:8}}{{p:.4f}}  one way: {{one}}")
"""


def table(trace: TaggingTrace) -> str:
    """Return every state and the probability of every tag as CSV."""
    return trace.frame("forward", "backward", "one_way", "probabilities").to_csv(index=False)
