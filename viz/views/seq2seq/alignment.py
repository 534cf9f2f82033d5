"""The map of a translation's weights alone: a row for each word, written as the clock goes on.

Bahdanau, Cho & Bengio 2015, figure 3. Drawn by the module of `viz.views.seq2seq.attend`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core.traces.base import Array
from viz.glosses import below, within
from viz.view import View
from viz.views.seq2seq.attend import HEIGHT, PREFIX, Gold, spoken

Words = Mapping[str, str]


def alignment(
    source: Sequence[str],
    target: Sequence[str],
    weights: Array,
    words: Words,
    *,
    gold: Gold | None = None,
    height: int = HEIGHT,
    columns: int = 6,
    title: str = "",
) -> View:
    """Return the map of any translator's weights alone; a step of the clock is a word.

    Args:
        source: the words that were read.
        target: those that were written.
        weights: (target, source), each row sums to 1.
        words: as for `attend`.
        gold: as for `attend`.
        height: of the map, in px.
        columns: width on a wide screen, of 12.
        title: above the picture.
    """
    data: dict[str, Any] = {
        "source": list(source),
        "glosses": below(source, words),
        "named": [within(word, words) for word in source],
        "target": list(target),
        "next": False,
        "whole": True,
        "weights": weights.astype(np.float32),
        "attention_forced": [False] * len(target),
        "gold": gold and [list(links) for links in gold.sure],
        "possible": gold and [list(links) for links in gold.possible],
        "parts": ["map"],
        "forcing": False,
        "height": height,
        "words": {k.removeprefix(PREFIX): v for k, v in words.items() if k.startswith(PREFIX)},
    }
    summary = spoken(source, target, weights, words)
    return View(kind="attend", data=data, summary=summary, title=title, columns=columns)
