"""The lesson as a reader drives it: controls, guesses, what to notice, sections."""

import numpy as np
import pytest

from core.lessons.deep_and_bidirectional.lesson import record_lesson
from core.lessons.deep_and_bidirectional.settings import DeepAndBidirectional
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, numbers, said, verdict, views, visitor
from ui.lessons.deep_and_bidirectional.parts import percent
from ui.text import LANGUAGES, load

visit = visitor("deep_and_bidirectional")
DATES = [("date", "3/4/2026"), ("date", "2026年4月30日")]


def row(app, code):
    bands = views(app)["tagged"]["bands"]
    return next(band for band in bands if band["code"] == code and "tags" in band)


def test_every_control_at_its_extremes():
    def look(app, link):
        settings = meant(DeepAndBidirectional, link)
        trace = record_lesson(settings)
        shares = numbers(row(app, "two_way")["shares"])
        np.testing.assert_allclose(shares, trace.shares(settings.ways), rtol=1e-6)
        assert row(app, "one_way")["wrong"] == list(trace.wrong("one_way"))

    values = [*extremes(DeepAndBidirectional), *DATES]
    every_control(visit, DeepAndBidirectional, values, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("guess", "mark"), [("1", "right"), ("none", "wrong")])
def test_a_guess_uncovers_and_is_scored(language, guess, mark):
    app, text = visit(lang=language, guess_first=guess), load("deep_and_bidirectional", language)
    assert set(row(app, "one_way")["tags"]) == {"?"}
    app.button(key="check_guess").click().run()
    found, sentence = verdict(app)
    assert (found, "0.75" in sentence, text["tag.month"] in sentence) == (mark, True, True)
    assert row(app, "one_way")["tags"][0] == text["tag.day"]


def test_before_the_answer_one_direction_alone_says_nothing():
    assert set(row(visit(ways="forward"), "two_way")["tags"]) == {"?"}
    assert "?" not in row(visit(), "two_way")["tags"]
    assert "?" not in row(visit(ways="forward", reveal="1"), "two_way")["tags"]


def test_showing_without_a_guess_scores_nothing():
    assert verdict(visit(reveal="1"))[0] == "shown"
    assert (
        verdict(visit(reveal="1", date="30.4.2026"))[1]
        == (load("deep_and_bidirectional", "en")["none_wrong"])
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_that_no_locale_writes_is_tagged_and_not_judged(language):
    text = load("deep_and_bidirectional", language)
    app = visit(lang=language, date="<b>5 March ♥</b>")
    assert text["nothing_to_guess"] in said(app)
    assert "?" not in row(app, "one_way")["tags"]
    assert not any(row(app, "one_way")["wrong"])
    again = visit(lang=language, date="5/13", reveal="1")
    assert verdict(again) == ("shown", text["nothing_known"])


NOTICES = {"undone": "3/4/2026", "weekday": "Fri, 4/3/2026", "off": "4/30/2026"}


@pytest.mark.parametrize(("key", "date"), NOTICES.items())
def test_a_notice_sets_every_control(key, date):
    app = visit(reveal="1", date="1.1.2000", ways="backward")
    app.button(key=f"notice_{key}").click().run()
    assert "".join(views(app)["tagged"]["tokens"]) == date
    assert sum(row(app, "two_way")["wrong"]) == (3 if key == "off" else 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_opens(language):
    app = visit(lang=language, reveal="1", cheating="true", layers_title="true", hood="true")
    assert any("def step" in code.value for code in app.code)
    assert len(app.code) >= 3
    text = load("deep_and_bidirectional", language)
    for head in ("right_tags", "own_dates", "hidden_units", "commonest"):
        assert text[head] in said(app)
    assert text["all"].format(n="12,000") in said(app)


@pytest.mark.parametrize(
    ("share", "expected"), [(1, "100.0%"), (0.99972, "99.97%"), (0.9724, "97.2%"), (0, "0.0%")]
)
def test_what_is_nearly_all_is_not_written_as_all(share, expected):
    assert percent(share) == expected


def test_the_guesses_are_the_fields_of_the_date():
    app = visit(date="Fri, 4/3/2026")
    (pills,) = (group for group in app.get("button_group") if "Fri, 4" in str(group.proto))
    shown = [option.content for option in pills.proto.options]
    asked = load("deep_and_bidirectional", "en")["asked"]
    assert shown[1:4] == [asked.format(field=field) for field in ("Fri, 4", "3", "2026")]
