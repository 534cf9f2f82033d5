"""What if it had begun otherwise, or looked elsewhere: what is forced, and what comes of it."""

import streamlit as st

from core.data.edits import aligned
from core.errors import InputError
from core.lessons.attention.sentence import beginning
from core.lessons.attention.settings import Attention, Lesson, forced_attention, model_name
from ui.controls import set_one
from ui.markdown import plain
from ui.refusal import sentence
from ui.text import Text
from ui.writing import named
from viz.numbers import short

REFUSED = "attention:refused"  # in the session: why the first words could not be taken


def what_if(text: Text, settings: Attention, recorded: Lesson) -> None:
    """The first words, what is forced, and both translations with what changed."""
    name = f"prefix:{text.language}"
    st.session_state[name] = _joined(settings.prefix, settings)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    left.text_input(
        text["prefix"],
        key=name,
        help=text["prefix.help"],
        placeholder=text["prefix_none"],
        on_change=lambda: _force(_cut(st.session_state[name], settings)),
    )
    right.button(
        text["reset"], on_click=_free, key="reset", width="stretch", disabled=not recorded.changed
    )
    refused = st.session_state.pop(REFUSED, None)
    if refused:
        st.error(sentence(refused, Attention, text))
    unknown = beginning(settings.prefix, model_name(settings))[1]
    if unknown:
        st.warning(text["prefix_unknown"].format(words=plain(" ".join(unknown))))
    if recorded.changed:
        st.markdown(text("changed", **_changes(text, settings, recorded)))


def _joined(prefix: str, settings: Attention) -> str:
    """The first words as a reader writes them: the characters of a date without spaces."""
    return prefix.replace(" ", "") if settings.how == "date" else prefix


def _cut(typed: str, settings: Attention) -> str:
    """The first words as the link keeps them, with spaces between."""
    return " ".join(typed.replace(" ", "") if settings.how == "date" else typed.split())


def _force(prefix: str) -> None:
    """Let the translation begin so; what is too long is said on the next run."""
    rule = Attention.rules()["prefix"]
    if rule.allows(prefix):
        set_one(Attention, "prefix", prefix)
    else:
        st.session_state[REFUSED] = InputError("prefix", str(rule), prefix)


def _free() -> None:
    for name in ("attend", "prefix"):
        set_one(Attention, name, "")


def _changes(text: Text, settings: Attention, recorded: Lesson) -> dict[str, str]:
    """Both translations with the words that differ marked, and what was forced."""
    own, forced = recorded.own.words, recorded.trace.words
    before, after = [], []
    for place in aligned(forced, own):
        old = None if place.right is None else own[place.right]
        new = None if place.written is None else forced[place.written]
        if old is not None:
            before.append(plain(old) if old == new else f"~~{plain(old)}~~")
        if new is not None:
            after.append(plain(new) if old == new else f"**:orange[{plain(new)}]**")
    pairs = forced_attention(settings, len(recorded.trace.source)).items()
    looks = [
        text["forced_look"].format(n=step + 1, source=named(text, recorded.trace.source[position]))
        for step, position in sorted(pairs)
    ]
    words = plain(_joined(settings.prefix, settings))
    prefix = [text["forced_words"].format(words=words)] if words else []
    return {
        "before": " ".join(before),
        "after": " ".join(after),
        "forced": text["and"].join(prefix + looks),
        "p_before": short(float(recorded.own.log_probability)),
        "p_after": short(float(recorded.trace.log_probability)),
    }
