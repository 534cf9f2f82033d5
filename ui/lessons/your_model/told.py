"""What is told of the reader's file: what is in it, what is shown of it, and what was left out."""

from collections.abc import Sequence

import streamlit as st

from core.uploads.module_shape import ModuleShape
from ui.lessons.your_model.parts import Looked, layer_named
from ui.lessons.your_model.upload import Upload, placed, quoted
from ui.text import Text

NAMES = 6  # in a sentence; of more, the first


def what_it_is(text: Text, looked: Looked) -> None:
    """Say in one line which module the file holds, which layer is shown, and what it reads."""
    if looked.upload is not None:
        said = (
            quoted(looked.upload.name),
            _sizes(text, looked.upload.shape),
            *_assumed(text, looked.upload),
            *_which(text, looked),
            _input(text, looked),
        )
        st.caption(" · ".join(said))


def _assumed(text: Text, upload: Upload) -> list[str]:
    """The nonlinearity of an RNN, which no file tells."""
    return [text[f"assumed.{upload.key[2]}"]] if upload.shape.network == "rnn" else []


def _which(text: Text, looked: Looked) -> list[str]:
    """Of several recurrent modules in the file, and of several layers, the one that is shown."""
    upload, trace = looked.upload, looked.lesson.trace
    said: list[str] = []
    if upload and upload.parts > 1:
        said.append(text["shown.part"].format(count=upload.parts, name=placed(upload.shape, text)))
    if upload and len(upload.shape.places) > 1:
        said.append(layer_named(text, upload.shape, trace.layer, trace.reverse))
    return [text["shown"].format(what=text["between_names"].join(said))] if said else []


def _input(text: Text, looked: Looked) -> str:
    source = looked.settings.source
    return text["shown.input"].format(
        what=text["input.random" if source == "random" else f"source.{source}"]
    )


def _sizes(text: Text, here: ModuleShape) -> str:
    parts = [
        text[f"is.{here.network}"],
        text["is.sizes"].format(inputs=here.inputs, hidden=here.hidden, layers=here.layers),
        text["is.two_ways" if here.bidirectional else "is.one_way"],
        text["is.bias" if here.bias else "is.no_bias"],
    ]
    if here.proj:
        parts.append(text["is.proj"].format(proj=here.proj))
    return " · ".join(parts)


def what_was_read(text: Text, looked: Looked) -> None:
    """Say what was read from the file's names and shapes, and what could not be."""
    if looked.upload is None:
        return
    here = looked.upload.shape
    prefix = placed(here, text)
    st.caption(text(f"told_{here.network}", what=_sizes(text, here), prefix=prefix))
    st.caption(text["between_sentences"].join(_of_the_file(text, looked.upload)))


def _of_the_file(text: Text, upload: Upload) -> list[str]:
    """What was done with the file beyond reading it, and where the reading starts."""
    held, prefix = upload.opened, upload.shape.prefix
    computed = [name for name in held.computed if name.startswith(prefix)]
    said = [text["file.starts"]]
    if upload.unused:
        said.append(text["file.unused"].format(names=_listed(text, upload.unused)))
    if prefix in held.cells:
        said.append(text["file.cell"])
    if computed:
        said.append(text["file.computed"].format(names=_listed(text, computed)))
    if held.left_out:
        said.append(text["file.left_out"].format(names=_listed(text, held.left_out)))
    return said


def _listed(text: Text, names: Sequence[str]) -> str:
    """The file's own names, in a row."""
    more = ["…"] if len(names) > NAMES else []
    return text["between_names"].join([*map(quoted, names[:NAMES]), *more])
