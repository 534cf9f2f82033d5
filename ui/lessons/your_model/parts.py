"""The parts of the lesson on the reader's own model: what is read, and the diagnosis."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from core.lessons.your_model.lesson import example_shape, fixed, record_lesson, shipped, snippet
from core.lessons.your_model.settings import LOOKED_UP, Lesson, YourModel
from core.uploads.module_shape import ModuleShape
from core.uploads.refusal import UploadError
from ui.controls import choice, panel, set_one, setting
from ui.lesson import cached
from ui.lessons.your_model.upload import Table, Upload, quoted, table, worded
from ui.memory import forget, kept
from ui.text import Text, load
from viz.lessons.your_model import ROWS
from viz.views.cell import PREFIX

if TYPE_CHECKING:
    from torch import Tensor, nn


@dataclass(frozen=True)
class Files:
    """What the reader has brought beside the model: a table, an embedding."""

    table: Table | None = None
    embedding: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells the files apart in this session."""
        return self.table.key if self.table else "", self.embedding


@dataclass(frozen=True)
class Looked:
    """What is on the page: a recording, and what it was made from."""

    lesson: Lesson
    settings: YourModel
    upload: Upload | None
    files: Files

    def key(self) -> tuple[object, ...]:
        """What tells this recording apart in this session."""
        upload = self.upload.key if self.upload else None
        return (upload, self.settings.recorded, self.files.key)

    def complete(self) -> Lesson:
        """The lesson with what the picture does not show: the spectral radii."""
        if self.lesson.diagnosis.radius is not None:
            return self.lesson
        from core.lessons.your_model.run import with_radii

        module, _, _ = subject(self.settings, self.upload, self.files)
        return with_radii(self.lesson, module, self.settings.seed)

    def snippet(self) -> str:
        """Return the same in Python."""
        rows = self.files.table.rows if self.files.table else None
        if self.upload is None:
            return snippet(self.settings, rows=rows)
        settings = replace(self.settings, nonlinearity=self.upload.key[2])
        own = (self.upload.shape, self.upload.name, self.files.embedding)
        return snippet(settings, *own, rows)

    def name(self, text: Text) -> str:
        """What the model is called in the picture."""
        return text["yours"] if self.upload else text[f"is.{self.lesson.shape.network}"]

    def note(self, text: Text) -> str:
        """What is said below its name."""
        here = self.lesson.shape
        return text[f"is.{here.network}"] if self.upload else text[f"note.{self.settings.example}"]


def controls(text: Text, upload: Upload | None) -> tuple[dict[str, Any], Files]:
    """Draw the settings of the model and its input; return them, and the files beside it."""
    values: dict[str, Any] = {}
    if upload is None:
        values["example"] = setting(YourModel, "example", text)
    here = upload.shape if upload else example_shape(values["example"])
    values["source"] = _source(text, here, upload)
    names = ("sentence", "tokens", "length")
    values |= panel(YourModel, text, names, lambda _: fixed(values))
    files = Files()
    if values["source"] == "onehot":
        st.caption(text["onehot.said"].format(inputs=here.inputs))
    if values["source"] == "csv":
        files = Files(table=table(text, here.inputs))
    elif values["source"] in LOOKED_UP and upload:
        files = Files(embedding=_embedding(text, upload))
    values |= panel(YourModel, text, ("seed",), lambda _: {})
    values["unit"] = st.number_input(
        text["unit"], 0, 9_999, help=text["unit.help"], key="unit", bind="query-params"
    )
    if here.hidden > ROWS:
        explained = text["first.help"].format(shown=ROWS, units=here.hidden)
        last = here.hidden - ROWS
        values["first"] = st.number_input(
            text["first"], -1, last, help=explained, key="first", bind="query-params"
        )
    if len(here.places) > 1:
        values["place"] = _place(text, here)
    return values, files


def switch(text: Text) -> dict[str, str]:
    """Ask what the picture shows: the gradient, one unit, or all, and these in which order."""
    looks, sorts = text.words("look"), text.words("sort")
    look = choice(text["look"], looks, "look", "gradient", label_visibility="collapsed")
    if look != "units":
        return {"look": look}
    sort = choice(text["sort"], sorts, "sort", "unit", label_visibility="collapsed")
    return {"look": look, "sort": sort}


