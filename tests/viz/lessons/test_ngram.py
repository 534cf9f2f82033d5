"""The lesson's picture, told by its data."""

import pytest

from core.lessons.ngram.lesson import record_lesson
from core.lessons.ngram.settings import FILMS, Ngram
from core.lessons.ngram.strip import strip_trace
from core.ngrams.learned import learned
from ui.text import LANGUAGES, load
from viz.lessons.ngram import amount, stage
from viz.lessons.ngram.strip import strip_stage


def made(settings, language="en", covered=False, guess=None):
    words = load("ngram", language).labels
    recorded = record_lesson(settings)
    return recorded, stage(recorded, settings, words=words, covered=covered, guess=guess)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("film", FILMS)
@pytest.mark.parametrize("n", [1, 2, 6])
def test_a_bar_at_work_has_the_share_of_the_token_at_the_clock(language, film, n):
    recorded, found = made(Ngram(film=film, n=n), language)
    window, work, _ = found.views
    tiles, places = window.data["tiles"], window.data["places"]
    assert len(places) == found.clock.length == len(found.clock.labels)
    for t, token in enumerate(recorded.film.tokens):
        assert tiles[places[t]][0] == token.replace(" ", "␣")
    if film == "read":
        return
    for t, (frame, now) in enumerate(zip(work.data["frames"], work.data["now"], strict=True)):
        bars = [work.data["bars"][k] for k in frame]
        for bar in bars:
            assert sum(share for _, share, *_ in bar["segments"]) == pytest.approx(1)
        if now is not None:
            bar = bars[now]
            assert bar["segments"][bar["hit"]][0] == recorded.film.tokens[t]
            if film == "write":
                before = sum(share for _, share, *_ in bar["segments"][: bar["hit"]])
                share = bar["segments"][bar["hit"]][1]
                assert before - 1e-9 <= bar["mark"] <= before + share + 1e-9


def test_counts_grow_to_those_of_the_whole_text():
    recorded, found = made(Ngram(n=1))
    work = found.views[1].data
    totals = [work["bars"][frame[0]]["total"] for frame in work["frames"]]
    assert totals[:3] == ["1", "2", "3"] and totals[-1] == "214,919"
    assert sum(recorded.film.after[0].counts) == 214_919


def test_covered_no_perplexity_leaves_python():
    recorded, found = made(Ngram(), covered=True, guess=4)
    (curve,) = found.views[2].data["curves"]
    assert curve["values"] is None and curve["best"] is None
    told = str(found.views[2].payload()) + found.views[2].summary
    assert not any(f"{value:.2f}" in told for value in recorded.orders.heldout)


def test_amounts_are_short():
    said = [amount(n) for n in (28, 784, 5961, 21952, 614656, 17210368, 6.9e20)]
    assert said == ["28", "784", "6.0k", "22k", "615k", "17M", "7·10²⁰"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["idioms", "words", "documentation"])
def test_the_strip_has_the_bits_and_the_history_of_each_token(language, code):
    found = learned(code)
    trace = strip_trace(found, 3)
    made = strip_stage(trace, found.corpus, load("ngram", language).labels)
    tokens = made.views[0].data["tokens"]
    assert made.clock.length == len(tokens)
    assert [token["bits"] for token in tokens] == trace.bits.tolist()
    assert [token["special"] for token in tokens] == [t == "⟨/s⟩" for t in trace.tokens]
    assert [token["unknown"] for token in tokens] == (~trace.known).tolist()
    between = " " if code == "words" else ""
    before = [between.join(history).replace(" ", between or "␣") for history in trace.history]
    assert [token["before"] for token in tokens] == before
