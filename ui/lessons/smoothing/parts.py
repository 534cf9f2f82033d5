"""The lesson on smoothing around its moving picture: controls, question, verdict, and why."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from core.data.corpora import CODES
from core.lessons.smoothing.curves import ORDERS, answer, by_order, given, outweighed, ratio, unseen
from core.lessons.smoothing.settings import FROM, GUESSES, PLACES, TO, Smoothing
from core.ngrams.learned import learned
from ui import link, predict
from ui.controls import choice, picked, set_one, setting
from ui.markdown import table
from ui.text import Text
from viz.lessons.smoothing.rows import COLOURS
from viz.numbers import grouped, short
from viz.view import Verdict


def above(text: Text) -> dict[str, Any]:
    """The text that was counted, and a button that takes other held-out lines."""
    values = picked(Smoothing)
    words = {code: text[f"corpus.{code}"] for code in CODES}
    default = Smoothing.defaults()["corpus"]
    with st.container(horizontal=True, vertical_alignment="center"):
        values["corpus"] = choice(
            text["corpus"], words, "corpus", default, widget=st.pills, label_visibility="collapsed"
        )
        following = partial(_other, (values["line"] + 1) % PLACES)
        st.button(text["another"], key="another", on_click=following)
    return values


def _other(line: int) -> None:
    """Take other lines, and play them from the beginning."""
    set_one(Smoothing, "line", line)
    predict.play_anew()


def below(text: Text) -> dict[str, Any]:
    """The numbers and the forms of the rules."""
    names = ("delta", "backoff", "kneser_ney")
    values: dict[str, Any] = {}
    with st.container(horizontal=True):
        for name in names:
            values[name] = setting(Smoothing, name, text)
    return values


def curves(code: str) -> dict[str, tuple[float, ...]]:
    """The perplexities that stand in the picture."""
    return {rule: by_order(code, rule) for rule in COLOURS}


def ask(text: Text, settings: Smoothing) -> dict[str, str]:
    """Ask what add-1 makes of longer contexts."""
    live = {
        "corpus": text[f"corpus.{settings.corpus}"],
        "V": f"{len(learned(settings.corpus).vocabulary):,}",
    }
    names = {"ratio": text["guess_label"]}
    said = text("predict", **live)
    then = partial(set_one, Smoothing, "n", TO)  # what is asked about is then chosen
    about = settings.corpus
    return predict.ask(text, names, (*GUESSES,), st.pills, about=about, then=then, said=said)


def guessed(settings: Smoothing) -> str | None:
    """The guess that is scored for this text, or None."""
    guess = link.read("guess_ratio") if predict.scored(settings.corpus) else None
    return guess if guess in GUESSES else None


def verdict(text: Text, settings: Smoothing, guesses: Mapping[str, str]) -> Verdict:
    """How the guess came out, in one sentence, with Kneser–Ney beside it."""
    code = settings.corpus
    one, kneser_ney = by_order(code, "add_one"), by_order(code, "kneser_ney")
    said = text["verdict"].format(
        first=grouped(one[FROM - 1]),
        last=grouped(one[TO - 1]),
        ratio=short(ratio(code)),
        kn_first=grouped(kneser_ney[FROM - 1]),
        kn_last=grouped(kneser_ney[TO - 1]),
        V=f"{len(learned(code).vocabulary):,}",
        share=percent(outweighed(code, TO)),
        yours="".join(text["yours"].format(guess=text[f"guess.{g}"]) for g in guesses.values()),
    )
    return predict.verdict([guess == answer(code) for guess in guesses.values()], said)


def why(text: Text, settings: Smoothing) -> None:
    """How much probability is moved, and to whom."""
    code = settings.corpus
    share = unseen(code)[settings.n - 1]
    st.markdown(text("why" if share else "why_none", unseen=percent(share), n=str(settings.n)))
    st.markdown(text("two_questions"))
    V = f"{len(learned(code).vocabulary):,}"
    st.markdown(text("how_much", table=_moved(text, code), V=V))
    live = {}
    for rule in ("kneser_ney", "add_one"):
        _, two, *_, six = by_order(code, rule)
        live[rule] = text["to"].format(first=grouped(two), last=grouped(six))
    st.markdown(text("to_whom", **live))


def _moved(text: Text, code: str) -> str:
    """What add-1 and the best δ give to unseen tokens, and how often these come."""
    best = [learned(code).model(n).parameters.delta for n in ORDERS]
    rows = {
        "add_one": [given(code, n, 1.0) for n in ORDERS],
        "add_delta": [given(code, n, delta) for n, delta in zip(ORDERS, best, strict=True)],
        "unseen": unseen(code),
    }
    cells = [[text[f"row.{name}"], *map(percent, found)] for name, found in rows.items()]
    head = ["n", *map(str, ORDERS)]
    return table(head, cells, [":--", *["--:"] * len(ORDERS)])


def percent(share: float) -> str:
    """A share in per cent, with one digit behind the point below 10 %."""
    return f"{100 * share:.{1 if share < 0.1 else 0}f}%"
