"""What the lesson on the whole Transformer asks, and how a guess came out."""

from collections.abc import Sequence

import streamlit as st

from core.lessons.transformer.lesson import (
    ANSWERS,
    TAKEN,
    card,
    costs_most,
    left,
)
from core.lessons.transformer.settings import Transformer
from ui import link, predict
from ui.controls import set_one
from ui.text import Text
from viz.view import Verdict

ABOUT = "what holds it together"  # what a guess is about: the trained model, whatever it reads


def ask(text: Text) -> None:
    """What costs most? One of four; with the answer the line is cut in the picture."""
    if predict.revealed():
        with st.container(horizontal=True, key="after"):
            predict.again(text)
            if link.read("off") or link.read("cut") or link.read("heads"):
                st.button(text["put_back"], on_click=_put_back, key="put_back", type="tertiary")
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
    if not any(link.read(field) for field in ("off", "cut", "heads")):
        set_one(Transformer, name, code)


def _put_back() -> None:
    for name in ("off", "cut", "heads"):
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
    """What costs most, and what is left right without each of the four."""
    answer = costs_most()
    each = [f"{text[f'short.{a}']} {percent(mean(left(a)))}" for a in ANSWERS]
    said = text["costs"].format(answer=text[f"short.{answer}"], each=text["comma"].join(each))
    guess = link.read(predict.GUESS) or predict.OPEN
    scored = guess in ANSWERS and predict.scored(ABOUT)
    return predict.verdict([guess == answer] if scored else [], said)


def mean(values: Sequence[float]) -> float:
    """The mean over the seeds."""
    return sum(values) / len(values)


def percent(share: float) -> str:
    """A share in per cent: whole, and with a digit behind the point where it is below 1."""
    per_cent = 100 * share
    return f"{per_cent:.0f}%" if per_cent >= 1 or per_cent == 0 else f"{per_cent:.1f}%"
