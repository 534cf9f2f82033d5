"""The parts of the lesson on the causal mask around its moving picture."""

from typing import Any, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.lessons.causal_mask import painted as painted_mask
from core.lessons.causal_mask.lesson import ahead, answers, unknown
from core.lessons.causal_mask.patterns import GUESSES
from core.lessons.causal_mask.settings import SIZED, CausalMask, Lesson
from core.lessons.settings import Between, OneOf
from ui import link, predict
from ui.controls import choice, set_one, setting
from ui.markdown import plain
from ui.text import Text
from viz.lessons.causal_mask.masks import visible
from viz.numbers import short
from viz.view import Verdict

OPEN = predict.OPEN
LAST = "causal_mask:last"  # in the session: the mask that was shown last, as a painted one


def above(text: Text) -> tuple[dict[str, Any], DeltaGenerator]:
    """Which mask, and its size if it has one: in a bar above the picture, with room for remarks."""
    with st.container(horizontal=True, vertical_alignment="center", key="masks_bar"):
        values: dict[str, Any] = {"mask": _choice(text, "mask")}
        if values["mask"] in SIZED:
            st.markdown(text[f"n.{values['mask']}"], width="content")
            values["n"] = _size(text)
        return values, st.container(key="remarks", width="stretch")


def typed(text: Text) -> dict[str, Any]:
    """The text that is read."""
    return {"text": setting(CausalMask, "text", text)}


def below(text: Text) -> dict[str, Any]:
    """The model that reads the text, and through how many layers derivatives go."""
    names = ("model", "depth")
    values = {}
    for column, name in zip(st.columns(2), names, strict=True):
        with column:
            values[name] = _choice(text, name, seen=True)
    return values


def paint(name: str, _: Any) -> None:
    """A painted cell makes the mask a painted one."""
    if name == "cells":
        set_one(CausalMask, "mask", "painted")


def painted_from_the_last(values: dict[str, Any]) -> dict[str, Any]:
    """A painted mask begins as the one that was shown last."""
    if values["mask"] == "painted" and not values["cells"] and LAST in st.session_state:
        set_one(CausalMask, "cells", st.session_state[LAST])
        return values | {"cells": st.session_state[LAST]}
    return values


def remember(settings: CausalMask) -> None:
    """Keep the mask that is shown, for painting."""
    st.session_state[LAST] = painted_mask.write(settings.matrix)


def about(settings: CausalMask) -> object:
    """What a guess is about: this mask, through so many layers; any text, any model."""
    return settings.mask, settings.size if settings.mask in SIZED else None, settings.depth


def uncovered(settings: CausalMask) -> bool:
    """Whether the derivatives may show: each mask has a guess of its own."""
    return link.read(predict.REVEAL) == "1" or predict.scored(about(settings))


def ask(text: Text, settings: CausalMask) -> None:
    """On what may the output at a place depend? One of a few patterns."""
    if uncovered(settings):
        predict.again(text)
        return
    said = text("predict", mask=text[f"mask.{settings.mask}"], depth=_depth(text, settings))
    words = {code: named(text, code, settings) for code in GUESSES[settings.mask]}
    predict.ask_one(text, said, words, about=about(settings))


def named(text: Text, code: str, settings: CausalMask) -> str:
    """A guess in words, with the numbers of this mask."""
    back = max(settings.size - 1, 0)
    return text[f"guess.{code}"].format(n=settings.size, back=back, twice=2 * back)


def guessed(settings: CausalMask) -> str | None:
    """The code of the pattern that was guessed, where the guess counts."""
    guess = link.read("guess") or OPEN
    counts = guess in GUESSES[settings.mask] and predict.scored(about(settings))
    return guess if counts else None


def verdict(text: Text, settings: CausalMask, lesson: Lesson) -> Verdict:
    """On which places each output depends, as measured, and whether it was guessed."""
    right = answers(settings, lesson)
    said = text["depends"].format(
        answer=named(text, right[0], settings) if right else text["guess.other"]
    )
    guess = guessed(settings)
    return predict.verdict([guess in right] if guess else [], said)


def why(text: Text, settings: CausalMask, lesson: Lesson) -> None:
    """What was measured, and why it is so."""
    cells = lesson.influence.dx
    live = {
        "zeros": int((cells == 0).sum()),
        "cells": cells.size,
        "above": ahead(lesson).size,
        "largest": short(float(ahead(lesson).max())),
        "mask": text[f"mask.{settings.mask}"],
    }
    st.markdown(text("measured", **live))
    back = max(settings.size - 1, 0)
    key = f"why_{settings.mask}" + ("_one" if settings.mask == "window" and _one(settings) else "")
    st.markdown(text(key, n=settings.size, back=back, twice=2 * back))


def remarks(text: Text, settings: CausalMask) -> None:
    """Say which characters the models never saw, and which size the text does not allow."""
    said = []
    if settings.mask in SIZED and settings.size != settings.n:
        said.append(text["n.held"].format(n=settings.n, size=settings.size))
    if signs := unknown(settings.text):
        said.append(text["unknown"].format(signs=plain(" ".join(map(visible, signs)))))
    if said:
        st.caption(text["remarks"].join(said))


def _one(settings: CausalMask) -> bool:
    return settings.reach == 1


def _depth(text: Text, settings: CausalMask) -> str:
    return text[f"depth.{settings.depth}"]


def _choice(text: Text, name: str, *, seen: bool = False) -> str:
    """A choice in one line; unless ``seen``, its label is for those who do not see the page."""
    rule, default = cast(OneOf, CausalMask.rules()[name]), CausalMask.defaults()[name]
    words = {code: text[f"{name}.{code}"] for code in rule.codes}
    shown = "visible" if seen else "collapsed"
    return choice(text[name], words, name, default, widget=st.pills, label_visibility=shown)


def _size(text: Text) -> int:
    rule = cast(Between, CausalMask.rules()["n"])
    return st.number_input(
        text["n"],
        int(rule.low),
        int(rule.high),
        CausalMask.defaults()["n"],
        key="n",
        bind="query-params",
        label_visibility="collapsed",
        width=130,
    )
