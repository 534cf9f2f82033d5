"""The page on the plain RNN as a reader drives it: links, extremes, guesses, unknown words."""

import pytest

from core.lessons.rnn.lesson import shares, shipped
from core.lessons.rnn.settings import HAND, Rnn
from tests.pages.every_control import every_control
from tests.pages.reader import extremes, numbers, payload, said, tell, verdict, views, visitor
from ui.text import LANGUAGES, load

visit = visitor("rnn")
LONGEST = "although the girl who learns Japanese is tired , she wants to swim today now ."
BELOW = ("combine", *HAND)


def test_every_control_at_its_extremes():
    def look(app, link):
        words = link.get("sentence", Rnn().sentence).split()
        assert views(app)["unfold"]["tokens"] == words[:-1]

    values = [*extremes(Rnn, without=BELOW), ("sentence", "drink tea ."), ("sentence", LONGEST)]
    every_control(visit, Rnn, [v for v in values if v[0] not in BELOW], look=look)


@pytest.mark.parametrize("end", ["-2", "2"])
def test_the_weights_by_hand_at_their_extremes(end):
    app = visit(reveal="1", hand="true", **dict.fromkeys(HAND, end))
    sums = views(app, 1)["equations"]["items"][-1]["slots"]
    assert all(values[-1] not in (None, "nan") for values in sums.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_opens(language):
    folded = ("sum", "hand", "general", "sharing", "truncated", "shuffled", "hood")
    app = visit(lang=language, reveal="1", **dict.fromkeys(folded, "true"))
    kinds = [set(views(app, k)) for k in range(4)]
    assert kinds == [{"choices", "unfold", "equations"}, {"ledger", "cards"},
                     {"unfold", "equations"}, {"lines"}]  # fmt: skip
    words = said(app)
    assert words.count("76% · 69% · 72%") == 1  # one step back, three seeds
    assert "501,144" in words
    assert any("def step" in code.value for code in app.code)


@pytest.mark.parametrize("combine", ["sum", "product"])
def test_the_common_mistake_is_a_toggle(combine):
    text = load("rnn", "en")
    app = visit(reveal="1", sum="true", combine=combine)
    assert text(f"sum_{combine}") in said(app)
    drawn = views(app, 1)
    if combine == "product":
        assert drawn["lines"]["references"][0]["label"] == "torch.autograd"
        return
    total = numbers(drawn["ledger"]["total"])
    assert total[0] == pytest.approx(shipped().back.autograd[41, 55])


@pytest.mark.parametrize("language", LANGUAGES)
def test_guesses_are_drawn_scored_and_told(language):
    guess = {"guess_1": "0.75", "guess_4": "1", "guess_9": "0.05"}
    app = visit(lang=language, **guess)
    marks = {mark["lag"]: mark["guess"] for mark in views(app)["unfold"]["marks"]}
    assert marks == {0: None, 1: 0.75, 4: 1.0, 9: 0.05}
    assert views(app)["unfold"]["back"] is None
    app.button(key="check_guess").click().run()
    mark, words = verdict(app)
    assert mark == "partly"
    assert "76%" in words
    assert "5.8%" in words
    rights = {m["lag"]: m["right"] for m in views(app)["unfold"]["marks"]}
    assert rights == {0: None, 1: True, 4: False, 9: True}
    influence = numbers(views(app)["unfold"]["back"]["influence"])
    assert influence == pytest.approx(shares(shipped()))


def test_a_short_sentence_asks_only_for_what_is_there():
    app = visit(sentence="who drank coffee ?")
    assert "1 steps back" in said(app)
    assert [m["lag"] for m in views(app)["unfold"]["marks"]] == [0, 1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("sentence", "key"),
    [("the dragon sleeps", "unknown"), ("drink tea", "too_short"), ("tea " * 17, "too_long")],
)
def test_what_cannot_be_read_is_said_and_the_last_picture_stays(language, sentence, key):
    app = visit(lang=language)
    app.text_input(key="sentence").set_value(sentence).run()
    (error,) = app.error
    words = "dragon" if key == "unknown" else "sleeps"
    template = load("rnn", language)[key].format(words=words, n=17)
    assert error.value.startswith(template.split("dragon")[0][:20])
    assert views(app)["unfold"]["tokens"] == list(shipped().words)


def test_a_unit_and_a_look_are_picked_in_the_picture():
    app = visit(reveal="1")
    assert tell(app, {"unit": 7, "look": "folded"}) == {"unit": 7, "look": "folded"}
    assert "7" in views(app)["equations"]["items"][1]["label"]
    assert tell(app, {"unit": 64}, message=2) == {"unit": 7, "look": "folded"}
    assert payload(app)["picked"]["unit"] == 7
