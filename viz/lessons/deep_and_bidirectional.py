"""The moving picture of the lesson: two chains in opposite directions, and their tags."""

from collections.abc import Mapping

from core.lessons.deep_and_bidirectional.settings import DeepAndBidirectional
from core.traces.tagging import TaggingTrace
from viz.view import Clock, Stage, View
from viz.views.tagged import StateChain, TagRow, tagged

SPEED = 2.0  # steps per second
Words = Mapping[str, str]


def stage(
    trace: TaggingTrace, settings: DeepAndBidirectional, *, words: Words, covered: bool
) -> Stage:
    """Return the moving picture; covered, without tags from one direction."""
    clock = Clock(length=len(trace.tokens), speed=SPEED, label=words["clock"])
    return Stage(
        name="deep_and_bidirectional",
        clock=clock,
        views=(_view(trace, settings, words, covered),),
        words=words,
        asked=(0, clock.length - 1),
    )


def known(length: int, on: str) -> list[int]:
    """The step, from 0, from which each tag is known: where the chains that are on have met."""
    forward, backward = range(length), range(length - 1, -1, -1)
    ways = {"both": map(max, forward, backward), "backward": backward}
    return list(ways.get(on, forward))


def _view(trace: TaggingTrace, settings: DeepAndBidirectional, words: Words, covered: bool) -> View:
    length, on = len(trace.tokens), settings.ways
    chains = {
        name: StateChain(
            code=name,
            name=words[f"chain.{name}"],
            values=getattr(trace, name),
            reverse=name == "backward",
            off=on == other,
        )
        for name, other in (("forward", "backward"), ("backward", "forward"), ("one_way", ""))
    }
    rows = [
        TagRow(
            code=code,
            name=words[f"row.{code}"],
            tags=trace.said(reader),
            shares=trace.shares(reader),
            wrong=trace.wrong(reader),
            known=known(length, reader),
            covered=covered and reader in ("one_way", "forward"),  # the latter errs as the former
        )
        for code, reader in (("two_way", on), ("one_way", "one_way"))
    ]
    if trace.known:
        start = [0] * length
        rows.append(TagRow(code="right", name=words["row.right"], tags=trace.right, known=start))
    first, second, *right = rows
    two_way = (chains["forward"], chains["backward"])
    bands: list[StateChain | TagRow] = [*two_way, first, chains["one_way"], second, *right]
    return tagged(
        trace.tokens, bands, unknown=list(trace.unknown), words=words, title=words["picture"]
    )
