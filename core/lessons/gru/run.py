"""The lesson's recording, made now: a trained GRU reads a sequence it was not trained on.

Apart from core/lessons/gru/lesson.py because it loads torch.
"""

from functools import lru_cache
from math import log
from typing import Any, cast
from unicodedata import normalize

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, linear

from core.data.tasks import SYMBOLS, TASKS
from core.data.vocabulary import UNKNOWN, encode
from core.draws import FRESH, stream
from core.lessons.gru.settings import GRU, HIDDEN, SEEDS_FILE
from core.networks.assign import assign
from core.networks.character_model import CharacterModel
from core.networks.gru_variants import Variant, VariantRun
from core.networks.gru_variants import run as run_variant
from core.networks.recurrent import Predictor, empty_predictor
from core.networks.weights import Recurrent, Weights, weights
from core.recorders.parity import difference_from_torch
from core.shipped.characters import RANKS, load_character_model
from core.traces.base import Trace
from core.traces.gru import GRUVariantTrace

Pair = tuple[float, float]
HELD: dict[str, dict[str, Any]] = {  # by code: the gate, and what it is held at
    "none": {},
    "r_one": {"r": 1.0},
    "r_zero": {"r": 0.0},
    "z_one": {"z": 1.0},
    "z_zero": {"z": 0.0},
}


def network(task: str, seed: int = 0) -> Predictor:
    """The GRU that was trained on ``task`` from ``seed``; see train/gru.py."""
    prefix = f"{task}/{seed}/"
    found = {
        name.removeprefix(prefix): values.float()
        for name, values in _all_weights().items()
        if name.startswith(prefix)
    }
    empty = empty_predictor("gru", TASKS[task].inputs, HIDDEN, TASKS[task].outputs)
    return assign(empty, found)


@lru_cache(maxsize=1)
def _all_weights() -> dict[str, Tensor]:
    return load_file(SEEDS_FILE)


def model(settings: GRU) -> Predictor | CharacterModel:
    """The trained network that the settings ask for."""
    return load_character_model("gru") if settings.task == "text" else network(settings.task)


def example(settings: GRU) -> tuple[Tensor, tuple[str, ...], Tensor]:
    """What is read: x (1, time, input), a word for each step, and the right answers.

    These are the task's answer (1,), or the characters of the text as numbers (time,).
    """
    if settings.task == "text":
        tokens = tuple(normalize("NFC", settings.sentence))
        indices = torch.from_numpy(encode("".join(tokens))[0])
        return load_character_model("gru").embedding(indices)[None], tokens, indices
    draws = stream(1_000 + settings.example, FRESH)
    x, y = TASKS[settings.task].sample(1, settings.length, draws)
    return x, spelled(x[0], settings.task), y


def variant(settings: GRU) -> Variant:
    """The convention and the held gate that the settings ask for."""
    held = HELD[settings.hold]
    return Variant(settings.reset, settings.update, since=settings.since - 1, **held)


@torch.no_grad()
def run(settings: GRU) -> GRUVariantTrace:
    """Record the trained network under ``settings``."""
    trained, (x, tokens, y) = model(settings), example(settings)
    w = weights(cast(Recurrent, trained.recurrent))
    plain, _ = trained.recurrent(x)
    steps = run_variant(w, x, variant(settings))
    given, past = candidate_parts(w, x, steps, settings.reset)
    keep = steps.z if settings.update == "keep" else 1 - steps.z
    parts = {**steps._asdict(), "keep": keep, "given": given, "past": past}
    arrays: dict[str, Any] = {name: part.squeeze(1).numpy() for name, part in parts.items()}
    answer, target = answers(settings.task, trained.readout, steps.h[:, 0], plain[0], y)
    if settings.task == "text":
        likeliest = trained.readout(steps.h[:, 0]).softmax(dim=-1).topk(RANKS)
        arrays |= {"top": likeliest.indices.numpy(), "top_probabilities": likeliest.values.numpy()}
    return GRUVariantTrace(
        tokens=tokens,
        x=x[0].numpy(),
        h0=plain.new_zeros(plain.shape[-1]).numpy(),
        plain=plain[0].numpy(),
        answer=answer,
        target=target,
        **arrays,
    )


def opening() -> dict[str, Trace]:
    """What the lesson opens with: the first example, in torch's convention; and gates frozen."""
    from core.lessons.gru.frozen import freeze

    return {"gru": run(GRU()), "frozen": freeze(GRU())}


def answers(task: str, readout: nn.Linear, h: Tensor, plain: Tensor, y: Tensor) -> Pair:
    """What the network says and what would be right; for a text bits, here and in torch."""
    if task == "text":
        return bits(readout(h), y), bits(readout(plain), y)
    out = readout(h[-1])
    return float(out.argmax() if task == "temporal_order" else out), float(y)


def bits(logits: Tensor, indices: Tensor) -> float:
    """Bits per character of a text, the first and unknown characters left out."""
    losses = cross_entropy(logits[:-1], indices[1:], ignore_index=UNKNOWN, reduction="sum")
    return float(losses / log(2) / max(1, int((indices[1:] != UNKNOWN).sum())))


def candidate_parts(w: Weights, x: Tensor, steps: VariantRun, reset: str) -> tuple[Tensor, Tensor]:
    """What the input and the past bring to the candidate, each (time, n, hidden)."""
    W, U = w.ih.chunk(3)[2], w.hh.chunk(3)[2]
    b, d = w.b_ih.chunk(3)[2], w.b_hh.chunk(3)[2]
    before = torch.cat([torch.zeros_like(steps.h[:1]), steps.h[:-1]])
    after = reset == "after"
    past = steps.r * linear(before, U, d) if after else linear(steps.r * before, U, d)
    return linear(x.transpose(0, 1), W, b), past


def spelled(x: Tensor, task: str) -> tuple[str, ...]:
    """What each step says: a symbol, or the marked number; the other numbers do not count."""
    if task == "temporal_order":
        return tuple(SYMBOLS[k] for k in x.argmax(dim=1).tolist())
    return tuple(f"{v:+.2f}".replace("-", "−") if mark == 1 else "·" for v, mark in x.tolist())


def difference(settings: GRU) -> float:
    """Return max |step() run over the input − torch's module| on this sequence."""
    return difference_from_torch(model(settings).recurrent, example(settings)[0])