def words(text: Text) -> dict[str, str]:
    """The words of the picture: those of the lesson, and those of the cells of its neighbours."""
    lstm, gru = (load(stem, text.language).labels for stem in ("lstm_cell", "gru"))
    return {
        **{key: word for key, word in lstm.items() if key.startswith(PREFIX)},
        **{key: gru[key] for key in ("cell_summary", "mixing_covered", "held")},
        **{key: word for key, word in gru.items() if key.startswith("part.")},
        **text.labels,
    }


def _source(text: Text, here: ModuleShape, upload: Upload | None) -> str:
    looked_up = upload is not None and bool(upload.embeddings)
    codes = [*LOOKED_UP] if looked_up else []
    codes += ["task"] if here.inputs == 2 else []
    codes += ["random", "text"]
    if upload and not looked_up:
        codes.append("onehot")
    codes.append("csv")
    words = {code: text[f"source.{code}"] for code in codes}
    about = text["source.help"]
    picked = choice(text["source"], words, "source", codes[0], widget=st.pills, help=about)
    if picked == codes[0]:
        forget("source")  # of another model another one is the first
    return picked


def _embedding(text: Text, upload: Upload) -> str:
    names = list(upload.embeddings)
    key = f"embedding_{upload.shape.prefix}"  # another layer starts with the one that is its own
    name = names[0] if len(names) == 1 else st.selectbox(text["embedding"], names, key=key)
    rows, width = upload.embeddings[name].shape
    st.caption(text["embedding.said"].format(name=quoted(name), rows=rows, width=width))
    return name


def _place(text: Text, here: ModuleShape) -> int:
    words = {str(k): layer_named(text, here, *place) for k, place in enumerate(here.places)}
    top = here.places.index((here.layers - 1, False))
    return int(choice(text["place"], words, "place", str(top), widget=st.selectbox))


def layer_named(text: Text, here: ModuleShape, layer: int, reverse: bool) -> str:
    """Which layer of how many, and in which direction."""
    way = text["way.reverse" if reverse else "way.forward"] if here.bidirectional else ""
    if here.layers == 1:
        return way
    return text["layer"].format(layer=layer + 1, layers=here.layers, way=way).strip()


def looked_at(text: Text, settings: YourModel, upload: Upload | None, files: Files) -> Looked:
    """Record the reader's model; what cannot be recorded gets a sentence, and the example."""
    if settings.source == "csv" and files.table is None:
        settings = replace(settings, source="random")
    if upload is None and settings.source != "csv":
        found = cached(record_lesson)(settings.recorded)
        return Looked(found, settings, None, files)
    try:
        key = (upload.key if upload else settings.example, settings.recorded, files.key)
        with st.spinner(text["working"]):
            made = kept("lesson", key, lambda: _run(settings, upload, files))
        return Looked(made, settings, upload, files)
    except UploadError as error:
        st.error(worded(error, text))
        return Looked(shipped(), YourModel(), None, Files())


def _run(settings: YourModel, upload: Upload | None, files: Files) -> Lesson:
    from core.lessons.your_model.run import gradient_of

    module, x, tokens = subject(settings, upload, files)
    return gradient_of(module, x, tokens, settings)


def subject(
    settings: YourModel, upload: Upload | None, files: Files
) -> tuple[nn.RNNBase, Tensor, tuple[str, ...]]:
    """The module that is looked at, what it reads (time, input), and a word for each step."""
    from core.lessons.your_model.input import make_input
    from core.lessons.your_model.run import example

    module = upload.module if upload else example(settings.example)
    x, tokens = make_input(
        settings,
        module.input_size,
        table=files.table.values if files.table else None,
        embedding=upload.embeddings.get(files.embedding) if upload else None,
        dtype=next(module.parameters()).dtype,
    )
    return module, x, tokens


def show_unit(*_: object) -> None:
    """Show the unit that was picked."""
    set_one(YourModel, "look", "unit")
