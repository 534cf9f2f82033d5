"""The frame that every lesson shares, from the question at the top to the sources at the end."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache, partial, wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import InputError
from core.lessons.settings import AtMost, Settings
from ui import link, predict
from ui.address import show as show_address
from ui.controls import TIME, pick, set_all
from ui.glossary import explained
from ui.language import current
from ui.markdown import bare
from ui.refusal import sentence
from ui.road import onward
from ui.stage import call, linked_step, mount
from ui.text import Text, lessons, load
from viz.export import html
from viz.view import Stage

S = TypeVar("S", bound=Settings)
A = TypeVar("A")
Made = TypeVar("Made")
P = ParamSpec("P")
Section = Callable[Concatenate[Text, P], None]  # of a lesson, below its picture

NOTICE = "notice"  # the link's name for what was pressed to be noticed

F = TypeVar("F", bound=Callable[..., Any])

_shared = lru_cache(maxsize=256)(st.cache_resource(max_entries=64, show_spinner=False))


def cached(function: F) -> F:
    """Return ``function`` as one that computes once for all readers, who share what it returns.

    So that must never be changed: traces cannot be.
    """
    return cast(F, _shared(function))


class Card(NamedTuple):
    """The card of a lesson's picture: what is typed, the first controls, the picture, its foot.

    A question stands at the foot, and above the picture what the question is about; beside it, what
    was pressed to be noticed. On a wide page what is typed stands beside the lesson's title: height
    is what a projector has little of.
    """

    typed: DeltaGenerator
    bar: DeltaGenerator
    beside: DeltaGenerator
    picture: DeltaGenerator
    foot: DeltaGenerator


def card() -> Card:
    """Lay out the card; parts that stay empty take no room."""
    typed = st.container(key="typed")
    with st.container(key="card", gap="xsmall"):
        return Card(
            typed, *(st.container(key=part) for part in ("bar", "beside", "picture", "foot"))
        )


def words_of(stem: str) -> Text:
    """Return the lesson's words in the reader's language; its head is already drawn."""
    return load(stem, current())


def valid(make: type[S], text: Text, values: Mapping[str, Any]) -> S:
    """Return ``make(**values)``; bad input gets one sentence, and the last good settings stay.

    That of a text stands below its control: see `ui.writing`.
    """

    def refuse(error: InputError) -> None:
        if not isinstance(make.rules().get(error.field), AtMost):
            st.error(sentence(error, make, text))

    _, settings = last_good(f"{text.stem}:valid", values, lambda v: make(**v), refuse, first={})
    return settings


def last_good(
    memory: str,
    asked: A,
    make: Callable[[A], Made],
    refuse: Callable[[InputError], object],
    *,
    first: A,
) -> tuple[A, Made]:
    """Return ``asked`` and ``make(asked)``; what core refuses is said, and the last good one stays.

    The last one is kept in this reader's session under ``memory``; before there is any, ``first``.
    """
    try:
        made = make(asked)
    except InputError as error:
        refuse(error)
        asked = st.session_state.get(memory, first)
        return asked, make(asked)
    st.session_state[memory] = asked
    return asked, made


def folded(key: str) -> Callable[[Section[P]], Section[P]]:
    """Fold a section away: it is drawn when it is open, and closed it costs nothing.

    The heading is the label ``key``; whether the section is open is in the link.
    """

    def decorate(draw: Section[P]) -> Section[P]:
        @wraps(draw)
        def section(text: Text, *args: P.args, **kwargs: P.kwargs) -> None:
            with st.expander(text[key], key=key, bind="query-params") as expander:
                if expander.open:
                    draw(text, *args, **kwargs)

        return section

    return decorate


def notice(
    card: Card, text: Text, settings: Settings, links: Mapping[str, Mapping[str, Any]]
) -> None:
    """What to notice: one section ``notice_<key>`` each, with a button that sets every control.

    What was pressed stands beside the picture, as long as the picture shows it.
    """
    app, shown = load("app", text.language), _noticed(settings, links)
    if shown:
        with card.beside:
            st.markdown(text(f"notice_{shown}"))
    st.subheader(app["notice"], anchor=False)
    columns = st.columns(len(links), border=True)
    for column, (key, values) in zip(columns, links.items(), strict=True):
        with column:
            st.markdown(text(f"notice_{key}"))
            go = partial(_show, type(settings), key, values)
            word = app["shown_above" if key == shown else "show_this"]
            st.button(word, key=f"notice_{key}", on_click=go)


def _noticed(settings: Settings, links: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Which section the picture shows: the one that was pressed, if nothing was changed since."""
    key = link.read(NOTICE) or ""
    if key not in links:
        return None
    values = {name: value for name, value in links[key].items() if name != TIME}
    others = settings.rules().keys() - values.keys() - {predict.GUESS}
    as_set = all(getattr(settings, name) == value for name, value in values.items())
    if as_set and not any(_in_force(settings, name) for name in others):
        return key
    link.write(NOTICE, None)
    return None


