"""The page of the glossary: every symbol and term, to be searched in either language."""

from collections.abc import Iterable
from itertools import groupby

import streamlit as st

from ui import markdown
from ui.glossary import STEM, Entry, entries, places
from ui.language import current
from ui.text import Text, load

FILTER = "find"  # the link's name for what is looked for


def show() -> None:
    """Draw the page: what the filter lets through, by the part of the road that uses it first."""
    language = current()
    text, app = load(STEM, language), load("app", language)
    st.title(text.title)
    st.markdown(text["intro"])
    asked = st.text_input(text["filter"], key=FILTER, bind="query-params")
    used, known = places(language), entries(language)
    found = [code for code in used if known[code].has(asked)]
    for part, codes in groupby(found, key=lambda code: used[code][0].part):
        st.header(app[f"part.{part}"], anchor=False)
        with st.container(key=f"glossary_{part}"):
            st.markdown(_table(((known[code], used[code]) for code in codes), text))
    if not found:
        st.info(text["nothing"].format(asked=markdown.plain(markdown.shortened(asked))))


def _table(rows: Iterable[tuple[Entry, list[Text]]], text: Text) -> str:
    head = [text[key] for key in ("symbol", "name", "other", "meaning", "shape", "lessons")]
    return markdown.table(head, (_row(entry, lessons) for entry, lessons in rows))


def _row(entry: Entry, lessons: Iterable[Text]) -> list[str]:
    symbols = " ".join(f"`{symbol}`" for symbol in entry.symbols)
    words = (entry.name, entry.other, entry.meaning, entry.shape)
    links = (f"[{lesson.title}]({lesson.stem}?lang={lesson.language})" for lesson in lessons)
    return [symbols, *map(markdown.plain, words), " · ".join(links)]
