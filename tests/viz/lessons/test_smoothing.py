"""The lesson's pictures, told by their data."""

import json

import numpy as np
import pytest

from core.lessons.smoothing import continuation
from core.lessons.smoothing.curves import by_order, unseen
from core.lessons.smoothing.lesson import record_lesson
from core.lessons.smoothing.settings import BARS, Smoothing
from core.lessons.smoothing.workings import workings
from core.ngrams.learned import learned
from core.ngrams.rules import RULES
from ui.text import LANGUAGES, load
from viz.lessons.smoothing import continuation_stage, equation_stage, stage
from viz.lessons.smoothing.rows import COLOURS


def made(settings, language="en", *, covered=False):
    curves = {rule: by_order(settings.corpus, rule) for rule in COLOURS}
    vocabulary = learned(settings.corpus).vocabulary.tokens
    trace, words = record_lesson(settings), load("smoothing", language).labels
    share = unseen(settings.corpus)
    return stage(trace, settings, curves, share, vocabulary, words=words, covered=covered)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "settings", [Smoothing(), Smoothing(corpus="documentation", n=6, backoff="stupid")]
)
def test_a_bar_for_each_rule_as_long_as_its_sum_with_the_next_token_at_work(language, settings):
    trace = record_lesson(settings)
    _, bars, _ = made(settings, language).views
    for t, frame in enumerate(bars.data["frames"]):
        assert len(frame) == len(BARS)
        for name, place in zip(BARS, frame, strict=True):
            rule = trace.rule(settings.shown_as(name))
            bar = bars.data["bars"][place]
            total = sum(share for _, share, *_ in bar["segments"])
            assert total == pytest.approx(trace.total[t, rule])
            if bar["segments"]:
                assert bar["segments"][bar["hit"]][1] == pytest.approx(trace.next[t, rule])


def test_covered_the_perplexity_of_add_1_is_not_in_the_payload():
    covered, shown = (made(Smoothing(), covered=c).views[2] for c in (True, False))
    told = json.dumps(covered.payload())
    assert covered.data["curves"][0]["values"] is None
    for value in by_order("idioms", "add_one")[1:]:
        assert str(value) not in told
        assert str(value) in json.dumps(shown.payload())
    low, high = covered.data["bounds"]
    assert (
        low < by_order("idioms", "add_one")[0] / 4 and high > by_order("idioms", "add_one")[0] * 4
    )


def test_after_a_history_never_seen_the_counts_have_no_bar():
    _, bars, _ = made(Smoothing()).views
    bar = bars.data["bars"][bars.data["frames"][13][0]]
    assert (bar["segments"], bar["total"]) == ([], "0/0")


@pytest.mark.parametrize("rule", RULES)
def test_an_equation_has_the_numbers_of_each_token(rule):
    words, numbers = load("smoothing", "en").labels, workings(Smoothing(), rule)
    (view,) = equation_stage(record_lesson(Smoothing()), rule, numbers, words=words).views
    (card,) = view.data["items"]
    assert card["values"] == [one["p"] for one in numbers]
    assert card["slots"]["history"][13] == ("2" if rule in ("likelihood", "add_one", "add_delta",
                                                            "stupid") else "1")  # fmt: skip
    if rule in ("backoff", "stupid"):
        backs_off = np.array(card["slots"]["alpha"]) != "–"
        np.testing.assert_array_equal(np.array(card["slots"]["c"]) == "–", backs_off)


def test_left_neighbours_are_counted_while_the_text_is_read():
    one = continuation.most_moved("words")[0]
    found = [(one, continuation.neighbours("words", one.token))]
    (view,) = continuation_stage(found, words=load("smoothing", "en").labels).views
    (token,) = view.data["tokens"]
    assert (token["times"][-1], token["kinds"][-1]) == (one.count, one.neighbours)
    assert view.data["longest"] == one.count
