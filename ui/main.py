"""The app: language, navigation, the chosen page; then torch warms up."""

from collections.abc import Iterable
from itertools import groupby

import streamlit as st

from ui import frame, glossary_page, head, home, link, style, warm_up
from ui.language import choose
from ui.memory import arrive
from ui.road import page_of
from ui.text import Text, lessons, load


def lesson_pages(texts: Iterable[Text]) -> list[st.Page]:
    """One page for every text that has a file of the same stem under its part."""
    return [st.Page(page_of(text), title=text.title) for text in texts if page_of(text).exists()]


st.set_page_config(page_title="Unrolled", layout="wide", initial_sidebar_state="collapsed")
arrive()
language = choose()
words = load("app", language)
style.apply(words["settings"], words["menu"])
front = st.Page(home.show, title=words["home"], url_path="home", default=True)
glossary = st.Page(glossary_page.show, title=words["glossary"], url_path="glossary")
sections: dict[str, list[st.Page]] = {"": [front, glossary]}
for part, texts in groupby(lessons(language), key=lambda text: text.part):
    sections[words[f"part.{part}"]] = lesson_pages(texts)
page = st.navigation(sections, position="top", expanded=True)
link.stay()
if page not in (front, glossary):
    head.show(load(page.url_path, language))
st.set_page_config(page_title=f"{page.title} · Unrolled")
page.run()
frame.keep(words)
warm_up.start()