def _in_force(settings: Settings, name: str) -> bool:
    """Whether a field has its value from the link; of one that others decide, the link may lie."""
    said = settings.read(name, link.read(name))
    return said is not None and said == getattr(settings, name)


def _show(settings: type[Settings], key: str, values: Mapping[str, Any]) -> None:
    set_all(settings, **{TIME: None, **_guess(settings), **values})
    link.write(NOTICE, key)
    call()


def _guess(settings: type[Settings]) -> dict[str, Any]:
    """Return the guess as it is, where it is one of the settings."""
    name = predict.GUESS
    said = settings.read(name, link.read(name)) if name in settings.rules() else None
    return {} if said is None else {name: said}


def source(function: Callable[..., Any]) -> str:
    """Return the very code of a function that the page shows."""
    return inspect.getsource(function)


@st.fragment
def moving_picture(
    stage: Stage,
    text: Text,
    settings: type[Settings] | None = None,
    then: Callable[[str, Any], None] | None = None,
    time: str = TIME,
) -> None:
    """Draw the stage; a new position of its clock reruns this function only.

    What is picked in it sets fields of ``settings``, and more by ``then``: see
    `ui.controls.pick`. ``time`` is the link's name for the clock's position: a second stage on a
    page needs its own.
    """
    on_pick = partial(pick, settings, then=then) if settings else None
    mount(explained(stage, text), on_pick=on_pick, time=time)


def take_along(
    text: Text, *, stage: Stage, csv: Callable[[], str], snippet: str, own: bool = False
) -> None:
    """Say what to remember and where the road goes; offer the link, files and the code.

    ``own``: the page shows a file of the reader's, which the link and the code do not hold.
    """
    onward(text, answered=predict.revealed())
    app = load("app", text.language)
    if own:
        said = {key: text[f"{key}.upload"] for key in ("link", "snippet")}
        app = replace(app, labels={**app.labels, **said})
    address = link.later(other.stem for other in lessons(text.language))
    st.subheader(app["take_along"], anchor=False)
    st.caption(app["link"])
    show_address(
        address()[0], copy=app["copy"], copied=app["copied"], question=app["copy_question"]
    )
    page = partial(_page, explained(stage, text), text, address)
    with st.container(horizontal=True):
        stem = text.stem
        st.download_button(app["html"], page, f"{stem}.html", "text/html", on_click="ignore")
        st.download_button(app["csv"], csv, f"{stem}.csv", "text/csv", on_click="ignore")
    _in_python(app, snippet)


def _page(stage: Stage, text: Text, address: Callable[[], tuple[str, dict[str, str]]]) -> str:
    """The moving picture as a file that opens where the link does, with the lesson's question."""
    footer, said = address()
    return html(
        stage,
        title=text.title,
        lang=text.language,
        question=bare(text("question")),
        step=linked_step(said.get(TIME), stage.clock),
        footer=link.of_others(footer),
    )


@folded("snippet")
def _in_python(_: Text, snippet: str) -> None:
    """The same computation as code; folded, since a page waits for what colours code."""
    st.code(snippet, language="python")


def sources(text: Text) -> None:
    """Papers with section, and what we do differently."""
    st.subheader(load("app", text.language)["sources"], anchor=False)
    st.markdown(text("sources"))
