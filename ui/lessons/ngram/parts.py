"""The parts of the n-gram lesson around its moving picture."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from core.data.corpora import CODES, Corpus, own
from core.errors import InputError
from core.lessons.ngram.films import count_film
from core.lessons.ngram.lesson import (
    ORDERS,
    Recorded,
    orders_of,
    orders_trace,
    record,
    record_lesson,
)
from core.lessons.ngram.settings import DELTA, Ngram
from core.ngrams.learned import Learned
from core.ngrams.strips import SPECIAL, START
from ui import link, predict
from ui.controls import TIME, choice, set_one, setting
from ui.lesson import cached
from ui.markdown import table
from ui.text import Text
from viz.numbers import grouped

LINES = 100  # held-out lines that can be read, and seeds
FEW = 200  # held-out tokens below which a curve says little
LARGEST_FILE = 2  # MB of a text that is brought
AREA = 120  # px of the text that is pasted
MINE = "ngram:own"  # in the session: the reader's last text and what was counted in it


def bar(text: Text) -> dict[str, Any]:
    """Which text, and what the model does with it; each pill says what it is."""
    found = {}
    for column, name in zip(st.columns([2.6, 1]), ("corpus", "film"), strict=True):
        default = Ngram.defaults()[name]
        with column:
            found[name] = choice(
                text[name],
                text.words(name),
                name,
                default,
                widget=st.pills,
                label_visibility="collapsed",
                then=_from_the_beginning if name == "film" else lambda: None,
            )
    return found


def _from_the_beginning() -> None:
    """Another film begins at its beginning; once the answer shows, it waits there."""
    link.write(TIME, "1" if predict.revealed() else None)


def beside(text: Text, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a film is about: the line that is read, or the seed of what is written."""
    film = values["film"]
    if film == "read":
        left, right = st.columns([1.6, 1], vertical_alignment="bottom")
        with left:
            found = {"sentence": setting(Ngram, "sentence", text)}
        with right:
            st.button(text["another"], on_click=_another, key="another", width="stretch")
        return found
    if film == "write":
        again = partial(_next, "seed")
        st.button(text["draw"], on_click=again, key="draw", help=text["draw.help"])
    return {}


def _another() -> None:
    """Read another held-out line instead of what was typed."""
    set_one(Ngram, "sentence", "")
    _next("line")


def _next(name: str) -> None:
    """The next held-out line, or seed, from its beginning."""
    now = Ngram.read(name, link.read(name)) or 0
    set_one(Ngram, name, (now + 1) % LINES)
    predict.play_anew()


def own_text(text: Text, values: dict[str, Any]) -> Corpus | None:
    """A text of the reader's own, pasted or brought; None where there is none that can be used."""
    if values["corpus"] != "own":
        return None
    with st.popover(text["own_open"], key="own_open"):
        values["unit"] = setting(Ngram, "unit", text)
        said = st.text_area(text["own"], height=AREA, key="own_text", help=text["own.help"])
        file = st.file_uploader(
            text["own_file"], type=["txt", "md"], max_upload_size=LARGEST_FILE, key="own_file"
        )
        st.caption(text["own_stays"])
    brought = file.getvalue().decode("utf-8", errors="replace") if file else said
    if not brought.strip():
        st.info(text["own_empty"])
        return None
    try:
        mine = own(brought, values["unit"])
    except InputError as error:
        lines, tokens = str(error.value).split(", ")
        st.error(text["own_short"].format(lines=lines, tokens=tokens))
        return None
    if (n := mine.tokens("heldout")) < FEW:
        st.caption(text["own_few"].format(n=n))
    return mine


def recording(text: Text, settings: Ngram, mine: Corpus | None) -> Recorded:
    """The film of one of our texts, which all readers share, or of the reader's own."""
    if mine is None:
        return cached(record_lesson)(settings.recorded)
    kept = st.session_state.get(MINE)
    if kept is None or kept[0] != mine.training:
        found = Learned(mine)
        kept = (mine.training, found, orders_trace(found))
        st.session_state[MINE] = kept
    return record(settings, kept[1], kept[2])


def why(text: Text, recorded: Recorded, settings: Ngram) -> None:
    """Why the best n differs: the table of counts, how full it is, and the equations."""
    names, idioms = orders_of("names"), orders_of("idioms")
    st.markdown(text("why_n"))
    st.markdown(text("markov"))
    st.markdown(text("example", equation=example(recorded, settings.n)))
    rows = []
    for code in CODES:
        found = orders_of(code)
        name = text["with_tokens"].format(
            text=text[f"corpus.{code}"], V=f"{found.possible[0]:,.0f}"
        )
        rows.append([name, *map(grouped, found.heldout.tolist())])
    head = ["n", *map(str, ORDERS)]
    st.markdown(
        text(
            "why",
            table=table(head, rows),
            possible=f"{names.possible[3]:,.0f}",
            seen=f"{names.seen[3]:,}",
            zero=f"{idioms.zero[2]:.0%}",
            delta=f"{DELTA:g}",
        )
    )
    found = recorded.orders
    parts = {"training": found.training, "validation": found.validation, "heldout": found.heldout}
    rows = [[text[f"part.{part}"], *map(grouped, values)] for part, values in parts.items()]
    name = text[f"corpus.{recorded.corpus.code}"]
    st.markdown(text("perplexity", table=table(head, rows), text=name))
    st.markdown(text("mistake"))


def example(recorded: Recorded, n: int) -> str:
    """The equation with the counts of the commonest token after the first history of the text."""
    rows = count_film(recorded.learned, n).after
    inside = [row for row in rows if row.context[:1] != (START,)] or list(rows)
    row = max(inside, key=lambda row: row.total)
    k = next((k for k, token in enumerate(row.tokens) if token not in SPECIAL), 0)
    token, count, size = row.tokens[k], row.counts[k], len(recorded.learned.vocabulary)
    p = (count + DELTA) / (row.total + DELTA * size)
    given = rf" \mid \text{{“{latex(' '.join(row.context))}”}}" if row.context else ""
    return (
        rf"P(\text{{“{latex(token)}”}}{given}) = "
        rf"\frac{{{count} + {DELTA:g}}}{{{row.total} + {DELTA:g} \cdot {size}}} = {p:.3g}"
    )


def latex(word: str) -> str:
    """A word as it may stand in a formula."""
    kept = {" ": "␣"} if len(word) == 1 else {}
    signs = dict.fromkeys("\\{}$#%&_^~", "·")
    return "".join((kept | signs).get(sign, sign) for sign in word)
