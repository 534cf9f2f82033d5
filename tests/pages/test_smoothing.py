"""The lesson on smoothing as a reader drives it: controls, guesses, what to notice, sections."""

import pytest

from core.lessons.smoothing.curves import by_order
from core.lessons.smoothing.lesson import record_lesson
from core.lessons.smoothing.settings import BARS, Smoothing
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, payload, said, tell, verdict, views, visitor
from ui.lessons.smoothing.parts import percent
from ui.text import LANGUAGES, load
from viz.numbers import grouped

visit = visitor("smoothing")
OPEN = dict.fromkeys(("rules", "continuation"), "true")
SECTIONS = ("tuning", "all_rules", "leaked", "hand", "mistakes", "arpa", "hood")


def test_every_control_at_its_extremes():
    def look(app, link):
        settings = meant(Smoothing, link)
        trace, text = record_lesson(settings), load("smoothing", link.get("lang", "en"))
        shown = views(app)
        words = [word for word, *_ in shown["window"]["tiles"] if word != "⟨s⟩"]
        assert words == list(trace.tokens)
        names = [shown["shares"]["bars"][place]["name"] for place in shown["shares"]["frames"][0]]
        assert names == [text[f"rule.{settings.shown_as(bar)}"] for bar in BARS]
        assert payload(app)["picked"]["n"] == settings.n
        (card,) = views(app, 1)["cards"]["items"]
        assert card["name"] == text[f"rule.{settings.shown_as(settings.rule)}"]

    every_control(visit, Smoothing, extremes(Smoothing), OPEN, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("corpus", "guess", "mark"),
    [("idioms", "fourfold", "right"), ("idioms", "half", "wrong"), ("names", "half", "right")],
)
def test_a_guess_uncovers_and_is_scored(language, corpus, guess, mark):
    app = visit(lang=language, corpus=corpus, guess_ratio=guess)
    assert views(app)["orders"]["curves"][0]["values"] is None
    app.button(key="check_guess").click().run()
    found, told = verdict(app)
    values = by_order(corpus, "add_one")
    assert found == mark
    assert grouped(values[0]) in told and grouped(values[3]) in told
    assert views(app)["orders"]["curves"][0]["values"] == list(values)


def test_showing_scores_nothing_and_a_column_picks_n():
    app = visit(reveal="1")
    assert verdict(app)[0] == "shown"
    tell(app, {"n": 5})
    app.run()
    assert app.query_params["n"] == "5"
    assert views(app)["window"]["history"] == record_lesson(Smoothing(n=5)).history.tolist()


def test_other_lines_are_in_the_link():
    app = visit()
    app.button(key="another").click().run()
    assert app.query_params["line"] == "6"
    words = [word for word, *_ in views(app)["window"]["tiles"] if word != "⟨s⟩"]
    assert words == list(record_lesson(Smoothing(line=6)).tokens)


@pytest.mark.parametrize(
    ("key", "settings"),
    [
        ("alphabet", Smoothing(corpus="names", n=4)),
        ("unseen", Smoothing()),
        ("stupid", Smoothing(backoff="stupid")),
    ],
)
def test_a_notice_sets_every_control(key, settings):
    app = visit(reveal="1", corpus="words", n="6", line="9", delta="1", kneser_ney="modified")
    app.button(key=f"notice_{key}").click().run()
    shown = views(app)
    assert shown["window"]["history"] == record_lesson(settings).history.tolist()
    names = {bar["name"] for bar in shown["shares"]["bars"]}
    text = load("smoothing", "en")
    assert {text[f"rule.{settings.shown_as(bar)}"] for bar in BARS} == names


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("corpus", ["idioms", "names"])
def test_every_section_opens(language, corpus):
    link = {**OPEN, **dict.fromkeys(SECTIONS, "true")}
    app, text = visit(lang=language, corpus=corpus, reveal="1", **link), load("smoothing", language)
    assert not app.exception
    assert any("def _discounted" in code.value for code in app.code)
    for head in ("row.unseen", "stupid_sum", "hand_word"):
        assert text[head] in said(app)
    assert ("141" in said(app)) == (corpus == "names")
    assert "237.9" in said(app)


def test_numbers_as_they_are_written():
    assert [percent(0.5344), percent(0.0024)] == ["53%", "0.2%"]
    assert [grouped(1959.76), grouped(7.139), grouped(float("inf"))] == ["1,960", "7.14", "∞"]
