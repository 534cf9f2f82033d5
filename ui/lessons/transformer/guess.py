"""The question of the lesson on the whole Transformer, and how a guess came out."""

from collections.abc import Iterable

import streamlit as st

from core.lessons.transformer.lesson import (
    ANSWERS,
    TAKEN,
    card,
    costs_most,
    counted_right,
)
from core.lessons.transformer.settings import Transformer
from ui import link, predict
from ui.controls import set_one
from ui.text import Text
from viz.view import Verdict

TAKEN_AWAY = ("off", "cut", "heads")  # what is taken away, in the link
ABOUT = "what holds it together"  # what a guess is about: the trained model, whatever it reads


def ask(text: Text) -> None:
    """What costs most? One of four; with the answer the line is cut in the picture."""
    if predict.revealed():
        with st.container(horizontal=True, vertical_alignment="center", key="after"):
            predict.again(text)
            taken = any(link.read(name) for name in TAKEN_AWAY)
            # one button with two names: it keeps the focus
            name, press = ("put_back", _put_back) if taken else ("cut_line", _cut)
            st.button(text[name], on_click=press, key="taken", type="tertiary")
            st.caption(text["press"])
        return
    words = {answer: guess_label(text, answer) for answer in ANSWERS}
    with predict.row():
        predict.question(text("predict", of=str(sentences())))
        with st.container(horizontal=True, key="guesses"):
            guess = predict.one_of(text["guess"], words, predict.GUESS, st.pills, seen=False)
        predict.decide(text, ABOUT, ready=guess != predict.OPEN, then=_cut)


def _cut() -> None:
    """Take away what costs most, where nothing is taken away yet."""
    name, code = TAKEN[costs_most()].split()
    if not any(link.read(field) for field in TAKEN_AWAY):
        set_one(Transformer, name, code)


def _put_back() -> None:
    for name in TAKEN_AWAY:
        set_one(Transformer, name, "")


def guess_label(text: Text, answer: str) -> str:
    """What may be taken away, with the weights that go with it."""
    return text[f"guess.{answer}"].format(weights=f"{weights_of(answer):,}")


def weights_of(answer: str) -> int:
    """How many weights go with an answer, from the sizes on the model's card."""
    sizes = card()["config"]["sizes"]
    d, hidden, heads = sizes["d"], sizes["hidden"], sizes["heads"]
    attention = 4 * d * d
    feed = 2 * d * hidden + hidden + d
    return {"self": attention, "feed": feed, "head": attention // heads, "line": 0}[answer]


def sentences() -> int:
    """The held-out sentences that were translated without each part."""
    return int(card()["seeds"][0]["right without"]["of"])


def verdict(text: Text) -> Verdict:
    """What costs most, and how many sentences this model gets right without each of the four."""
    answer = costs_most()
    shown = {a: counted_right(a) for a in ANSWERS}
    others = [text[f"short.{a}"].format(left=shown[a]) for a in ANSWERS if a != answer]
    said = text["costs"].format(
        answer=text[f"short.{answer}"].format(left=shown[answer]),
        all=counted_right(),
        of=sentences(),
        others=text["comma"].join(others),
    )
    guess = guessed()
    return predict.verdict([guess == answer] if guess else [], said)


def guessed() -> str:
    """The guess that is scored; "" if there is none."""
    guess = link.read(predict.GUESS) or predict.OPEN
    return guess if guess in ANSWERS and predict.scored(ABOUT) else ""


def percent(share: float) -> str:
    """A share in per cent: whole, and with a digit behind the point where it is below 1."""
    per_cent = 100 * share
    return f"{per_cent:.0f}%" if per_cent >= 1 or per_cent == 0 else f"{per_cent:.1f}%"


def between(values: Iterable[float]) -> str:
    """The worst and the best of several shares."""
    low, *_, high = sorted(values)
    return percent(low) if percent(low) == percent(high) else f"{percent(low)} – {percent(high)}"
