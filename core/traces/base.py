"""The base of every trace: an immutable record of arrays whose axes have names."""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

Array = np.ndarray

FROM_ONE = ("time", "later")  # axes that count positions of the sequence: x_1 … x_T


def axes(names: str, *, optional: bool = False) -> Any:
    """Declare a trace field and the name of each of its axes, e.g. ``axes("time hidden")``.

    An ``optional`` field may be left out, and is then None.
    """
    metadata = {"axes": tuple(names.split())}
    return field(default=None, metadata=metadata) if optional else field(metadata=metadata)


@dataclass(frozen=True, eq=False, kw_only=True)
class Trace:
    """Base of all traces: one example, no batch axis.

    Fields declared with ``axes`` are numpy arrays (or tuples of words). Equal axis names must
    have equal sizes, else ValueError names the field, the axis and both sizes. Arrays are kept
    as read-only views: a trace never changes.
    """

    def __post_init__(self) -> None:
        sizes: dict[str, tuple[int, str]] = {}
        for f in self._axis_fields():
            value = getattr(self, f.name)
            if isinstance(value, np.ndarray):
                value = value.view()
                value.flags.writeable = False
                object.__setattr__(self, f.name, value)
            shape = (len(value),) if isinstance(value, tuple) else np.shape(value)
            self._check(f, shape, sizes)

    def _axis_fields(self) -> list[Field]:
        """The fields with named axes that are present."""
        return [f for f in fields(self) if "axes" in f.metadata and self._present(f)]

    def _present(self, f: Field) -> bool:
        return f.default is not None or getattr(self, f.name) is not None

    def _check(self, f: Field, shape: tuple[int, ...], sizes: dict[str, tuple[int, str]]) -> None:
        names, kind = f.metadata["axes"], type(self).__name__
        if len(shape) != len(names):
            raise ValueError(f"{kind}.{f.name} has shape {shape}, expected axes {names}")
        for name, size in zip(names, shape, strict=True):
            known, source = sizes.setdefault(name, (size, f.name))
            if size != known:
                where = f"{kind}.{f.name}: axis '{name}'"
                raise ValueError(f"{where} is {size}, but {known} in {kind}.{source}")

    def coordinates(self, axis: str, size: int) -> Array:
        """How the places along ``axis`` are counted when they are shown or exported.

        A field of numbers with the axis's own name, or its plural, gives the values (training
        steps); time counts from 1, as in the papers; everything else from 0.
        """
        for f in self._axis_fields():
            own = f.metadata["axes"] == (axis,) and f.name in (axis, f"{axis}s")
            if own and not self._is_words(f):
                return np.asarray(getattr(self, f.name))
        return np.arange(size) + (1 if axis in FROM_ONE else 0)

    def frame(self, *names: str) -> pd.DataFrame:
        """The trace as a tidy table: one row per value.

        Columns: ``quantity`` (the field's name), one for each axis of the chosen fields (missing
        where a field lacks it), one for each field of words along such an axis (``tokens``; where
        it is called as the axis, ``source``, its words are ``source_word``), and ``value``.
        Without ``names``: every numeric field that has axes, and what is derived.

        Raises:
            KeyError: a name is not a numeric field of this trace.
        """
        import pandas as pd

        known = (f for f in self._axis_fields() if not self._is_words(f))
        numeric = {f.name: f.metadata["axes"] for f in known} | self._derived()
        tables = [self._table(name, numeric[name]) for name in names or numeric]
        return self._order(pd.concat(tables, ignore_index=True))

    def _derived(self) -> dict[str, tuple[str, ...]]:
        """The axes of the arrays that the trace computes from its fields, by name."""
        return {}

    def _is_words(self, f: Field) -> bool:
        return isinstance(getattr(self, f.name), tuple)

    def _table(self, name: str, names: tuple[str, ...]) -> pd.DataFrame:
        """One array's values, a row each; ``names`` are its axes."""
        import pandas as pd

        value = np.asarray(getattr(self, name))
        places = np.indices(value.shape).reshape(value.ndim, -1)
        columns: dict[str, Any] = {"quantity": name}
        for axis, place, size in zip(names, places, value.shape, strict=True):
            columns[axis] = pd.array(self.coordinates(axis, size)[place])
            for words in filter(self._is_words, self._axis_fields()):
                if words.metadata["axes"] == (axis,):
                    called = f"{axis}_word" if words.name == axis else words.name
                    columns[called] = np.asarray(getattr(self, words.name))[place]
        return pd.DataFrame(columns | {"value": value.ravel()})

    def _order(self, table: pd.DataFrame) -> pd.DataFrame:
        """``quantity`` first and ``value`` last."""
        between = [name for name in table.columns if name not in ("quantity", "value")]
        return table[["quantity", *between, "value"]]
