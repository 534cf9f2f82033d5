"""Which Chinese words a translator knows: a list, and a way from traditional to simplified."""

from functools import partial

import streamlit as st

from core.data.chinese_english.traditional import simplified
from core.lessons.settings import Settings
from ui.controls import set_one
from ui.markdown import plain
from ui.text import Text
from viz.glosses import within


def known_words(text: Text, words: tuple[str, ...]) -> None:
    """Offer the list of words, each with its gloss."""
    with st.popover(text["words"], key="known_words"):
        st.markdown(" · ".join(plain(within(word, text.labels)) for word in sorted(words)))


def offer_simplified(text: Text, settings: type[Settings], name: str, said: str) -> bool:
    """Offer a sentence in simplified characters where it has others; say whether it has."""
    plainer = simplified(said)
    if plainer == said:
        return False
    put = partial(set_one, settings, name, plainer)
    st.button(text["simplified"].format(sentence=plain(plainer)), on_click=put, key=f"plain_{name}")
    return True
