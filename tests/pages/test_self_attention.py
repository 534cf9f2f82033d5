"""The page on self-attention as a reader drives it: links, extremes, guesses, unknown words."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from core.lessons.self_attention import parallel_time
from core.lessons.self_attention.lesson import asked, record_lesson, shipped, strongest
from core.lessons.self_attention.settings import SENTENCE, SelfAttention
from core.shipped.store import card as shipped_card
from tests.pages.every_control import every_control
from tests.pages.reader import extremes, payload, said, verdict, visitor
from ui.lessons.self_attention.parts import TIMED
from ui.markdown import plain
from ui.text import LANGUAGES, load

visit = visitor("self_attention")


@pytest.fixture(autouse=True)
def timed_for_short(monkeypatch):
    """Two rounds, and none only because there is time for it."""
    monkeypatch.setattr(parallel_time, "SPENT", 0)


LONGEST = "although the girl was tired , " * 3 + "tea is tea ."


def test_every_control_at_its_extremes():
    def look(app, link):
        sentence = link.get("sentence", SENTENCE)
        assert payload(app)["views"][0]["data"]["tokens"] == sentence.split()

    values = [*extremes(SelfAttention), ("sentence", "tea"), ("sentence", LONGEST)]
    every_control(visit, SelfAttention, values, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_opens(language):
    app = visit(lang=language, reveal="1", scaling="true", parallel="true", hood="true")
    assert payload(app, 1)["views"]
    assert len(app.get("plotly_chart")) == 1
    card = shipped_card("word_encoder")
    notes = " ".join(caption.value for caption in app.caption)
    for figures in ("heldout", "heldout without the scale"):
        assert f"{card[figures]['accuracy']:.1%}" in notes
        assert f"{card[figures]['bits']:.2f}" in notes
    assert any("def attention" in code.value for code in app.code)


def test_the_race_is_run_again_on_a_button():
    torch.set_num_threads(2)
    app = visit(reveal="1", parallel="true")
    with ThreadPoolExecutor(1) as another:  # the number is each thread's own once it has been used
        assert another.submit(torch.get_num_threads).result() == 1
    first = app.session_state[TIMED]
    app.run()
    assert app.session_state[TIMED] is first
    app.button(key=f"{TIMED}:again").click().run()
    assert not app.exception
    assert app.session_state[TIMED] is not first


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guess_is_scored_for_the_head_it_was_made_for(language):
    made = shipped()
    best = strongest(made, SelfAttention.head, asked(made.words))
    app = visit(lang=language, guess=str(best + 1))
    app.button(key="check_guess").click().run()
    mark, told = verdict(app)
    assert mark == "right"
    assert made.words[best] in told
    app.query_params["head"] = "0"
    app.run()
    mark, told = verdict(app)
    assert mark == "right"
    assert told.startswith(load("app", language)["guessed_before"].split("{said}")[0])


def test_the_object_decides_the_verb_as_the_why_says():
    """In the opening sentence tea gets the most attention; with another object the verb changes."""
    made, p = shipped(), asked(shipped().words)
    assert made.words[strongest(made, SelfAttention.head, p)] == "tea"
    for object_, verb in (("tea", "drank"), ("cakes", "made")):
        sentence = SENTENCE.replace("tea", object_)
        filling = record_lesson(SelfAttention(sentence=sentence)).filling
        assert filling.candidates(p, 1)[0][0] == verb


def test_the_asked_question_is_covered_until_the_guess():
    assert asked(shipped().words) not in payload(visit())["views"][0]["data"]["queries"]
    shown = payload(visit(reveal="1"))["views"][0]["data"]["queries"]
    assert shown == list(range(len(SENTENCE.split())))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_word_is_named_and_near_ones_offered(language):
    app = visit(lang=language, sentence="Lily [MASK] teas .")
    (error,) = app.error
    assert "Lily" in error.value
    assert "tea" in error.value
    assert payload(app)["views"][0]["data"]["tokens"] == SENTENCE.split()
    app = visit(lang=language, sentence="tea " * 25)
    assert "25" in app.error[0].value


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_fits_a_sentence_with_a_gap_and_one_without(language):
    text = load("self_attention", language)
    assert SENTENCE.split()[0] not in text("question")
    gap = said(visit(lang=language, sentence="[MASK] tea ."))
    assert text("predict", word=plain("[MASK]")) in gap
    whole = said(visit(lang=language, sentence="she drank tea ."))
    assert text("predict_whole", word="tea") in whole
    assert text("predict", word="tea") not in whole


def test_only_the_newest_refusal_is_told():
    app = visit()
    app.text_input(key="sentence").set_value("Lili [MASK] rockets at home").run()
    assert [error.value for error in app.error] == [
        load("self_attention", "en")["unknown"].format(words="rockets")
        + " "
        + load("self_attention", "en")["near"].format(words="cakes, broke, market")
    ]
    app.text_input(key="sentence").set_value("").run()
    assert len(app.error) == 1
    assert "rockets" not in app.error[0].value
