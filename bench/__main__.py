"""``python -m bench [names]``: the table of speeds, as ratios against peers in one run.

Names choose benchmarks, e.g. ``python -m bench recording gradients``; without names all run.
Ends with 1 if a bar is missed.
"""

import sys
from collections.abc import Callable, Iterable, Iterator

from bench import (
    attention,
    cells,
    cold_start,
    counting,
    frames,
    gradients,
    machine,
    payload,
    recording,
    training,
    translation,
    viewers,
    word_vectors,
)
from bench.table import Row, lines

BENCHMARKS: dict[str, Callable[[], Iterable[Row | str]]] = {
    "recording": recording.rows,
    "attention": attention.rows,
    "translation": translation.rows,
    "machine": machine.rows,
    "gradients": gradients.rows,
    "training": training.rows,
    "cells": cells.rows,
    "counting": counting.rows,
    "vectors": word_vectors.rows,
    "payload": payload.rows,
    "frames": frames.rows,
    "start": cold_start.rows,
    "server": viewers.rows,
}


def main(names: list[str]) -> int:
    """Run the named benchmarks, print their table, and tell how many bars were missed."""
    unknown = sorted(set(names) - set(BENCHMARKS))
    if unknown:
        print(f"unknown: {', '.join(unknown)}; known: {', '.join(BENCHMARKS)}")
        return 2
    missed = []

    def measured() -> Iterator[Row | str]:
        for name in names or BENCHMARKS:
            for row in BENCHMARKS[name]():
                if isinstance(row, Row) and not row.holds:
                    missed.append(row.what)
                yield row

    for line in lines(measured()):
        print(line, flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
