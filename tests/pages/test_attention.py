"""The lesson on attention as a reader drives it, in both languages."""

import pytest
from streamlit.testing.v1 import AppTest

from core.data.chinese_english import PHENOMENA, corpus
from core.data.dates import LOCALES
from core.lessons.attention.lesson import SURE, asked, record_lesson, shipped
from core.lessons.attention.run import every_scoring
from core.lessons.attention.settings import Attention, Lesson
from core.measures.sharpness import looks
from tests.pages.every_control import every_control
from tests.pages.reader import extremes, said, visitor
from tests.pages.reader import payload as stage
from ui.lessons.attention.parts import finds
from ui.lessons.attention.sentence import of_dates
from ui.markdown import plain
from ui.text import LANGUAGES, load

visit = visitor("attention")
TEXTS = {language: load("attention", language) for language in LANGUAGES}


def words(app, view=0):
    return stage(app)["views"][view]["data"]["target"]


def test_it_opens_covered_and_a_guess_is_scored_against_model_and_gold():
    app, own = visit(), shipped().own
    t = asked(own)
    assert words(app) == list(own.target[:t])
    assert app.button(key="check_guess").disabled
    app = visit(guess=str(own.source.index("昨天") + 1))
    app.button(key="check_guess").click().run()
    text, verdict = TEXTS["en"], stage(app)["verdict"]
    assert words(app) == list(own.target)
    answer = "昨天 (yesterday)"
    looks = text["looks_at"].format(word=own.target[t], answer=answer)
    assert verdict == {"mark": "right", "said": looks + text["gold_is"].format(answer=answer)}
    app.button(key="guess_again").click().run()
    assert words(app) == list(own.target[:t])


def test_a_guess_and_the_answer_are_marked_once_the_answer_shows():
    own = shipped().own
    t, answer = asked(own), own.source.index("昨天")
    app = visit(guess="1.6")
    assert stage(app)["views"][0]["data"]["marks"] is None
    app.button(key="check_guess").click().run()
    marks = stage(app)["views"][0]["data"]["marks"]
    assert marks == {"word": t, "you": [0, 5], "answer": [answer]}
    shown = stage(visit(reveal="1"))["views"][0]["data"]["marks"]
    assert shown == {"word": t, "you": [], "answer": [answer]}
    forced = stage(visit(reveal="1", attend="10-5"))["views"][0]["data"]
    assert forced["marks"] is None


@pytest.mark.parametrize(("language", "gloss"), [("en", "yesterday"), ("zh", "")])
def test_every_choice_carries_its_gloss_in_english(language, gloss):
    app, own = visit(lang=language), shipped().own
    place = own.source.index("昨天")
    pills = next(group for group in app.button_group if group.key.startswith("guess"))
    expected = f"昨天 :small[{gloss}]" if gloss else "昨天"
    assert pills.options[place] == expected
    data = stage(app)["views"][0]["data"]
    assert data["glosses"][place] == gloss
    assert data["source"] == list(own.source)


@pytest.mark.parametrize("language", LANGUAGES)
def test_traditional_characters_are_offered_in_simplified_ones(language):
    app = visit(lang=language, reveal="1", how="own", sentence="我喜欢猫")
    app.text_input(key="sentence").set_value("他們在花園畫畫").run()
    app.button(key="plain_sentence").click().run()
    assert not app.error
    assert stage(app)["views"][0]["data"]["source"] == ["他们", "在", "花园", "画", "画", "。"]


def test_show_this_keeps_the_guess():
    app = visit(guess="1.6")
    app.button(key="check_guess").click().run()
    verdict = stage(app)["verdict"]
    assert verdict["mark"] == "wrong" or verdict["mark"] == "partly"
    for key in ("notice_order", "notice_time"):
        app.button(key=key).click().run()
        assert stage(app)["verdict"] == verdict
    assert stage(app)["views"][0]["data"]["marks"]["you"] == [0, 5]
    app.button(key="notice_time").click().run()
    assert app.button(key="notice_time").label == load("app", "en")["shown_above"]


