"""Diagnose your own model: what any recurrent layer does with an input, and a diagnosis.

The gradient is that of L = v·h_T, with h_T the last state of the top layer in the direction that is
looked at, and v a stated random readout, v ~ N(0, 1) drawn from the seed. Beside every number
stands that of a model of the same shape as torch initialises it, U(−1/√H, 1/√H), with the same
input and the same v. Pascanu, Mikolov & Bengio 2013, §2.

Importing this module does not load torch: the default comes from a shipped recording.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from core.lessons.settings import Among, Held
from core.lessons.your_model.settings import LOOKED_UP, Lesson, YourModel
from core.shipped import openings
from core.shipped.store import card
from core.uploads.module_shape import ModuleShape


def fixed(values: Mapping[str, Any]) -> dict[str, Held | Among]:
    """Say which settings the kind of input leaves without a meaning."""
    needed = {
        "task": "length",
        "random": "length",
        "text": "sentence",
        "ids": "length",
        "tokens": "tokens",
        "onehot": "tokens",
    }
    used = needed.get(values.get("source", "task"))
    names = ("length", "sentence", "tokens")
    return {name: Held(YourModel.defaults()[name]) for name in names if name != used}


def example_shape(code: str) -> ModuleShape:
    """The shape of a shipped example, from its card."""
    config = card(f"adding_{code}")["config"]
    return ModuleShape(network=config["network"], inputs=2, hidden=config["hidden"])


def record_lesson(settings: YourModel) -> Lesson:
    """Record an example; the defaults come from the shipped recording."""
    if settings.recorded == YourModel():
        return shipped()
    from core.lessons.your_model.run import run_example

    return run_example(settings)


@lru_cache(maxsize=1)
def shipped() -> Lesson:
    """Read the recording of the default settings, without torch."""
    return Lesson(shape=example_shape(YourModel.example), **openings.load("your_model"))


def snippet(
    settings: YourModel,
    shape: ModuleShape | None = None,
    file: str = "",
    embedding: str = "",
    rows: slice | None = None,
) -> str:
    """Return Python that records these settings and prints the diagnosis.

    ``shape`` and ``file``: of an uploaded model, which the code expects beside it, as it does
    input.csv where the input is a table. ``embedding``: its name in the file, for token ids.
    ``rows``: those of the table that are read, if not all.
    """
    make = _example(settings) if shape is None else _uploaded(settings, shape, file)
    extra = _extra(settings, embedding, rows)
    return f"""{make}
settings = {settings.in_python()}
x, tokens = make_input(settings, model.input_size{extra})
lesson = run(model, x.to(model.weight_ih_l0.dtype), tokens, settings)

print(lesson.diagnosis.frame())
print("steps back until less than 1 % is left:", lesson.diagnosis.reach)
print("the same, freshly initialised:", lesson.fresh_diagnosis.reach)
"""


def _example(settings: YourModel) -> str:
    """Python that makes the example."""
    return f"""{_table_imports(settings)}from core.lessons.your_model.input import make_input
from core.lessons.your_model.run import example, run
from core.lessons.your_model.settings import YourModel

model = example({settings.example!r})"""


def _uploaded(settings: YourModel, shape: ModuleShape, file: str) -> str:
    """Python that reads the module from a file."""
    reader = "from core.uploads.tables import read_csv\n" if settings.source == "csv" else ""
    return f"""from pathlib import Path

from core.lessons.your_model.input import make_input
from core.lessons.your_model.run import run
from core.lessons.your_model.settings import YourModel
from core.uploads.read import read
from core.uploads.state_dict import module, module_shape
{reader}
tensors = read(Path({file!r}).read_bytes())
model = module(tensors, module_shape(tensors, {shape.prefix!r}), {settings.nonlinearity!r})"""


def _table_imports(settings: YourModel) -> str:
    if settings.source != "csv":
        return ""
    return "from pathlib import Path\n\nfrom core.uploads.tables import read_csv\n"


def _extra(settings: YourModel, embedding: str, rows: slice | None) -> str:
    """The arguments that bring a table or an embedding."""
    if settings.source == "csv":
        some = f"[{rows.start}:{rows.stop}]" if rows else ""
        return f', table=read_csv(Path("input.csv").read_bytes(), model.input_size){some}'
    return f", embedding=tensors[{embedding!r}]" if settings.source in LOOKED_UP else ""


def table(lesson: Lesson) -> str:
    """Return every recorded number as CSV: model, quantity, time, unit, value."""
    import pandas as pd

    parts = [
        ("this", lesson.trace),
        ("this", lesson.gradient),
        ("this", lesson.diagnosis),
        ("fresh", lesson.fresh_gradient),
        ("fresh", lesson.fresh_diagnosis),
    ]
    frames = [part.frame().assign(model=name).astype({"value": float}) for name, part in parts]
    return pd.concat(frames).rename(columns={"hidden": "unit"}).to_csv(index=False)
