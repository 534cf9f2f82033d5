"""The page on n-grams as a reader drives it."""

import numpy as np
import pytest

from core.data.corpora import own
from core.lessons.ngram.lesson import orders_of, orders_trace, record_lesson
from core.lessons.ngram.settings import Ngram
from core.ngrams.learned import Learned
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, payload, verdict, views, visitor
from ui.text import LANGUAGES, load

visit = visitor("ngram")
SCENES: list[dict[str, str]] = [
    {"film": "read"},
    {"film": "write"},
    {"film": "count"},
    {"corpus": "own"},
]
OWN = "\n".join(f"the cat number {k} sat on mat {k * 7 % 5}." for k in range(30))


def tokens(app):
    return [word for word, special, _ in views(app)["window"]["tiles"] if not special]


def test_every_control_at_its_extremes():
    def look(app, link):
        settings = meant(Ngram, link)
        recorded = record_lesson(settings)
        written = [t.replace(" ", "␣") for t in recorded.film.tokens if not t.startswith("⟨")]
        assert tokens(app) == written
        assert payload(app)["picked"]["n"] == settings.n
        kind = "factors" if settings.film == "read" else "shares"
        assert kind in views(app)

    every_control(visit, Ngram, extremes(Ngram), *SCENES, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("names", "idioms", "mark"), [("4", "2", "right"), ("4", "5", "partly"), ("6", "6", "wrong")]
)
def test_a_guess_uncovers_and_is_scored(language, names, idioms, mark):
    app = visit(lang=language, guess_names=names, guess_idioms=idioms)
    (curve,) = views(app)["orders"]["curves"]
    assert curve["values"] is None
    assert {cell for row in views(app)["orders"]["rows"][2:] for cell in row["cells"]} == {"?"}
    app.button(key="check_guess").click().run()
    found, told = verdict(app)
    assert found == mark
    assert "7.96" in told and "384" in told
    curve, _ = views(app)["orders"]["curves"]
    assert views(app)["orders"]["rows"][3]["cells"][:2] == ["461", "384"]
    assert curve["values"] == orders_of("names").heldout.tolist()
    assert curve["guess"] == int(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_the_answer_the_other_text_is_one_press_away(language):
    app = visit(lang=language, reveal="1")
    app.button(key="other").click().run()
    assert app.query_params["corpus"] == "idioms"
    assert views(app)["orders"]["curves"][0]["best"] == 2
    app.button(key="other").click().run()
    assert "corpus" not in app.query_params


def test_another_film_plays_from_its_beginning():
    app = visit(t="19")
    assert app.query_params["t"] == "19"
    pills = next(group for group in app.button_group if group.key.startswith("film:"))
    pills.set_value("read").run()
    assert "t" not in app.query_params


@pytest.mark.parametrize("start", ["count", "read", "write"])
@pytest.mark.parametrize(("key", "film", "step"), [("zero", "read", 5), ("copies", "write", 48)])
def test_a_notice_opens_the_moment_that_it_speaks_of(key, film, step, start):
    app = visit(reveal="1", film=start)
    app.button(key=f"notice_{key}").click().run()
    said = app.query_params
    assert (said.get("film", "count"), said["t"]) == (film, str(step))
    assert payload(app)["seek"] == step - 1


def test_another_line_and_another_seed_are_in_the_link():
    app = visit(film="read", sentence="anna")
    assert "".join(tokens(app)) == "anna"
    app.button(key="another").click().run()
    assert app.query_params["line"] == "1" and "sentence" not in app.query_params
    line = record_lesson(Ngram(film="read", line=1)).film.tokens[:-1]
    assert tokens(app) == list(line)
    app = visit(film="write")
    app.button(key="draw").click().run()
    assert app.query_params["seed"] == "1"
    drawn = record_lesson(Ngram(film="write", seed=1)).film.tokens
    assert tokens(app) == [token for token in drawn if not token.startswith("⟨")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_readers_own_text_is_counted_and_one_too_short_is_told(language):
    app, text = visit(lang=language, corpus="own"), load("ngram", language)
    assert app.info[0].value == text["own_empty"]
    app.text_area(key="own_text").set_value("too short").run()
    assert app.error[0].value == text["own_short"].format(lines="1", tokens="9")
    assert tokens(app) == tokens(visit(lang=language))
    app.text_area(key="own_text").set_value(OWN).run()
    assert not app.error and "".join(tokens(app)).startswith("the␣cat␣number")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_opens(language):
    folds = dict.fromkeys(("zeros", "writing", "length", "leaked", "hood"), "true")
    app = visit(lang=language, reveal="1", **folds)
    said = " ".join(block.value for block in app.markdown)
    assert "1,000" in said and "141" in said
    assert any("def add_delta" in code.value for code in app.code)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("corpus", ["names", "idioms"])
def test_the_strip_opens_for_the_text_and_n_of_the_page(language, corpus):
    app = visit(lang=language, reveal="1", strip="true", corpus=corpus, n="3")
    said = " ".join(block.value for block in app.markdown)
    mean = np.log2(orders_of(corpus).heldout[2])
    assert f"2^{{{mean:.4f}}}" in said
    assert f"| {mean:.2f} | {mean:.4f} |" in said


@pytest.mark.parametrize("unit", ["characters", "words"])
def test_the_strip_reads_a_readers_own_text(unit):
    app = visit(corpus="own", unit=unit, reveal="1", strip="true", n="2")
    app.text_area(key="own_text").set_value(OWN).run()
    assert not app.exception
    mean = np.log2(orders_trace(Learned(own(OWN, unit))).heldout[1])
    assert any(f"2^{{{mean:.4f}}}" in block.value for block in app.markdown)
