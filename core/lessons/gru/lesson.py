"""Two gates instead of three: a trained gated recurrent unit, its conventions, and what gates do.

Cho et al. 2014, "Learning phrase representations using RNN encoder–decoder", §2.3; Chung et al.
2014, "Empirical evaluation of gated recurrent neural networks on sequence modeling", §3.2.
core/networks/gru.py is the network, core/networks/gru_variants.py its conventions,
core/lessons/gru/run.py the recording.

Importing this module does not load torch: the default settings come from a shipped recording.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from core.lessons.gru.settings import GRU, STUDY
from core.lessons.settings import Among, Held
from core.measures.ordering import ordered
from core.shipped import openings
from core.shipped.store import card
from core.traces.base import Array
from core.traces.gru import FrozenTrace, GRUVariantTrace

GATES = {"rnn": 1, "gru": 3, "lstm": 4}  # blocks of H rows in each weight
RIVALS = ("gru", "lstm", "lstm_bias", "rnn")


def fixed(values: Mapping[str, Any]) -> dict[str, Held | Among]:
    """Say which settings the others leave without a meaning; they keep their defaults."""
    reads_text = values.get("task") == "text"
    idle = ["unit", "example", "length"] if reads_text else ["cell", "sentence", "show"]
    idle += ["since"] if values.get("hold", "none") == "none" else []
    return {name: Held(GRU.defaults()[name]) for name in idle}


def record_lesson(settings: GRU) -> GRUVariantTrace:
    """Record the network under ``settings``; the defaults come from the shipped recording."""
    if settings.recorded == GRU():
        return shipped()
    from core.lessons.gru.run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> GRUVariantTrace:
    """Read the recording of the default settings, without torch."""
    return openings.load("gru")["gru"]


def frozen(settings: GRU) -> FrozenTrace:
    """What the network answers step by step with a gate frozen; the defaults' is shipped."""
    if settings.recorded == GRU():
        return openings.load("gru")["frozen"]
    from core.lessons.gru.frozen import freeze

    return freeze(settings)


@lru_cache(maxsize=1)
def study() -> dict[str, Any]:
    """What was measured on the trained networks of three seeds; see core/lessons/gru/study.py."""
    return json.loads(STUDY.read_text("utf-8"))


def needed(task: str) -> str:
    """Return which gates' timing a task needs: "r", "z", "both" or "neither".

    A gate's timing is needed where each seed, with the gate held at every unit's own mean, loses
    more than half of its right answers.
    """
    found = study()[task]["conditions"]

    def lost(gate: str) -> bool:
        free, held = found["learnt"], found[f"{gate}_mean"]
        return all(b["score"] < a["score"] / 2 for a, b in zip(free, held, strict=True))

    gates = "".join(gate for gate in "rz" if lost(gate))
    return {"rz": "both", "": "neither"}.get(gates, gates)


def arranged(trace: GRUVariantTrace, order: str, unit: int = 0) -> Array:
    """The units in the order of their rows.

    By index, the one that keeps most on top, or as `core.measures.ordering.ordered` sorts h: by
    variance, or by correlation with ``unit``.
    """
    if order == "keep":
        return np.argsort(-trace.keep.mean(axis=0), kind="stable")
    return ordered(trace.h, "unit" if order == "index" else order, unit)


def distance(trace: GRUVariantTrace) -> float:
    """How far the states are from torch's: ‖h − h_torch‖ / ‖h_torch‖ over all steps and units."""
    return float(np.linalg.norm(trace.h - trace.plain) / np.linalg.norm(trace.plain))


def parameters(network: str, inputs: int, hidden: int) -> int:
    """Count the weights of one layer in torch: blocks · (H · (inputs + H) + 2H)."""
    return GATES[network] * (hidden * (inputs + hidden) + 2 * hidden)


def results(task: str) -> dict[str, list[dict[str, Any]]]:
    """Loss, score and first learnt step of every network and seed, from the shipped cards."""
    return {code: card(f"{task}_{code}")["seeds"] for code in RIVALS}


def snippet(settings: GRU) -> str:
    """Return Python that records these settings and prints what the picture shows."""
    return f"""from core.lessons.gru.lesson import distance
from core.lessons.gru.networks import model
from core.lessons.gru.run import run
from core.lessons.gru.settings import GRU

settings = {settings.in_python()}
trace, unit = run(settings), settings.shown
for token, kept, new, h in zip(trace.tokens, trace.kept, trace.new, trace.h):
    print(f"{{token:>5}} {{kept[unit]:+.4f}} {{new[unit]:+.4f}} = {{h[unit]:+.4f}}")

print("away from torch:", distance(trace))
print(model(settings).recurrent)  # a plain torch module: go on from here
"""


def table(trace: GRUVariantTrace) -> str:
    """Return every recorded number as CSV: quantity, time, token, unit, value."""
    names = ("r", "z", "n", "h", "keep", "given", "past", "plain")
    return trace.frame(*names).rename(columns={"hidden": "unit"}).to_csv(index=False)
