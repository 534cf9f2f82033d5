"""The page on the causal mask as a reader drives it: links, extremes, guesses, painting."""

import numpy as np
import pytest

from core.lessons.causal_mask import painted as painted_mask
from core.lessons.causal_mask import study
from core.lessons.causal_mask.lesson import shipped
from core.lessons.causal_mask.patterns import GUESSES
from core.lessons.causal_mask.settings import LONGEST, CausalMask
from tests.pages.every_control import every_control
from tests.pages.reader import extremes, numbers, payload, said, views, visitor
from ui.text import LANGUAGES, load

visit = visitor("causal_mask")
EXTREMES = [
    *extremes(CausalMask),
    ("text", "a b"),
    ("text", "好é" * (LONGEST // 2)),
    ("cells", "nonsense"),
]


def stages(app) -> list[str]:
    """The moving pictures on the page, by the beginning of their names."""
    return [each.key for each in app.get("bidi_component") if each.key.startswith("stage-")]


def test_every_control_at_its_extremes():
    def look(app, link):
        text = link.get("text", CausalMask.text)
        assert views(app)["masks"]["tokens"] == list(text.replace(" ", "␣"))

    scenes = {"mask": "window"}, {}, {"needed": "true"}
    every_control(visit, CausalMask, EXTREMES, *scenes, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_opens(language, monkeypatch):
    for lengths in ("PREFIXES", "WRITTEN"):  # that are timed
        monkeypatch.setattr(study, lengths, (4, 8))
    names = ("needed", "one_pass", "cache", "hood")
    app = visit(lang=language, reveal="1", **dict.fromkeys(names, "true"))
    assert len(stages(app)) == 3
    assert len(app.get("plotly_chart")) == 3
    assert any("def influence" in code.value for code in app.code)
    assert load("causal_mask", language)("cache_equal") in said(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_write_only_after_the_second_guess(language):
    text, link = load("causal_mask", language), {"lang": language, "needed": "true"}
    about = visit(lang=language, guess="before")
    about.button(key="check_guess").click().run()
    digest = about.query_params["reveal"]
    assert len(stages(visit(reveal=digest, **link))) == 2
    app = visit(reveal=digest, writer="unmasked", how="likeliest", **link)
    assert len(stages(app)) == 3
    assert text("writer_wrong") in said(app)
    assert text("writer_right") in said(visit(reveal=digest, writer="masked", **link))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_mask_has_a_guess_of_its_own(language):
    text = load("causal_mask", language)
    app = visit(lang=language, guess="before")
    assert views(app)["masks"]["slopes"] is None
    app.button(key="check_guess").click().run()
    said = text["depends"].format(answer=text["guess.before"])
    assert payload(app)["verdict"] == {"mark": "right", "said": said}
    assert numbers(views(app)["masks"]["slopes"]).shape == (10, 10)
    app.query_params["mask"] = "window"
    app.run()
    assert views(app)["masks"]["slopes"] is None
    app.query_params["guess"] = "window"
    app.run()
    app.button(key="check_guess").click().run()
    said = text["depends"].format(answer=text["guess.twice"].format(twice=4))
    assert payload(app)["verdict"] == {"mark": "wrong", "said": said}


@pytest.mark.parametrize("mask", GUESSES)
def test_the_picture_shows_the_mask_of_the_link(mask):
    app = visit(mask=mask, n="4", reveal="1")
    expected = CausalMask(mask=mask, n=4).matrix
    np.testing.assert_array_equal(numbers(views(app)["masks"]["open"]), expected)


def test_a_painted_mask_is_in_the_link_and_begins_as_the_last_one():
    cells = CausalMask().matrix.copy()
    cells[4] = False
    code = painted_mask.write(cells)
    app = visit(mask="painted", cells=code, reveal="1")
    np.testing.assert_array_equal(numbers(views(app)["masks"]["open"]), cells)
    assert payload(app)["picked"]["cells"] == code
    app = visit(mask="prefix", n="6", reveal="1")
    app.query_params["mask"] = "painted"
    app.run()
    expected = CausalMask(mask="prefix", n=6).matrix
    np.testing.assert_array_equal(numbers(views(app)["masks"]["open"]), expected)
    assert app.query_params["cells"] == painted_mask.write(expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_characters_and_sizes_that_do_not_fit_are_named(language):
    app = visit(lang=language, text="né 好", mask="prefix", n="9")
    said_small = " ".join(caption.value for caption in app.caption)
    assert "é 好" in said_small
    assert load("causal_mask", language)["n.held"].format(n=9, size=4) in said_small


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_of_one_character_is_refused_and_the_last_one_stays(language):
    app = visit(lang=language, text="x")
    (error,) = app.error
    assert "x" in error.value
    assert views(app)["masks"]["tokens"] == list("the␣string")


def test_the_default_view_is_the_shipped_recording():
    slopes = numbers(views(visit(reveal="1"))["masks"]["slopes"])
    np.testing.assert_array_equal(slopes, shipped().influence.dx)