def test_a_wrong_guess_is_told_so():
    app = visit(guess="1.6")
    app.button(key="check_guess").click().run()
    assert stage(app)["verdict"]["mark"] == "partly"
    app = visit(guess="1")
    app.button(key="check_guess").click().run()
    assert stage(app)["verdict"]["mark"] == "wrong"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "link",
    [
        {"show": "beam", "width": "1"},
        {"show": "beam", "width": "6"},
        {"show": "compare", "other": "我喜欢猫"},
        {"how": "own", "sentence": "她不喜欢这本书"},
        {"how": "date", "locale": "ja_JP", "show": "compare"},
        {"how": "date", "locale": "zh_CN", "form": "short", "show": "beam"},
        {"show": "scorings"},
        {"scoring": "none", "attend": "2-1"},
        {"hood": "true", "sharp": "true", "source": "2"},
    ],
)
def test_every_view_runs(link, language):
    app = visit(lang=language, reveal="1", **link)
    assert not app.error
    assert stage(app)["views"][0]["summary"]


VALUES = [
    *extremes(Attention, without=("locale", "form")),
    *(("phenomena", PHENOMENA[end]) for end in (0, -1)),
    *((name, "书" * length) for name in ("sentence", "other") for length in (1, 120)),
    ("attend", "1-1.13-10"),
    ("prefix", " ".join(["the"] * 60)),
]
SCENES = (
    {"how": "built", "guess": "1"},
    {"how": "built", "show": "beam", "guess": "60"},
    {"how": "built", "show": "compare"},
    {"how": "own"},
    {"how": "date", "locale": LOCALES[0], "date": "1950-01-01", "form": "short"},
    {"how": "date", "locale": LOCALES[-1], "date": "2049-12-31", "form": "short"},
)


def test_every_control_at_its_extremes():
    def look(app, link):
        assert stage(app)["views"][0]["summary"]

    every_control(visit, Attention, VALUES, *SCENES, look=look)


@pytest.mark.parametrize("link", [{"draw": "many", "source": "x", "press": "?"}, {"t": "-3"}])
def test_nonsense_in_a_link_falls_back(link):
    app = visit(reveal="1", show="all", phenomena="a.b", scoring="x", guess="q", **link)
    assert not app.error
    assert words(app) == list(shipped().own.target)


def test_forced_attention_and_words_show_both_translations_and_can_be_freed():
    app = visit(reveal="1", attend="10-5", prefix="the unicorn")
    view = stage(app)["views"][0]["data"]
    assert view["attention_forced"][9]
    assert view["forced"][0]
    assert TEXTS["en"]["prefix_unknown"].format(words="unicorn") in [w.value for w in app.warning]
    assert "~~tree~~" in said(app)
    assert TEXTS["en"]["forced_look"].format(n=10, source=r"孩子 \(child\)") in said(app)
    app.button(key="reset").click().run()
    assert words(app) == list(shipped().own.target)
    assert "~~" not in said(app)


def test_a_link_brings_back_what_was_forced_in_the_other_language():
    link = {"reveal": "1", "attend": "10-5", "prefix": "the", "source": "3", "t": "12"}
    english, chinese = stage(visit(**link)), stage(visit(lang="zh", **link))
    assert english["picked"] == chinese["picked"]
    assert english["picked"]["attend"] == "10-5"
    assert english["seek"] == chinese["seek"] == 11
    data = [each["views"][0]["data"]["target"] for each in (english, chinese)]
    assert data[0] == data[1]


@pytest.mark.parametrize("show", ["attention", "scorings", "compare"])
def test_another_sentence_plays_the_word_that_is_asked_of_it(show):
    app = visit(reveal="1", t="55", show=show)
    before = stage(app)["replay"]
    app.button(key="another").click().run()
    made = stage(app)
    assert made["replay"] == before + 1
    assert made["seek"] is None
    assert made["asked"]


