"""What the product of two word vectors is: PMI − log k, measured for k, exponent and window.

The trainings read the same examples with the same draws as `core.word_vectors.training`, but
`BATCH` of them at a time, which is quicker.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from core.data.word_texts import WordText, word_text
from core.shipped import recordings
from core.shipped import store as shipped
from core.shipped.word_vectors import SHIFT
from core.traces.base import Array
from core.traces.word_vectors import ShiftTrace
from core.word_vectors.examples import examples, pair_counts
from core.word_vectors.noise import draw, noise
from core.word_vectors.pmi import LEAST, pmi
from core.word_vectors.training import LEAST_RATE, Budget, start
from train.card import versions
from train.runs import SEEDS
from train.word_vectors import budget

CODE = "documentation"
NEGATIVES = (1, 2, 5, 15)
EXPONENTS = (0.0, 0.75, 1.0)
WINDOWS = (1, 3, 5)
BATCH = 256  # examples that learn at the same time
POINTS = 250  # pairs that are kept one by one
HIGH = 0.75  # of the pairs have a lower PMI than those with the highest
NAMES = ("PMI - w.c", "spread", "correlation", "lowest PMI", "highest PMI")  # in the card
WIDE = 64  # numbers of a vector, in the trainings that tell what longer ones change


class Shift(NamedTuple):
    """PMI − w · c over pairs.

    Its mean and standard deviation, the correlation of the two, and the mean over the pairs with
    the lowest and over those with the highest PMI, which `HIGH` parts.
    """

    mean: float
    spread: float
    correlation: float
    low: float
    high: float


def make() -> None:
    """Train with every setting and seed, measure, and write everything."""
    text, plan, seconds = word_text(CODE), budget(CODE, "skip_gram"), perf_counter()
    counts = {window: pair_counts(text, window) for window in WINDOWS}
    chosen = [sample(counts[window]) for window in WINDOWS]
    shape = (len(NEGATIVES), len(EXPONENTS), len(WINDOWS))
    judged = np.empty((*shape, len(SEEDS), len(Shift._fields)))
    products, pmis = np.empty((*shape, POINTS)), np.empty((*shape[1:], POINTS))
    for at in np.ndindex(shape):
        k, exponent, window = NEGATIVES[at[0]], EXPONENTS[at[1]], WINDOWS[at[2]]
        here = replace(plan, negatives=k, exponent=exponent, window=window)
        right = pmi(counts[window], noise(text.counts, exponent))
        found = [dots(text, here, seed) for seed in SEEDS]
        judged[at] = [shift(right, dot) for dot in found]
        products[at], pmis[at[1:]] = found[0][chosen[at[2]]], right[chosen[at[2]]]
        print(here, judged[at].round(3).tolist(), flush=True)
    trace = ShiftTrace(
        negatives=np.array(NEGATIVES),
        exponents=np.array(EXPONENTS),
        windows=np.array(WINDOWS),
        n_pairs=np.array([(counts[window] >= LEAST).sum() for window in WINDOWS]),
        shift=judged[..., 0].astype(np.float32),
        spread=judged[..., 1].astype(np.float32),
        correlation=judged[..., 2].astype(np.float32),
        shift_low=judged[..., 3].astype(np.float32),
        shift_high=judged[..., 4].astype(np.float32),
        words=np.array([words for words, _ in chosen], dtype=np.int16),
        contexts=np.array([contexts for _, contexts in chosen], dtype=np.int16),
        pmi=pmis.astype(np.float16),
        product=products.astype(np.float16),
        vocabulary=text.words,
    )
    recordings.save(shipped.FOLDER / f"{SHIFT}.safetensors", {"shift": trace})
    shipped.save_card(
        SHIFT,
        {
            "name": SHIFT,
            "data": f"core.data.word_texts, {CODE}",
            "config": vars(plan) | {"batch": BATCH},
            "pairs seen at least": LEAST,
            "shift": [_row(at, judged[at]) for at in np.ndindex(shape)],
            "hidden": [_wide(text, plan, counts[plan.window], k) for k in NEGATIVES],
            "seeds": list(SEEDS),
            "seconds": round(perf_counter() - seconds, 1),
            "versions": versions(),
            "format": "float16",
            "made by": f"python -m train {SHIFT}",
        },
    )


def _row(at: tuple[int, ...], judged: Array) -> dict[str, Any]:
    k, exponent, window = NEGATIVES[at[0]], EXPONENTS[at[1]], WINDOWS[at[2]]
    row: dict[str, Any] = {"negatives": k, "exponent": exponent, "window": window}
    row["log k"] = round(math.log(k), 3)
    for name, values in zip(NAMES, judged.T, strict=True):
        row[name] = [round(float(value), 3) for value in values]
    return row


def _wide(text: WordText, plan: Budget, counts: Array, k: int) -> dict[str, Any]:
    here = replace(plan, negatives=k, hidden=WIDE)
    found = shift(pmi(counts, noise(text.counts, plan.exponent)), dots(text, here, SEEDS[0]))
    return {"hidden": WIDE, "negatives": k} | {
        name: round(float(value), 3) for name, value in zip(NAMES, found, strict=True)
    }


def sample(counts: Array) -> tuple[Array, Array]:
    """Words and contexts of `POINTS` pairs seen often enough, (pair,) both.

    Every pair has a random rank of its own, and the first ones are taken, so that windows with the
    same pairs show the same ones as far as can be.
    """
    rank = np.random.default_rng(POINTS).random(counts.shape)
    rank[counts < LEAST] = np.inf
    flat = np.argsort(rank, axis=None)[:POINTS]
    words, contexts = np.unravel_index(np.sort(flat), counts.shape)
    return words, contexts


def shift(right: Array, found: Array) -> Shift:
    """How PMI, NaN where a pair is not judged, and w · c differ."""
    judged = ~np.isnan(right)
    a, b = right[judged], found[judged]
    below, high = a - b, a > np.quantile(a, HIGH)
    correlation = np.corrcoef(a, b)[0, 1]
    return Shift(below.mean(), below.std(), correlation, below[~high].mean(), below[high].mean())


def dots(text: WordText, plan: Budget, seed: int) -> Array:
    """The product w · c of all words after a training, (word, context)."""
    W, C = train(text, plan, seed)
    return W @ C.T


def train(text: WordText, plan: Budget, seed: int, batch: int = BATCH) -> tuple[Array, Array]:
    """W and C, (word, hidden) both, after a training in batches, float32.

    Every example of a batch learns from the vectors as they were before it, with the whole rate,
    so that a batch moves the vectors about as far as its examples one after another.
    """
    rng = np.random.default_rng(seed)
    W, C = (torch.tensor(x, dtype=torch.float32) for x in start(len(text.words), plan.hidden, rng))
    asked = examples(text, plan.window, plan.architecture)
    likely, total = noise(text.counts, plan.exponent), plan.epochs * len(asked)
    done = 0
    for _ in range(plan.epochs):
        order = rng.permutation(len(asked))
        drawn = draw(likely, (len(order), plan.negatives), rng)
        rows = torch.from_numpy(np.hstack([asked.targets[order, None], drawn]))
        inputs = torch.from_numpy(asked.inputs[order, 0])
        for some, those in zip(inputs.split(batch), rows.split(batch), strict=True):
            _learn(W, C, some, those, plan.rate * max(1 - done / total, LEAST_RATE))
            done += len(some)
    return W.numpy(), C.numpy()


def _learn(W: Tensor, C: Tensor, some: Tensor, those: Tensor, rate: float) -> None:
    h, c = W[some], C[those]
    error = torch.sigmoid(torch.bmm(c, h[:, :, None])[:, :, 0]).neg_()
    error[:, 0] += 1
    error *= rate
    towards = torch.bmm(error[:, None], c)[:, 0]
    C.index_add_(0, those.flatten(), (error[:, :, None] * h[:, None]).flatten(0, 1))
    W.index_add_(0, some, towards)


MAKERS: dict[str, Callable[[], None]] = {SHIFT: make}
