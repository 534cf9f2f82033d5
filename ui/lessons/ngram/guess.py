"""The question of the n-gram lesson: the best n for two texts, and how a guess came out."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from core.lessons.ngram.lesson import ASKED, ORDERS, answer, orders_of
from core.lessons.ngram.settings import Ngram
from ui import link, predict
from ui.controls import set_one
from ui.text import Text
from viz.numbers import short
from viz.view import Verdict

ABOUT = "the best n"  # a guess is about two texts, whatever the picture shows


def ask(text: Text) -> dict[str, str]:
    """Ask for the best n for each of the two texts; with the answer, offer to see the other one."""
    names = {code: text[f"asked.{code}"] for code in ASKED}
    codes = tuple(map(str, ORDERS))
    if not predict.revealed():
        return predict.ask(text, names, codes, st.pills, about=ABOUT)
    with st.container(horizontal=True, vertical_alignment="center", key="after"):
        guesses = predict.ask(text, names, codes, st.pills, about=ABOUT)
        other = ASKED[(link.read("corpus") or ASKED[0]) == ASKED[0]]
        show = partial(set_one, Ngram, "corpus", other)
        st.button(text[f"show.{other}"], on_click=show, key="other", type="tertiary")
    return guesses


def guessed(code: str) -> int | None:
    """The n that was guessed for a text, where the guess is scored."""
    said = link.read(f"guess_{code}") if code in ASKED and predict.scored(ABOUT) else None
    return int(said) if said in tuple(map(str, ORDERS)) else None


def verdict(text: Text, guesses: Mapping[str, str]) -> Verdict:
    """The best n of each text and its perplexity, in one sentence."""
    live = {}
    for code in ASKED:
        found = orders_of(code)
        live[code] = answer(code)
        live[f"{code}_perplexity"] = short(float(found.heldout.min()), 3)
        yours = guesses.get(code)
        live[f"{code}_guess"] = text["yours"].format(n=yours) if yours else ""
    rights = [guesses.get(code) == answer(code) for code in ASKED] if guesses else []
    return predict.verdict(rights, text["best"].format(**live))