def test_what_was_forced_does_not_follow_to_another_sentence():
    app = visit(reveal="1", attend="10-5")
    app.button(key="another").click().run()
    assert stage(app)["picked"]["attend"] == ""
    assert words(app) != list(shipped().own.target)


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_words_are_marked_and_near_ones_offered(language):
    app = visit(lang=language, reveal="1", how="own", sentence="我喜欢猫")
    app.text_input(key="sentence").set_value("昨夜我看书了").run()
    assert TEXTS[language]["unknown"] in app.error[0].value
    assert TEXTS[language]["unknown_sentence"] in app.error[0].value
    assert ":red-background[" in said(app)
    assert words(app)[-1] == "⟨end⟩"  # the last good sentence
    offer = next(button for button in app.button if button.key.startswith("near_sentence"))
    offer.click().run()
    assert not app.error


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_words_of_the_second_sentence_too(language):
    text, link = TEXTS[language], {"lang": language, "reveal": "1", "show": "compare"}
    app = visit(**link, other="昨夜我看书了")
    assert len(app.error) == 1
    assert text["unknown"] in app.error[0].value
    assert text["unknown_other"] in app.error[0].value
    assert ":red-background[" in said(app)
    assert [view["data"]["parts"] for view in stage(app)["views"]] == [["links", "map", "cards"]]
    next(button for button in app.button if button.key.startswith("near_other")).click().run()
    assert not app.error
    assert [view["data"]["parts"] for view in stage(app)["views"]] == [["links"], ["links"]]
    assert text["empty"] in visit(**link, other=" ").error[0].value


def why_of(language, key, **link):
    """The explanation on the page, and whether it is the section ``key`` of the text."""
    start = TEXTS[language].sections[key].split("@{")[0].strip()
    shown = said(visit(lang=language, reveal="1", **link))
    return start in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_why_claims_what_holds_for_the_word(language):
    assert why_of(language, "why_found")
    assert why_of(language, "why_none", scoring="none")
    assert why_of(language, "why_looked", how="own", sentence="她不喜欢这本书")


