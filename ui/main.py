"""The app: language, navigation, the chosen page; then torch warms up."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import streamlit as st

from ui import frame, head, home, style, warm_up
from ui.language import choose
from ui.memory import arrive
from ui.text import Text, lessons, load

PAGES = Path(__file__).parent.parent / "pages"


def lesson_pages(texts: Iterable[Text]) -> list[st.Page]:
    """One page for every text that has a file of the same stem under its part."""
    return [
        st.Page(PAGES / text.part / f"{text.stem}.py", title=text.title)
        for text in texts
        if (PAGES / text.part / f"{text.stem}.py").exists()
    ]


st.set_page_config(page_title="Unrolled", layout="wide", initial_sidebar_state="collapsed")
arrive()
language = choose()
words = load("app", language)
style.apply(words["settings"], words["menu"])
front = st.Page(home.show, title=words["home"], url_path="home", default=True)
sections: dict[str, list[st.Page]] = {"": [front]}
for part, texts in groupby(lessons(language), key=lambda text: text.part):
    sections[words[f"part.{part}"]] = lesson_pages(texts)
page = st.navigation(sections, position="top")
if page != front:
    head.show(load(page.url_path, language))
page.run()
frame.keep(words)
warm_up.start()
