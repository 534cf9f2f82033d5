"""One recurrent network as an MLP, copied for each step, joined and folded, as a view of the stage.

Its clock runs there and back: step t of T reads input t, step T + k is k steps back from the last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from core.traces.base import Array
from viz.marks import Scale
from viz.view import View, ViewError


@dataclass(frozen=True)
class Layer:
    """The units of a layer at every step, (time, unit), drawn as squares in so many columns."""

    values: Array
    columns: int
    scale: Scale


@dataclass(frozen=True)
class Output:
    """What a step puts out: a word, how sure it is of it, and whether that is what follows."""

    word: str
    share: float | None = None
    right: bool = False


@dataclass(frozen=True)
class Apart:
    """The states (time, unit) and outputs of copies that are not joined yet."""

    states: Array
    outputs: Sequence[Output]


@dataclass(frozen=True)
class Back:
    """What comes back, (time,) each: shares of what it is at the last step."""

    influence: Array  # of each input on the last output: the bars
    message: Array  # ∂L/∂h_t


@dataclass(frozen=True)
class Mark:
    """An input that the reader is asked about, ``lag`` steps back, and the share guessed."""

    lag: int
    guess: float | None = None
    right: bool | None = None


def unfold(
    tokens: Sequence[str],
    x: Layer,
    h: Layer,
    outputs: Sequence[Output],
    *,
    back: Back | None,
    apart: Apart | None = None,
    marks: Sequence[Mark] = (),
    bars: Sequence[str],
    names: Mapping[str, str],
    summary: str,
    title: str = "",
    columns: int = 12,
) -> View:
    """Return the network; without ``back`` the way back is covered, and not in the payload.

    ``apart`` is what is shown as long as the copies are not joined, if it is something else.

    ``bars`` says what the bars are, in parts between which a line may break; without any there are
    none. ``names`` are the words for the layers "x", "h" and "o" of one copy alone.

    Raises:
        ViewError: layers or outputs that are not one for each of the tokens.
    """
    for name, found in (("x", x.values), ("h", h.values), ("outputs", outputs)):
        if len(found) != len(tokens):
            raise ViewError(f"unfold.{name}", f"must have {len(tokens)} steps, got {len(found)}")
    data = {
        "tokens": list(tokens),
        "layers": {"x": _layer(x), "h": _layer(h)},
        "outputs": [asdict(output) for output in outputs],
        "back": back and {name: np.float64(values) for name, values in vars(back).items()},
        "apart": apart
        and {
            "states": np.float32(apart.states),
            "outputs": [asdict(output) for output in apart.outputs],
        },
        "marks": [asdict(mark) for mark in marks],
        "bars": list(bars) or None,
        "names": dict(names),
    }
    return View(kind="unfold", data=data, summary=summary, title=title, columns=columns)


def _layer(layer: Layer) -> dict[str, object]:
    return {
        "values": np.float32(layer.values),
        "columns": layer.columns,
        "size": layer.values.shape[1],
        "scale": layer.scale.data(),
    }
