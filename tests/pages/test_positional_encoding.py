"""The lesson as a reader drives it: pictures, extremes, guesses, orders, bad input."""

import pytest

from core.lessons.positional_encoding.settings import USED, PositionalEncoding
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, payload, visitor
from tests.pages.reader import said as texts
from ui.text import LANGUAGES, load

visit = visitor("positional_encoding")
SECTIONS = dict.fromkeys(("matters", "distance", "bug", "hood"), "true")


def test_every_control_at_its_extremes():
    def look(app, link):
        data, settings = payload(app), meant(PositionalEncoding, link)
        if "length" in USED[settings.picture]:
            assert data["clock"]["length"] == settings.length
        if "d" in USED[settings.picture]:
            rows = next(view for view in data["views"] if view["kind"] == "heatmap")["data"]["rows"]
            assert len(rows) == int(settings.d)

    scenes = ({"picture": picture} for picture in USED)
    every_control(visit, PositionalEncoding, extremes(PositionalEncoding), *scenes, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_below_the_stage(language):
    app = visit(lang=language, reveal="1", **SECTIONS)
    assert len(app.get("plotly_chart")) == 4
    text, shown = load("positional_encoding", language), texts(app)
    assert text["promise.rotation"] in shown
    assert "@{" not in shown
    assert "| 24 | 48 | 56 | 64 | 80 | 96 |" in shown
    for length in (48, 56, 64, 80, 96):
        assert text["promise.beyond"].format(length=length) in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_why_speaks_of_the_two_words_that_are_asked_about(language):
    said = load("positional_encoding", language).sections["why"].split("**@{sinusoidal}**")[1]
    assert "@{first}" in said
    for first, second in (("cat", "dog"), ("猫", "狗")):
        app = visit(
            sentence=f"{first} bites small {second}", reveal="1", lang=language, asked="0.3"
        )
        assert said.replace("@{first}", first).replace("@{second}", second) in texts(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("picture", [picture for picture in USED if picture != "shuffle"])
def test_every_picture_has_words_of_its_own_and_its_controls_on_the_page(picture, language):
    text = load("positional_encoding", language)
    app = visit(picture=picture, reveal="1", lang=language)
    shown = texts(app)
    for kind in ("see", "why"):
        assert text.sections[f"{kind}_{picture}"].split("@{")[0] in shown
    assert text.sections["why"].split("@{")[0] not in shown
    labels = {each.label for kind in ("slider", "button_group") for each in app.get(kind)}
    assert {text[name] for name in USED[picture] if name not in ("pair", "sentence")} <= labels
    assert not app.sidebar.slider


def test_guesses_are_scored_for_the_order_they_were_made_for():
    app = visit(guess_none="moved", guess_sinusoidal="moved")
    app.button(key="check_guess").click().run()
    text = load("positional_encoding", "en")
    happens = {"none": "moved", "sinusoidal": "changed"}
    said = [text[f"happens.{k}"].format(answer=text[f"answer.{v}"]) for k, v in happens.items()]
    assert payload(app)["verdict"] == {"mark": "partly", "said": " ".join(said)}
    app.query_params["order"] = "0.1.2.3.4.5.6.8.7"
    app.run()
    before = load("app", "en")["guessed_before"].format(said=" ".join(said))
    assert payload(app)["verdict"] == {"mark": "partly", "said": before}


def test_the_readers_own_sentence_in_either_script():
    for sentence, language in (("one two three four", "en"), ("猫看见狗", "zh")):
        app = visit(sentence=sentence, lang=language, reveal="1", order="3.1.0.2")
        none, sinusoidal = (v["data"] for v in payload(app)["views"] if v["kind"] == "fingerprints")
        assert none["order"] == [3, 1, 0, 2, 4]
        assert max(none["difference"]) < 1e-12
        assert max(sinusoidal["difference"]) > 0.1


def test_bad_input_gets_a_sentence_and_the_last_good_result():
    app = visit(sentence="too short", reveal="1")
    assert "3–12" in app.error[0].value
    assert payload(app)["views"]
    app = visit(picture="nonsense", order="7.7", pair="900", asked="x", d="7")
    assert not app.error
    assert payload(app)["views"][0]["kind"] == "arrange"


def test_notice_buttons_set_every_control():
    app = visit(reveal="1", picture="rope", k="9")
    app.button(key="notice_worked").click().run()
    data = payload(app)
    assert data["seek"] == 3
    assert data["clock"]["labels"][3].endswith("antidote")
    assert data["picked"]["pair"] == 1
    app.button(key="notice_bug").click().run()
    assert payload(app)["views"][0]["kind"] == "hands"
    assert "bug" in app.query_params["encoding"]


@pytest.mark.parametrize("sentence", ["the the the", "dog bites", ""])
def test_a_refused_sentence_holds_back_only_itself(sentence):
    app = visit(sentence=sentence) if sentence else visit()
    app.text_input(key="sentence").set_value(sentence).run()
    shown = [view["kind"] for view in payload(app)["views"]]
    app.query_params["picture"] = "rope"
    app.run()
    assert [view["kind"] for view in payload(app)["views"]] != shown
    assert len(app.error) == 1
    assert not app.exception
