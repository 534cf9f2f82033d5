"""The lesson on encoder and decoder as a reader drives it, in both languages, at every extreme."""

import pytest

from core.data.growing import PARTS, grown
from core.lessons.encoder_decoder.lesson import broken, divergence, exact, shipped
from core.lessons.encoder_decoder.run import run
from core.lessons.encoder_decoder.settings import EncoderDecoder, held_out, pair
from core.measures.bottleneck import GUESSES, LENGTHS, answer, half_length
from core.measures.verdict import judge
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, payload, views, visitor
from ui.text import LANGUAGES, load
from viz.views.seq2seq.verdict import conclusion

visit = visitor("encoder_decoder")
TEXTS = {language: load("encoder_decoder", language) for language in LANGUAGES}
ALL = ".".join(PARTS)


def stage(app, index=0):
    """What a moving picture was given: its payload, and the data of its views by kind."""
    return payload(app, index), views(app, index)


def source(app):
    return tuple(stage(app)[1]["hourglass"]["source"])


def test_every_control_at_its_extremes():
    def look(app, link):
        settings = meant(EncoderDecoder, link)
        if settings.origin != "own":
            assert source(app) == pair(settings).source

    values = [
        *extremes(EncoderDecoder, without=("length",)),
        *(("length", LENGTHS[end]) for end in (0, -1)),
        *(("parts", parts) for parts in ("", ALL)),
    ]
    scenes = ({"origin": origin} for origin in ("story", "held_out", "own"))
    every_control(visit, EncoderDecoder, values, *scenes, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_covered_with_the_shipped_recording(language):
    app = visit(lang=language)
    given, shown = stage(app)
    assert given["clock"]["autoplay"]
    assert shown["hourglass"]["target"] == list(shipped().free.target)
    assert TEXTS[language]["held_covered"] in shown["verdict"]["held_out"]
    assert not app.get("vega_lite_chart")
    assert not app.get("arrow_vega_lite_chart")


def about_this_one(app):
    """What the verdict says of the sentence on the stage."""
    settings = meant(EncoderDecoder, app.query_params)
    told = run(settings)
    found = conclusion(judge(told.free.target, told.right), TEXTS["en"].labels)
    return TEXTS["en"]["this_one"].format(n=len(told.free.source), verdict=found)


def test_the_answer_lengthens_the_story_until_it_fails_and_leaves_other_sentences():
    app = visit()
    app.button(key="show_me").click().run()
    told = run(meant(EncoderDecoder, app.query_params))
    assert source(app) == told.free.source == pair(broken(EncoderDecoder())).source
    assert len(told.free.source) >= half_length()
    assert told.free.target != told.right
    assert not exact(told)
    app = visit(reveal="1")  # as a link that names no sentence
    assert source(app) == shipped().free.source
    app = visit(origin="held_out", length="7-10")
    before = source(app)
    app.button(key="show_me").click().run()
    assert source(app) == before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("origin", ["story", "held_out", "own"])
def test_every_section_opens(language, origin):
    link = {"forcing": "true", "exposure": "true", "hood": "true", "origin": origin}
    app = visit(lang=language, reveal="1", **link)
    charts = len(app.get("vega_lite_chart")) + len(app.get("arrow_vega_lite_chart"))
    assert charts == 3
    assert any("def step" in code.value for code in app.code)
    if origin == "own":
        assert TEXTS[language]["forcing_unknown"] in [info.value for info in app.info]
    assert stage(app, 1)[1]["gloss"]["marked"] is not None  # a sentence on which both runs part


def test_a_guess_is_scored():
    app = visit()
    assert app.button(key="check_guess").disabled
    slider = next(w for w in app.get("button_group") if w.key.startswith("guess_half"))
    slider.set_value(answer()).run()
    app.button(key="check_guess").click().run()
    about_half = TEXTS["en"]["half_at"].format(half=f"{half_length():.0f}", closest=answer())
    told = about_this_one(app)
    said = payload(app)["verdict"]["said"]
    assert payload(app)["verdict"]["mark"] == "right"
    assert said.startswith(about_half)
    assert TEXTS["en"]["parts.companion"] in said  # what the answer has lengthened the story by
    assert said != about_half + told
    app.button(key="guess_again").click().run()
    slider = next(w for w in app.get("button_group") if w.key.startswith("guess_half"))
    other = next(code for code in GUESSES if code != answer())
    slider.set_value(other).run()
    app.button(key="check_guess").click().run()
    assert payload(app)["verdict"] == {"mark": "wrong", "said": said}


def test_another_story_is_in_the_link_and_plays_what_is_asked_of_it():
    app = visit(parts="time", reveal="1", t="8")
    before = payload(app)["replay"]
    app.button(key="another").click().run()
    assert payload(app)["replay"] == before + 1
    assert payload(app)["seek"] is None
    assert source(app) == grown(("time",), 1).source
    assert app.query_params["story"] == "1"


@pytest.mark.parametrize("key", ["neck", "breaks", "candidates", "fluent"])
def test_a_notice_sets_every_control(key):
    app = visit(reveal="1", story="7", origin="own", sentence="他买书。")
    app.button(key=f"notice_{key}").click().run()
    assert not app.exception
    expected = {
        "neck": grown(()).source,
        "breaks": grown(PARTS, 5).source,
        "candidates": grown(PARTS[:3]).source,
        "fluent": held_out("27-30", "1").source,
    }
    assert source(app) == expected[key]


def test_the_notices_open_where_there_is_something_to_see():
    broken = run(EncoderDecoder(parts=ALL, story=5))
    app = visit(reveal="1")
    app.button(key="notice_breaks").click().run()
    assert payload(app)["seek"] == len(broken.free.source) + 1 + divergence(broken)
    app.button(key="notice_fluent").click().run()
    shown = stage(app)[1]
    assert shown["verdict"]["later"]
    assert shown["hourglass"]["late"]
    assert payload(app)["seek"] == payload(app)["clock"]["length"] - 2  # all words but ⟨end⟩
    app.button(key="notice_neck").click().run()
    assert not stage(app)[1]["verdict"]["later"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_traditional_characters_are_offered_in_simplified_ones(language):
    app = visit(lang=language, origin="own", sentence="我喜欢猫。")
    app.text_input(key="sentence").set_value("我們在花園。").run()
    app.button(key="plain_sentence").click().run()
    assert not app.error
    assert source(app) == ("我们", "在", "花园", "。")


def test_the_guess_is_marked_on_the_curve():
    app = visit()
    assert stage(app)[1]["verdict"]["curve"] is None
    slider = next(w for w in app.get("button_group") if w.key.startswith("guess_half"))
    slider.set_value("9").run()
    app.button(key="check_guess").click().run()
    kinds = [mark["kind"] for mark in stage(app)[1]["verdict"]["curve"]["marks"]]
    assert kinds == ["you", "answer"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sentence", ["我喜欢量子。", "   ", "<b>&", "x" * 120])
def test_words_it_does_not_know_are_named_and_the_last_picture_stays(language, sentence):
    app = visit(lang=language, origin="own", sentence="我喜欢猫。")
    assert source(app) == ("我", "喜欢", "猫", "。")
    app.text_input(key="sentence").set_value(sentence).run()
    assert not app.exception
    assert len(app.error) == 1
    assert source(app) == ("我", "喜欢", "猫", "。")


def test_nonsense_in_a_link_falls_back():
    app = visit(origin="?", parts="x.y", story="many", length="9", t="-", forced="z")
    assert not app.error
    assert source(app) == shipped().free.source


def test_the_two_clocks_have_their_own_places_in_the_link():
    app = visit(reveal="1", forcing="true", t="5", forced="3")
    assert stage(app)[0]["seek"] == 4
    assert stage(app, 1)[0]["seek"] == 2


def test_a_link_restores_the_same_picture_in_the_other_language():
    link = {"parts": "place.because", "story": "12", "t": "9", "reveal": "1"}
    english, chinese = visit(**link), visit(lang="zh", **link)
    assert source(english) == source(chinese) == grown(("place", "because"), 12).source
    assert stage(english)[0]["seek"] == stage(chinese)[0]["seek"] == 8
