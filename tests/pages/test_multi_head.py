"""The page on heads as a reader drives it: links, extremes, guesses, sequences that cannot be."""

import pytest

from core.lessons.multi_head.settings import MultiHead
from core.measures.head_results import figures
from tests.pages.every_control import every_control
from tests.pages.reader import extremes, payload, said, views, visitor
from ui.text import LANGUAGES, load

visit = visitor("multi_head")
EXTREMES = [
    *extremes(MultiHead),
    ("text", "ab"),
    ("text", "床前明月光疑是地上霜"),
    ("text", "one two buckle my shoe three four knock at the door five six"),
    ("text", "abcdefghijklmnopqrstuvwx"),
    ("off", ""),
    ("off", "11.12.13.14.21.22.23.24"),
]


def test_every_control_at_its_extremes():
    def look(app, link):
        assert payload(app)["picked"]["off"] == link.get("off", MultiHead.off)

    every_control(visit, MultiHead, EXTREMES, {}, {"how": "patch"}, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_opens_and_a_patched_page_names_the_other_sequence(language):
    names = ("scores", "off_chart", "patching", "hood")
    opened = dict.fromkeys(names, "true")
    app = visit(lang=language, reveal="1", how="patch", off="22.24", other="exchanged", **opened)
    assert len(app.get("plotly_chart")) == 2
    assert any("def changes" in code.value for code in app.code)
    assert "copyaightcopyaight" in said(app)
    assert "| L2H2, L2H4 |" in said(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guess_is_scored_and_the_answer_is_that_of_the_card(language):
    text = load("multi_head", language)
    needs = text["needs_head"].format(answer="L1H1", kept=3, n=figures().n)
    trap = text["trap"].format(guess="L2H2", kept=74)
    told = {"11": ("right", needs), "22": ("wrong", needs + trap), "none": ("wrong", needs)}
    for guess, (mark, verdict) in told.items():
        app = visit(lang=language, guess=guess)
        assert payload(app)["verdict"] is None
        assert "2.8%" not in said(app)
        app.button(key="check_guess").click().run()
        assert payload(app)["verdict"] == {"mark": mark, "said": verdict}
        assert f"{figures().without.min():.1%}" in said(app)


def test_before_the_guess_no_ablation_and_no_score_leaves_python():
    for link in ({}, {"off": "22", "how": "mean"}, {"text": "abab", "model": "random"}):
        shown = visit(**link, snippet="true")
        data = views(shown)
        assert data["hops"]["changed"] is data["hops"]["other"] is None
        assert data["switches"]["roles"] is data["switches"]["without"] is None
        assert data.keys() == {"hops", "switches"}
        assert "off" not in payload(shown)["picked"]
        assert any("off=''" in code.value for code in shown.code)
    assert views(visit(reveal="1"))["switches"]["without"][0] == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_read_is_told_and_the_last_sequence_stays(language):
    app = visit(lang=language, text="x" * 25, reveal="1", off="22")
    assert "50" in app.error[0].value
    assert views(app)["hops"]["tokens"] == list("copyright" * 2)
    assert payload(app)["picked"]["off"] == "22"
    app = visit(lang=language, text="abcdef", times="1", reveal="1")
    assert load("multi_head", language)("nothing") in said(app)
    assert views(app)["writing"]["nothing"]


def test_where_nothing_repeats_no_head_is_asked_for_until_it_is_read_twice():
    app, asked = visit(text="abcdef", times="1"), load("multi_head", "en")("predict")
    assert load("multi_head", "en")("nothing") in said(app)
    assert asked not in said(app)
    assert "check_guess" not in {button.key for button in app.button}
    app.button(key="read_twice").click().run()
    assert views(app)["hops"]["tokens"] == list("abcdef" * 2)
    assert asked in said(app)
    app = visit(text="".join(map(chr, range(65, 91))), times="1")  # twice it would be too long
    assert "read_twice" not in {button.key for button in app.button}
    app.button(key="read_first").click().run()
    assert views(app)["hops"]["tokens"] == list("copyright" * 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_symbol_is_refused_and_what_is_read_twice_is_not_offered_twice(language):
    text = load("multi_head", language)
    app = visit(lang=language, text="a")
    assert [error.value for error in app.error] == [text["too_short"]]
    app = visit(lang=language, text="abba")
    assert text("nothing_again") in said(app)
    assert "read_twice" not in {button.key for button in app.button}


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_training_the_verdict_is_about_the_trained_model_and_a_miss_is_shown(language):
    app = visit(lang=language, reveal="1")
    needed = payload(app)["verdict"]["said"]
    app.button(key="notice_random").click().run()
    said_now = payload(app)["verdict"]["said"]
    assert said_now == load("multi_head", language)["of_trained"].format(said=needed)
    assert payload(app)["seek"] is None  # the film plays to its end
    data, at = views(app)["hops"], payload(app)["clock"]["length"] - 1
    likeliest = data["intact"]["words"][at][0]
    assert data["seen"][at] is not None
    assert likeliest != data["tokens"][at + 1]


def test_the_links_to_notice_set_every_control():
    app = visit(reveal="1", lower="2", text="床前明月光")
    app.button(key="notice_note").click().run()
    assert not app.exception
    assert (app.query_params["how"], app.query_params["other"]) == ("patch", "exchanged")
    assert "lower" not in app.query_params
    assert views(app)["hops"]["tokens"] == list("copyright" * 2)
