"""What the lesson on heads asks before it answers, and how a guess came out."""

from dataclasses import replace
from functools import partial

import streamlit as st

from core.lessons.multi_head.settings import CODES, LONGEST, Lesson, MultiHead
from core.measures.head_results import breaks, figures
from ui import link, predict
from ui.controls import set_all, set_one
from ui.lessons.multi_head.parts import nothing
from ui.text import Text
from viz.marks import named
from viz.view import Verdict

OPEN = predict.OPEN
NONE = "none"
ABOUT = "breaks copying"  # what a guess is about: the trained model, whatever is read


def ask(text: Text, settings: MultiHead, recorded: Lesson) -> None:
    """Which head does copying need? One of eight, or none; nothing is asked where none copies."""
    if predict.revealed():
        predict.again(text)
        return
    if not recorded.heads.places:
        _offer_repeats(text, settings, recorded)
        return
    heads = {code: named(int(code[0]) - 1, int(code[1]) - 1) for code in CODES}
    predict.ask_one(text, text("predict"), heads | {NONE: text["guess.none"]}, about=ABOUT)


def guessed() -> int | None:
    """The head that was guessed, counted through all layers, where the guess counts."""
    guess = link.read("guess") or OPEN
    return CODES.index(guess) if guess in CODES and predict.scored(ABOUT) else None


def verdict(text: Text, settings: MultiHead) -> Verdict:
    """The head that copying needs, and what the guessed one is.

    It is said of the trained model, also where the one before training is on show.
    """
    found = _of_trained(text)
    if settings.model == "trained":
        return found
    return replace(found, said=text["of_trained"].format(said=found.said))


def _of_trained(text: Text) -> Verdict:
    """By the card's held-out sequences; of a head that is not needed, what is left without it."""
    found = figures()
    answer, needed = breaks(found), named(*breaks(found))
    without = text["needs_head"].format(
        answer=needed, kept=percent(found.without[answer]), n=found.n
    )
    guess = link.read("guess") or OPEN
    if guess not in (*CODES, NONE) or not predict.scored(ABOUT):
        return predict.verdict([], without)
    head = None if guess == NONE else (int(guess[0]) - 1, int(guess[1]) - 1)
    if head in (None, answer):
        return predict.verdict([head == answer], without)
    trap = "trap" if head[0] == 1 else "kept_without"  # they look at what is copied
    kept = text[trap].format(guess=named(*head), kept=percent(found.without[head]))
    return predict.verdict([False], without + kept)


def percent(share: float) -> str:
    """A share as a whole number of per cent."""
    return f"{100 * share:.0f}"


def _offer_repeats(text: Text, settings: MultiHead, recorded: Lesson) -> None:
    """Say that nothing can be copied, and offer the text twice, or the first one."""
    with predict.row():
        predict.question(text(nothing(settings)))
        if settings.times == "1" and 2 * len(recorded.words) <= LONGEST:
            twice = partial(set_one, MultiHead, "times", "2")
            st.button(text["read_twice"], on_click=twice, key="read_twice", type="primary")
        first = text["read_first"].format(text=MultiHead.text)
        st.button(first, on_click=partial(set_all, MultiHead), key="read_first")