@pytest.mark.parametrize("draw", range(8))
@pytest.mark.parametrize("scoring", ["additive", "dot", "general"])
def test_a_cause_is_claimed_for_a_right_word_and_a_right_look_only(draw, scoring):
    found = record_lesson(Attention(draw=draw, scoring=scoring))
    own, pair = found.own, found.reading.pair
    for t in range(len(own.target)):
        right = own.target[: t + 1] == pair.target[: t + 1]
        linked = right and own.weights[t].argmax() in pair.sure[t]
        assert finds(found, t) == (linked and own.weights[t].max() > SURE)
    wrong = Lesson(reading=found.reading._replace(pair=None), trace=own, own=own)
    assert not finds(wrong, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_is_spoken_of_as_characters(language):
    plain_text, text = TEXTS[language], of_dates(TEXTS[language])
    assert set(plain_text.words("date")) < set(plain_text.labels)
    link = {"lang": language, "how": "date", "locale": "de_DE"}
    app, own = visit(**link), record_lesson(Attention(how="date", locale="de_DE")).own
    written = plain("".join(own.target[: asked(own)]))
    assert text("predict", written=written) in said(app)
    view = stage(app)["views"][0]["data"]
    assert view["words"]["ask"] == text["attend.ask"] == plain_text["date.attend.ask"]
    assert "2026" in stage(app)["views"][0]["summary"]
    app = visit(**link, reveal="1")
    assert text("why", unit=plain_text["date.unit"]) in said(app)
    app.text_input(key=f"prefix:{language}").set_value("1999").run()
    assert "".join(words(app)[:4]) == "1999"
    assert app.text_input(key=f"prefix:{language}").value == "1999"


@pytest.mark.parametrize("language", LANGUAGES)
def test_phenomena_that_never_meet_are_told_so(language, monkeypatch):
    monkeypatch.setattr(corpus, "TRIES", 100)
    app = visit(lang=language, reveal="1", phenomena="comparison.identity.existence.ba.bei")
    assert [error.value for error in app.error] == [TEXTS[language]["impossible_sentence"]]


@pytest.mark.parametrize("key", ["time", "force", "twice", "order"])
def test_a_notice_sets_every_control(key):
    app = visit(reveal="1", attend="3-1", prefix="a", draw="7")
    app.button(key=f"notice_{key}").click().run()
    assert not app.exception
    picked = stage(app)["picked"]
    assert picked["attend"] == ("10-5" if key == "force" else "")
    assert picked["prefix"] == ("yesterday" if key == "twice" else "")
    assert stage(app)["views"][0]["data"]["source"] == list(shipped().own.source)


@pytest.mark.parametrize("key", ["month", "turned", "neighbour"])
def test_what_the_notices_of_a_date_say_is_so(key):
    app = visit(reveal="1", how="date", locale="fi_FI")
    app.button(key=f"notice_{key}").click().run()
    assert not app.exception
    link = dict(app.query_params)
    locale, form = link.get("locale", "zh_CN"), link.get("form", "full")
    own = record_lesson(Attention(how="date", locale=locale, form=form)).own
    source, t = "".join(own.source), stage(app)["seek"] // 5
    assert "".join(stage(app)["views"][0]["data"]["source"]) == source.replace(" ", "␣")
    best = own.weights.argmax(axis=1)
    if key == "month":
        assert t == 5
        assert all(source[best[k]] in "ovem" for k in (5, 6))
    elif key == "turned":
        assert t == 8
        assert best[8] < best[9] < source.index(".")
        assert best[9] < best[:8].min()
    else:
        assert (t, own.target[0], source[best[0]]) == (0, "2", "0")
        assert source[:4] == "2026"


def test_digits_of_a_date_are_linked_one_to_one():
    pair = record_lesson(Attention(how="date", locale="en_US")).reading.pair
    year = "".join(pair.source).index("2026")
    assert [sorted(links) for links in pair.sure[:4]] == [[year + k] for k in range(4)]
    assert pair.possible[0] == frozenset(range(year, year + 4))
    assert len(pair.sure[5]) == len("November")


def test_what_the_notices_say_is_so():
    own = shipped().own
    assert own.source[own.weights[own.target.index("yesterday")].argmax()] == "昨天"
    sums = dict(zip(own.source, own.weights.sum(axis=0), strict=True))
    assert sums["的"] < 0.2
    assert sums["了"] < 0.2
    assert "drew a child yesterday" in " ".join(words(visit(reveal="1", attend="10-5")))
    app = visit(reveal="1", prefix="yesterday")
    assert words(app).count("yesterday") == 2
    order = " ".join(words(visit(reveal="1", show="compare"), 1))
    assert "who cooked in the kitchen yesterday drew" in order


@pytest.mark.parametrize("locale", ["de_DE", "ja_JP", "tr_TR", "zh_CN"])
def test_a_date_is_read_in_any_language(locale):
    app = visit(reveal="1", how="date", locale=locale, date="2031-03-09")
    assert "".join(words(app)[:10]) == "2031-03-09"
    assert stage(app)["views"][0]["data"]["gold"][0]
    app.text_input(key="date").set_value("2031-02-31").run()
    assert [error.value for error in app.error] == [TEXTS["en"]["impossible_date"]]


def test_a_sharp_model_is_wrong_here_and_the_softer_one_right():
    found = every_scoring(Attention())
    pair = shipped().reading.pair
    additive, general = (looks(found[code], pair) for code in ("additive", "general"))
    assert additive.right == additive.asked
    assert general.right < general.asked
    assert general.largest > additive.largest


def test_what_a_reader_types_is_shown_as_it_is():
    assert plain("**a** :red[b] <i> $x$") == r"\*\*a\*\* \:red\[b\] \<i\> \$x\$"
    assert Attention.rules()["sentence"].high == 120


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_head_of_a_date_speaks_of_characters(language):
    text = load("attention", language)
    dates = text.variant("date")

    def head(**settings):
        def show(language):
            from ui import head
            from ui.text import load

            head.show(load("attention", language))

        app = AppTest.from_function(show, args=(language,))
        app.query_params.update(settings)
        return " ".join(said.value for said in app.run().markdown)

    assert text("question") in head()
    assert dates("question") in head(how="date")
    assert dates["here.1"] in head(how="date")
    assert dates("question") != text("question")
