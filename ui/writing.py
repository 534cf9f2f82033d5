"""The control of a text that a reader writes, and help with it where a rule refuses it.

The control takes more than the rule allows: Streamlit's own limit drops a longer paste without a
word.
"""

from collections.abc import Collection
from difflib import get_close_matches
from functools import partial
from typing import Any, cast

import streamlit as st

from core.data.chinese_english.traditional import simplified
from core.errors import InputError
from core.lessons.settings import AtMost, Settings
from ui.markdown import plain
from ui.refusal import sentence
from ui.text import Text, load
from viz.glosses import within

LOW = 68  # px of a longer text, which wraps: the least that Streamlit allows
ONE_LINE = 200  # characters up to which a text is written on one line


def write(cls: type[Settings], name: str, text: Text, **options: Any) -> str:
    """Let the reader write the field ``name`` of ``cls``; what it refuses is said right below.

    What is refused is returned all the same: `ui.lesson.valid` keeps the last good one.
    """
    rule = cast(AtMost, cls.rules()[name])
    widget = st.text_input if rule.high <= ONE_LINE else partial(st.text_area, height=LOW)
    said = widget(
        text[name],
        cls.defaults()[name],
        help=text.labels.get(f"{name}.help"),
        key=name,
        bind="query-params",
        **options,
    )
    if not rule.allows(said):
        st.error(sentence(InputError(name, str(rule), said), cls, text))
    return said


def as_written(name: str, said: str) -> bool:
    """Whether ``said`` is what the control of the field ``name`` holds now.

    If not, a rule has refused what it holds, which has been said: of ``said``, older, nothing is.
    """
    return bool(st.session_state.get(name, said) == said)


def unreadable(text: Text, error: InputError, known: Collection[str]) -> str:
    """Which words of a sentence are not known, and known ones that are written like them.

    The lesson's labels are ``unknown`` with {words}, ``near`` with {words}, ``empty``, and
    ``too_long`` with {n}; ``too_short`` where one word is not enough.
    """
    if isinstance(error.value, int):
        return text["too_short" if "at least" in error.rule else "too_long"].format(n=error.value)
    unknown = str(error.value).split()
    if not unknown:
        return text["empty"]
    near = [word for other in unknown for word in get_close_matches(other, known)]
    comma = load("app", text.language)["comma"]
    said = text["unknown"].format(words=plain(comma.join(unknown)))
    return f"{said} {text['near'].format(words=plain(comma.join(near)))}" if near else said


def known_words(text: Text, words: tuple[str, ...]) -> None:
    """Offer the list of the Chinese words that a model knows, each with its gloss."""
    with st.popover(text["words"], key="known_words"):
        st.markdown(" · ".join(plain(within(word, text.labels)) for word in sorted(words)))


def offer_simplified(text: Text, name: str, said: str) -> bool:
    """Offer the text of the field ``name`` in simplified characters; say whether it has others."""
    plainer = simplified(said)
    if plainer == said:
        return False
    label = text["simplified"].format(sentence=plain(plainer))
    put = partial(st.session_state.__setitem__, name, plainer)
    st.button(label, on_click=put, key=f"plain_{name}")
    return True


def unknown_words(text: Text, said: str, name: str) -> None:
    """Mark the words of ``said`` that the model does not know, and offer near ones instead.

    ``name`` is the setting that holds it. What the picture shows instead is the label
    ``unknown_<name>``.
    """
    from core.shipped.readings import segmented  # with numpy, which the home page does without

    words = segmented(said)
    instead = text[f"unknown_{name}"]
    st.error(f"{text['unknown'] if words else text['empty']}\n\n{instead}")
    st.markdown(
        " ".join(
            plain(word.text) if word.known else f":red-background[{plain(word.text)}]"
            for word in words
        )
    )
    with st.container(horizontal=True):
        if offer_simplified(text, name, said):
            return
        for word in words:
            for other in word.near:
                put = partial(st.session_state.__setitem__, name, said.replace(word.text, other))
                label = f"{plain(word.text)} → {named(text, other)}"
                st.button(label, on_click=put, key=f"near_{name}_{word.text}_{other}")


def named(text: Text, word: str) -> str:
    """A source word or character with its gloss, as Markdown."""
    return plain(within(word.replace(" ", "␣"), text.labels))


def shown(word: str) -> str:
    """A source word or character as Markdown that shows it; a space as ␣."""
    return plain(word.replace(" ", "␣"))
