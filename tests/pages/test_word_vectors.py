"""The lesson on word vectors as a reader drives it: controls, guesses, what to notice, sections."""

import pytest

from core.lessons.word_vectors.lesson import answer, nearest_word, record_lesson
from core.lessons.word_vectors.settings import NAMED, OPTIONS, WordVectors
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, payload, said, tell, verdict, views, visitor
from ui.text import LANGUAGES, load
from viz.numbers import cosine

visit = visitor("word_vectors")
OPEN = dict.fromkeys(("shift", "tree", "analogies"), "true")
SECTIONS = ("step", "lookup", "opposites", "models", "mistakes", "hood")


def test_every_control_at_its_extremes():
    def look(app, link):
        settings = meant(WordVectors, link)
        trace, shown = record_lesson(settings), views(app)
        assert shown["word_map"]["named"] == list(trace.followed[:NAMED])
        assert shown["closest"]["asked"] == trace.followed[settings.word]
        assert payload(app)["picked"]["word"] == settings.word
        assert len(views(app, 1)["plot"]["points"][0]["places"]["shape"]) == 3
        leaves = [node for node in views(app, 2)["huffman"]["nodes"] if not node["children"]]
        assert len(leaves) == (6 if settings.counted == "letters" else 12)

    every_control(visit, WordVectors, extremes(WordVectors), OPEN, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("corpus", OPTIONS)
def test_a_guess_uncovers_and_is_scored(language, corpus):
    settings = WordVectors(corpus=corpus)
    first, second = (answer(settings, word) for word in OPTIONS[corpus])
    wrong = str(int(second) % 4 + 1)
    link = {f"guess_{corpus}_1": first, f"guess_{corpus}_2": wrong}
    app = visit(lang=language, corpus=corpus, **link)
    before = views(app)
    assert before["closest"]["names"] == []
    covered, followed = before["word_map"]["covered"], record_lesson(settings).followed
    hidden = {followed[k] for k in covered}
    assert hidden and hidden <= {word for words in OPTIONS[corpus].values() for word in words}
    assert not hidden & set(before["word_map"]["named"])
    app.button(key="check_guess").click().run()
    mark, told = verdict(app)
    trace = record_lesson(settings)
    assert mark == "partly"
    for word in OPTIONS[corpus]:
        found, near = nearest_word(trace, word)
        assert found in told and cosine(near) in told
    after = views(app)
    assert after["word_map"]["covered"] == []
    assert after["closest"]["names"][-1][0] == nearest_word(trace, trace.followed[0])[0]
    assert list(after["closest"]["marked"].values()) == ["guess"]


def test_one_of_the_two_words_may_be_left_open():
    right = answer(WordVectors(), "left")
    app = visit()
    assert app.button(key="check_guess").disabled
    app = visit(guess_documentation_2=right)
    app.button(key="check_guess").click().run()
    assert verdict(app)[0] == "right"


def test_showing_scores_nothing_and_a_word_can_be_picked():
    app = visit(reveal="1")
    assert verdict(app)[0] == "shown"
    tell(app, {"word": 3})
    app.run()
    assert app.query_params["word"] == "3"
    assert views(app)["closest"]["asked"] == record_lesson(WordVectors()).followed[3]


def test_a_leaf_can_be_picked_and_another_text_asks_anew():
    app = visit(reveal="1", tree="true")
    assert payload(app, 1)["picked"] == {"leaf": 0}
    app = visit(corpus="english")
    assert views(app)["closest"]["asked"] == "hot"


@pytest.mark.parametrize(
    ("key", "settings"),
    [
        ("begins", WordVectors()),
        ("apart", WordVectors()),
        ("chinese", WordVectors(corpus="chinese")),
    ],
)
def test_a_notice_sets_every_control(key, settings):
    app = visit(reveal="1", corpus="english", architecture="cbow", word="9")
    app.button(key=f"notice_{key}").click().run()
    assert views(app)["word_map"]["named"] == list(record_lesson(settings).followed[:NAMED])
    assert payload(app)["picked"]["word"] == settings.word


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("corpus", OPTIONS)
def test_every_section_opens(language, corpus):
    link = {**OPEN, **dict.fromkeys(SECTIONS, "true")}
    app = visit(lang=language, corpus=corpus, reveal="1", **link)
    text = load("word_vectors", language)
    assert not app.exception
    assert any("def step" in code.value for code in app.code)
    for head in ("rates_nearest", "models_common", "tree_siblings", "opposites_pair"):
        assert text[head] in said(app)
    assert "224" in said(app)
