"""The page on the whole Transformer as a reader drives it."""

import pytest

from core.lessons.transformer.settings import BUILT, Transformer, reading
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, payload, said, verdict, views, visitor
from ui.lessons.transformer.guess import between, percent
from ui.text import LANGUAGES, load

visit = visitor("transformer")
EXTREMES = [
    *extremes(Transformer),
    ("cut", "e1s.e1f.e2s.e2f.d1s.d1c.d1f.d2s.d2c.d2f"),
    ("heads", "e1s0.d2c3"),
]
STATES: list[dict[str, str]] = [{}, {"how": "built"}, {"how": "own"}, {"search": "sample"}]


def test_every_control_at_its_extremes():
    def look(app, link):
        settings = meant(Transformer, link)
        assert payload(app)["picked"]["cut"] == settings.cut
        assert views(app)["machine"]["clock"]["mode"] == settings.mode

    every_control(visit, Transformer, EXTREMES, *STATES, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("guess", "mark"), [("line", "right"), ("feed", "wrong")])
def test_a_guess_is_scored_and_the_line_is_cut_in_the_picture(language, guess, mark):
    app, text = visit(lang=language, guess=guess), load("transformer", language)
    assert "cut" not in payload(app)["picked"]
    assert payload(app)["verdict"] is None
    app.button(key="check_guess").click().run()
    found, told = verdict(app)
    assert found == mark
    assert text["short.line"].partition("{")[0] in told
    assert payload(app)["picked"]["cut"] == app.query_params["cut"] == "e1s"
    app.button(key="taken").click().run()
    assert "cut" not in app.query_params
    assert payload(app)["picked"]["cut"] == ""
    app.button(key="taken").click().run()
    assert app.query_params["cut"] == "e1s"


def test_what_a_reader_has_taken_away_stays_when_the_answer_shows():
    app = visit(off="d2c", guess="head")
    app.button(key="check_guess").click().run()
    assert payload(app)["picked"]["off"] == "d2c"
    assert payload(app)["picked"]["cut"] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_opens(language):
    names = ("removed", "trained", "beside_rnn", "speed", "hood")
    app = visit(lang=language, reveal="1", **dict.fromkeys(names, "true"))
    assert not app.exception
    text = load("transformer", language)
    assert text["trained.no_mask"] in said(app)
    assert text["removed.off_encoder"] in said(app)
    assert any("def run" in code.value for code in app.code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_the_sentences_that_they_are_called(language):
    text = load("transformer", language)
    for code in BUILT:
        assert text[f"example.{code}"] == "".join(reading(Transformer(example=code)).words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_words_are_marked_and_the_last_sentence_stays(language):
    app, text = (
        visit(lang=language, how="own", sentence="我喜欢蓝鲸"),
        load("transformer", language),
    )
    assert text["unknown"] in app.error[0].value
    assert views(app)["versions"]["lines"][1]["words"][:2] == ["the", "child"]


def test_another_sentence_is_built():
    app = visit(how="built")
    before = views(app)["versions"]["lines"][1]["words"]
    app.button(key="another").click().run()
    assert app.query_params["draw"] == "96"
    assert views(app)["versions"]["lines"][1]["words"] != before


def test_shares_are_whole_per_cents():
    assert [percent(share) for share in (0.934, 0.0, 0.004, 1.0)] == ["93%", "0%", "0.4%", "100%"]
    assert (between([0.5, 0.1, 0.2]), between([0.501, 0.5])) == ("10% – 50%", "50%")
