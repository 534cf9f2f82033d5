"""The road: what to remember of a lesson, and the questions before and after it."""

from pathlib import Path

import streamlit as st

from ui.text import Text, lessons, load

PAGES = Path(__file__).parent.parent / "pages"


def page_of(text: Text) -> Path:
    """Return a lesson's page."""
    return PAGES / text.part / f"{text.stem}.py"


def neighbours(text: Text) -> tuple[Text | None, Text | None]:
    """Return the lesson before and the one after; None at an end of the road."""
    road = lessons(text.language)
    place = [lesson.stem for lesson in road].index(text.stem)
    return (
        road[place - 1] if place else None,
        road[place + 1] if place + 1 < len(road) else None,
    )


def onward(text: Text, *, answered: bool) -> None:
    """Draw the one line to remember, the question that follows, and the one before.

    The line tells the answer: it comes where the lesson's question is ``answered``.
    """
    app = load("app", text.language)
    if answered:
        with st.container(border=True, key="remember"):
            st.markdown(f"**{app['remember']}** {text('remember')}")
    with st.container(key="onward"):
        for column, lesson, key in zip(
            st.columns(2), neighbours(text), ("before", "next"), strict=True
        ):
            if lesson is not None:
                with column:
                    _leads_to(lesson, app[key])


def _leads_to(lesson: Text, word: str) -> None:
    st.page_link(
        page_of(lesson),
        label=f"{word} **{lesson.title}**",
        query_params={"lang": lesson.language},
    )
    st.caption(lesson("question"))
