"""The five steps from the RNN to the LSTM, trained alike, and what their lesson opens with."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from core.lessons.lstm_derivation.lesson import MISTAKEN
from core.lessons.lstm_derivation.settings import GATED, STEPS, run_name
from core.shipped import store as shipped
from core.training.config import TrainingConfig
from core.training.run import TrainingResult, run
from train.card import about
from train.lessons import record
from train.runs import FORGET_BIAS, SEEDS, TASKS

COMMON: dict[str, Any] = {"task": "adding", **TASKS["adding"]}
ENDS = [0, -1]  # the rows of a run whose weights are kept


def runs() -> dict[str, dict[str, Any]]:
    """The settings of every run, by its name: equal but for the network and its forget bias."""
    gated = [code for code in STEPS if code in GATED]
    opened = {
        run_name(code): {"network": code, "forget_bias": FORGET_BIAS} for code in (*gated, MISTAKEN)
    }
    plain = {run_name(code): {"network": code} for code in STEPS if code not in gated}
    default = {run_name(code, "default"): {"network": code} for code in gated}
    return {name: COMMON | settings for name, settings in (plain | opened | default).items()}


def make() -> None:
    """Train every step with three seeds, then record the lesson's default settings."""
    for name, settings in runs().items():
        make_run(name, [run(TrainingConfig(**settings, seed=seed)) for seed in SEEDS])
    record("lstm_derivation")


def make_run(name: str, results: Sequence[TrainingResult]) -> None:
    """Write what was recorded of all seeds, and the first one's weights before and after."""
    first = results[0]
    ends = {weight: rows[ENDS] for weight, rows in first.snapshots.items()}
    others = {f"seed_{r.config.seed}": r.trace for r in results[1:]}
    shipped.save(name, replace(first, snapshots=ends), beside=others)
    card = about(name, list(results))
    card["format"] = "recordings of all seeds float32; weights float16 before and after"
    card["made by"] = "python -m train lstm_derivation"
    shipped.save_card(name, card)
    print(name, *card["seeds"], sep="\n  ", flush=True)


MAKERS = {"lstm_derivation": make}
