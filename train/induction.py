"""The model with induction heads: trained on repeated random symbols, its heads scored.

Heads of the first layer learn the same thing side by side, and whichever is switched off, the
others stand in for it. So when the task is learnt, each head pays for the size of what it writes
for a while, and work that several share goes to those that do it best (a group lasso: Yuan & Lin
2006, "Model selection and estimation in regression with grouped variables", §2; Voita et al. 2019,
"Analyzing multi-head self-attention", §6, prune heads in this way). The card has the figures
before it, too.
"""

from copy import deepcopy
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.data.induction_task import SYMBOLS, halves, repeated
from core.draws import FRESH, WEIGHTS, stream
from core.measures import head_scores
from core.measures.heads import all_heads, changes, mean_outputs
from core.networks.transformer import Change, Transformer, transformer
from core.networks.transformer_config import TransformerConfig
from core.recorders.record import record
from core.shipped.transformers import INDUCTION, control
from train.runs import SEEDS
from train.transformers import Budget, Fit, fit, write

CONFIG = TransformerConfig(vocabulary=len(SYMBOLS), positions="rope", mlp=128)
BUDGET = Budget(steps=1000, batch=32)
TIDYING = Budget(steps=300, batch=32)
PENALTY = 0.05  # nats for each unit of a head's norm ‖W_O‖_F, while tidying
FRESH_SEED = 100  # added to the seed of the examples, while tidying
DATA = "random symbols, drawn from a generator; Olsson et al. 2022"
HELD_OUT = {"n": 200, "seed": 1}  # sequences whose second half is the first once more


def learn(seed: int) -> Fit[Transformer]:
    """Predict every next symbol, also those that cannot be known."""
    return fit(transformer(CONFIG, stream(seed, WEIGHTS)), BUDGET, seed, _loss)


def tidy(learnt: Fit[Transformer]) -> Fit[Transformer]:
    """Go on from a copy of a model that has learnt, while each head pays for what it writes."""
    model, seed = deepcopy(learnt.model), FRESH_SEED + learnt.seed
    after = fit(model, TIDYING, seed, lambda m, g: _loss(m, g) + PENALTY * m.head_norms().sum())
    return replace(learnt, model=after.model, seconds=learnt.seconds + after.seconds)


def make() -> None:
    """Train with every seed, and write the first with its card."""
    ship([learn(seed) for seed in SEEDS])


def ship(learnt: list[Fit[Transformer]]) -> None:
    """Tidy these runs, and write the first with its card."""
    about = {
        "data": DATA,
        "config": asdict(CONFIG),
        "tidying": asdict(TIDYING) | {"penalty": PENALTY},
        "held-out sequences": HELD_OUT,
        "before tidying": [{"seed": f.seed, **measure(f.model)} for f in learnt],
    }
    write(INDUCTION, BUDGET, [tidy(f) for f in learnt], measure, control(CONFIG), **about)


def measure(model: Transformer) -> dict[str, Any]:
    """Copy accuracy, loss, scores of all heads, and accuracy with each of them switched off."""
    tokens, known = halves(HELD_OUT["n"], stream(HELD_OUT["seed"], FRESH))
    means = mean_outputs(model, tokens)
    return {
        **copying(model, tokens, known),
        "previous token": _table(scores(model, tokens, "previous_token")),
        "induction": _table(scores(model, tokens, "induction")),
        "without": _ablated(model, tokens, known, None),
        "by its mean": _ablated(model, tokens, known, means),
    }


@torch.no_grad()
def copying(
    model: Transformer, tokens: Tensor, known: Tensor, change: Change | None = None
) -> dict[str, float]:
    """The share of right answers and the loss, in bits, where the next symbol can be known."""
    logits = model.run(tokens[:, :-1], change=change).logits[known[:, 1:]]
    answers = tokens[:, 1:][known[:, 1:]]
    right = (logits.argmax(dim=-1) == answers).double().mean()
    bits = cross_entropy(logits, answers) / np.log(2)
    return {"accuracy": round(right.item(), 4), "bits": round(bits.item(), 4)}


def scores(model: Transformer, tokens: Tensor, name: str) -> np.ndarray:
    """The mean score of each head over some sequences, by its name in `head_scores`."""
    found = []
    for x in tokens:
        weights = [layer.weights for layer in record(model, x).traces]
        if name == "induction":
            found.append([head_scores.induction(w, x.tolist()) for w in weights])
        else:
            found.append([head_scores.previous_token(w) for w in weights])
    return np.mean(found, axis=0)


def _ablated(
    model: Transformer, tokens: Tensor, known: Tensor, means: np.ndarray | None
) -> list[list[float]]:
    """The accuracy without each head: (layer, head)."""
    found = [
        copying(model, tokens, known, changes(model, [head], means=means))["accuracy"]
        for head in all_heads(model)
    ]
    return np.reshape(found, (model.config.layers, model.config.heads)).tolist()


def _table(values: np.ndarray) -> list[list[float]]:
    return np.round(values.astype(float), 4).tolist()


def _loss(model: Transformer, generator: torch.Generator) -> Tensor:
    tokens, _ = repeated(BUDGET.batch, generator)
    return cross_entropy(model(tokens[:, :-1]).flatten(0, 1), tokens[:, 1:].flatten())


MAKERS = {INDUCTION: make}
