"""The lesson on backpropagation around its moving picture: controls, question, verdict, why."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from core.errors import InputError
from core.lessons.backprop.expression import FIELD, RULES
from core.lessons.backprop.lesson import differences, record_lesson, steps_of
from core.lessons.backprop.settings import ANSWER, GUESSES, MODULES, TYPED, Backprop
from core.lessons.backprop.tape import Tape
from ui import predict
from ui.controls import choice, set_one, setting
from ui.lesson import cached, last_good
from ui.markdown import plain, shortened, table
from ui.text import Text
from ui.writing import as_written
from viz.lessons.backprop.graph import number
from viz.view import Verdict

CLOSE = 1e-3  # relative, of differences where there is a derivative
MOST = 4  # messages of a leaf that are written out


def chosen(text: Text) -> dict[str, Any]:
    """What is computed; once the answer shows."""
    if not predict.revealed():
        return {}
    words, default = text.words("source"), Backprop.defaults()["source"]
    hidden: Any = {"label_visibility": "collapsed"}
    return {"source": choice(text["source"], words, "source", default, widget=st.pills, **hidden)}


def rule(text: Text) -> dict[str, Any]:
    """What becomes of messages that meet; once the answer shows."""
    return {"rule": setting(Backprop, "rule", text)} if predict.revealed() else {}


def typed(text: Text, values: Mapping[str, Any]) -> dict[str, Any]:
    """The reader's own expression, above the picture; of a worked example, what it computes."""
    source = values.get("source")
    if source == "own":
        return {"expression": setting(Backprop, "expression", text)}
    if source in TYPED:
        st.caption(f"`{TYPED[source]}`")
    return {}


def taped(text: Text, settings: Backprop) -> tuple[Backprop, Tape]:
    """The settings and what they compute; what cannot be is said, and the last good one stays."""

    def make(asked: Backprop) -> Tape:
        return cached(record_lesson)(asked.recorded)

    def refuse(error: InputError) -> None:
        if not as_written(FIELD, settings.expression):
            return
        code = next((code for code, rule in RULES.items() if rule == error.rule), "syntax")
        st.error(text[f"wrong.{code}"].format(value=plain(shortened(str(error.value)))))

    return last_good(f"{text.stem}:{FIELD}", settings, make, refuse, first=Backprop())


def ask(text: Text) -> dict[str, str]:
    """Ask which gradient a gets in b = a + a; the answer shows that computation."""
    names = {"gradient": text["guess_label"]}

    def then() -> None:
        set_one(Backprop, "source", "twice")
        set_one(Backprop, "rule", "add")

    return predict.ask(text, names, GUESSES, st.pills, about="twice", then=then)


def verdict(text: Text, guesses: Mapping[str, str]) -> Verdict:
    """How the guess came out, with central differences as a judge."""
    steps = steps_of(Backprop())
    (found,) = cached(differences)(steps).values()
    yours = "".join(text["yours"].format(guess=text[f"guess.{g}"]) for g in guesses.values())
    said = text["verdict"].format(yours=yours, found=f"{found:.3f}")
    return predict.verdict([guess == ANSWER for guess in guesses.values()], said)


def why(text: Text, settings: Backprop, tape: Tape) -> None:
    """The rule, and every leaf's gradient by it, beside finite differences."""
    st.markdown(text("why"))
    added = cached(record_lesson)(Backprop(**{**_values(settings), "rule": "add"}).recorded)
    last = cached(record_lesson)(Backprop(**{**_values(settings), "rule": "overwrite"}).recorded)
    leaves = list(added.leaves)
    scalars = settings.source not in MODULES
    checked = cached(differences)(steps_of(settings)) if scalars else {}
    rows = []
    for leaf in leaves:
        row = [_name(tape, leaf), _messages(added, leaf), _said(added, leaf), _said(last, leaf)]
        rows.append([*row, *([_number(checked[leaf])] if scalars else [])])
    head = [text[f"head.{name}"] for name in ("leaf", "messages", "add", "overwrite")]
    head += [text["head.differences"]] if scalars else []
    cells = table(head, rows, [":--", ":--", *["--:"] * (len(head) - 2)])
    key = "check" if scalars else "check_modules"
    st.markdown(text(key, table=cells, L=_name(tape, -1)))
    if any(not np.isclose(added.grads[k], found, rtol=CLOSE) for k, found in checked.items()):
        st.markdown(text("check_kink"))
    wrong = [k for k in leaves if not np.isclose(added.grads[k], last.grads[k], 1e-9, 0)]
    if wrong:
        names = text["and"].join(_name(tape, k) for k in wrong)
        st.markdown(text("overwritten", names=names))
    else:
        st.markdown(text("overwritten_none"))


def _values(settings: Backprop) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in settings.rules()}


def _name(tape: Tape, node: int) -> str:
    return plain(tape.names[node])


def _messages(tape: Tape, leaf: int) -> str:
    """The messages of a leaf as a sum; of tensors, how many."""
    found = tape.messages(leaf)
    if tape.sizes[leaf] > 1:
        return str(len(found))
    if len(found) > MOST:
        return f"{len(found)}"
    first, *others = map(_number, found)
    return first + "".join(f" {'−' if o.startswith('−') else '+'} {o.lstrip('−')}" for o in others)


def _said(tape: Tape, leaf: int) -> str:
    value = _number(tape.grads[leaf])
    return value if tape.sizes[leaf] == 1 else f"‖{value}‖"


def _number(value: float) -> str:
    return number(float(value), 4)
