"""The link, kept from going back to what has been replaced.

Every press brings the address as the browser had it then. On a slow server our last answer may
not have arrived, and the address is behind: it must not undo what the reader has chosen since.
Streamlit's own bound widgets work so too: the address counts when a page is opened or when the
reader goes back, and else what was chosen last.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from urllib.parse import urlencode

import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import get_script_run_ctx

_WRITTEN = "link written"  # parameter → what was written last, and all that it has replaced
_PAGE = "link page"

_Written = dict[str, tuple[str | None, frozenset[str | None]]]


def arrive() -> bool:
    """Believe the address on another page, or where the reader goes back; once at a run's start.

    Returns:
        Whether the reader goes back, or forward again.
    """
    if _is_news():
        st.session_state[_WRITTEN] = {}
    return _goes_back()


def stay() -> None:
    """Keep which page is shown; once in a run, when that is known.

    At the start of a visit's first run it is not: Streamlit then takes the app itself for the page.
    """
    st.session_state[_PAGE] = _page()


def read(name: str) -> str | None:
    """Return what the link says of ``name``, mended where the address is behind."""
    said = st.query_params.get(name)
    written, replaced = _written().get(name, (said, frozenset()))
    if said == written or said not in replaced:
        return said
    _put(name, written)
    return written


def write(name: str, value: str | None) -> None:
    """Make the link say ``name=value``, or nothing of ``name``."""
    if not _is_news():
        _mend()
    said = read(name)
    if said == value:
        return
    _, replaced = _written().get(name, (said, frozenset()))
    _written()[name] = (value, (replaced | {said}) - {value})
    _put(name, value)


def announce(name: str, value: str | None) -> None:
    """Make the link say what a control is set to that is not drawn yet.

    One that is drawn does so itself; of one that comes with what is set, Streamlit says nothing.
    """
    with suppress(StreamlitAPIException):
        _put(name, value)


def address(pages: Iterable[str]) -> str:
    """Return the address of what this run draws; ``pages`` are the names of all pages."""
    return later(pages)()[0]


def of_others(address: str) -> str:
    """Return the address for other readers: none, where it is this machine's own."""
    return "" if re.match(r"https?://(localhost|127\.|\[::1\])", address) else address


def later(pages: Iterable[str]) -> Callable[[], tuple[str, dict[str, str]]]:
    """Return what tells the address and its parameters as they then are, also between two runs."""
    page = whole(st.context.url or "", pages)
    drawn, written = st.query_params.to_dict(), _written()

    def now() -> tuple[str, dict[str, str]]:
        said = {**drawn, **{name: value for name, (value, _) in written.items()}}
        kept = {name: value for name, value in said.items() if value is not None}
        return f"{page}?{urlencode(kept, doseq=True)}", kept

    return now


def whole(url: str, pages: Iterable[str]) -> str:
    """Mend what Streamlit says of a page whose name ends like another's.

    It cuts any page's name off the address before it adds the current one:
    ``/self_attention`` comes back as ``/self_/self_attention``.
    """
    root, _, page = url.rpartition("/")
    above, _, stump = root.rpartition("/")
    torn = stump and any(page == stump + name for name in pages)
    return f"{above}/{page}" if torn else url


def _written() -> _Written:
    return st.session_state.setdefault(_WRITTEN, {})


def _mend() -> None:
    """Mend the whole link: what is written goes to the browser with all that the link says."""
    for name in list(_written()):
        read(name)


def _is_news() -> bool:
    """Whether the address counts: another page is opened, or the reader goes back."""
    before = st.session_state.get(_PAGE)
    return _goes_back() or bool(before and _page() != before)


def _goes_back() -> bool:
    run = get_script_run_ctx()
    return bool(run and run.is_history_navigation)


def _page() -> str:
    run = get_script_run_ctx()
    return run.page_script_hash if run else ""


def _put(name: str, value: str | None) -> None:
    if value is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value
