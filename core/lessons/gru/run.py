"""The lesson's recording, made now: a trained GRU reads a sequence it was not trained on.

Apart from core/lessons/gru/lesson.py because it loads torch.
"""

from math import log
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, linear

from core.data.vocabulary import UNKNOWN
from core.lessons.gru.frozen import freeze
from core.lessons.gru.held import variant
from core.lessons.gru.networks import example, model
from core.lessons.gru.settings import GRU
from core.networks.gru_variants import VariantRun
from core.networks.gru_variants import run as run_variant
from core.networks.weights import Recurrent, Weights, weights
from core.recorders.parity import difference_from_torch
from core.shipped.characters import RANKS
from core.traces.base import Trace
from core.traces.gru import GRUVariantTrace

Pair = tuple[float, float]


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


def difference(settings: GRU) -> float:
    """Return max |step() run over the input − torch's module| on this sequence."""
    return difference_from_torch(model(settings).recurrent, example(settings)[0])
