"""Texts of several networks after the same prompt, one sign for each step of the clock."""

from collections.abc import Mapping

import numpy as np

from core.traces.written import WrittenTrace
from viz.view import View

Words = Mapping[str, str]


def typed(
    rows: Mapping[str, WrittenTrace], colours: Mapping[str, str], words: Words, *, columns: int = 12
) -> View:
    """Return continuations side by side; behind each sign, how sure the network was of it.

    Args:
        rows: a continuation for each name.
        colours: the code of each name's colour.
        words: ``typed_title``; ``typed_sure`` with {sign} and {share}; ``typed_summary`` with
            {name} and {text}.
        columns: width on a wide screen, of 12.
    """
    data = {
        "rows": [
            {
                "name": name,
                "colour": colours[name],
                "prompt": trace.prompt,
                "signs": list(trace.tokens),
                "shares": np.asarray(trace.shares, dtype=np.float32),
            }
            for name, trace in rows.items()
        ],
        "sure": words["typed_sure"],
    }
    said = [words["typed_summary"].format(name=n, text=t.text) for n, t in rows.items()]
    title = words["typed_title"]
    return View(kind="typed", data=data, summary=" ".join(said), title=title, columns=columns)
