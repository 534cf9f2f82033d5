"""The question of the n-gram lesson: the best n for two texts, and how a guess came out."""

from collections.abc import Mapping

import streamlit as st

from core.lessons.ngram.lesson import ASKED, ORDERS, answer, orders_of
from ui import link, predict
from ui.text import Text
from viz.numbers import short
from viz.view import Verdict

ABOUT = "the best n"  # a guess is about two texts, whatever the picture shows


def ask(text: Text) -> dict[str, str]:
    """Ask for the best n for each of the two texts."""
    names = {code: text[f"asked.{code}"] for code in ASKED}
    codes = tuple(map(str, ORDERS))
    return predict.ask(text, names, codes, st.pills, about=ABOUT)


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
    return predict.verdict(
        [guess == answer(code) for code, guess in guesses.items()], text["best"].format(**live)
    )
