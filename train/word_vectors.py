"""Word vectors of three texts, by skip-gram and by CBOW, and the first training as a film."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import perf_counter
from typing import Any

import numpy as np

from core.data.word_texts import CODES, word_text
from core.shipped import recordings
from core.shipped import store as shipped
from core.shipped.word_vectors import FOLLOWED, HIERARCHICAL, file_of, neighbours_of
from core.traces.word_vectors import HierarchicalTrace, LearningTrace, NeighboursTrace
from core.word_vectors import hierarchical
from core.word_vectors.examples import ARCHITECTURES, pair_counts
from core.word_vectors.huffman import entropy, tree
from core.word_vectors.training import FRAMES, Budget, learning, recorded_steps, small
from train.card import versions
from train.runs import SEEDS

EPOCHS = {
    "documentation": {"skip_gram": 20, "cbow": 30},
    "chinese": {"skip_gram": 2, "cbow": 6},
    "english": {"skip_gram": 2, "cbow": 6},
}
RATES = {"skip_gram": 0.025, "cbow": 0.05}


def budget(code: str, architecture: str) -> Budget:
    """How the vectors of a text are trained."""
    epochs, rate = EPOCHS[code][architecture], RATES[architecture]
    return Budget(architecture=architecture, epochs=epochs, rate=rate)


def make(code: str, architecture: str) -> None:
    """Train with every seed; write the first, and what all of them say of the followed words."""
    text, plan, seconds = word_text(code), budget(code, architecture), perf_counter()
    found = [learning(text, plan, seed, FOLLOWED[code]) for seed in SEEDS]
    name = file_of(code, architecture)
    film = replace(found[0], again=np.stack([trace.W for trace in found[1:]]))
    recordings.save(shipped.FOLDER / f"{name}.safetensors", {"learning": film})
    shipped.save_card(
        name,
        {
            "name": name,
            "data": f"core.data.word_texts, {code}",
            "tokens": int(text.counts.sum()),
            "words": len(text.words),
            "config": vars(plan),
            "steps": int(found[0].steps[-1]),
            "seeds": [_judged(seed, trace) for seed, trace in zip(SEEDS, found, strict=True)],
            "seconds": round((perf_counter() - seconds) / len(SEEDS), 1),
            "versions": versions(),
            "format": "float16",
            "made by": f"python -m train {name}",
        },
    )


def _judged(seed: int, trace: LearningTrace) -> dict[str, Any]:
    """The loss before the last step, and the nearest words of those that are followed."""
    near = {
        word: list(trace.words(places[:5]))
        for word, places in zip(trace.followed, trace.near[-1], strict=True)
    }
    return {"seed": seed, "loss": round(float(trace.loss[-1]), 4), "near": near}


def count(code: str) -> None:
    """Count who stands beside whom, with the window of the trainings."""
    text = word_text(code)
    one, other = np.nonzero(np.triu(found := pair_counts(text, Budget.window)))
    trace = NeighboursTrace(
        one=one.astype(np.int16),
        other=other.astype(np.int16),
        times=found[one, other].astype(np.uint16),
        vocabulary=text.words,
    )
    recordings.save(shipped.FOLDER / f"{neighbours_of(code)}.safetensors", {"neighbours": trace})


def make_hierarchical() -> None:
    """Train skip-gram with a hierarchical softmax with every seed; write the first."""
    code = "documentation"
    text, plan, seconds = word_text(code), budget(code, "skip_gram"), perf_counter()
    counts, codes = pair_counts(text, plan.window), tree(text.counts)
    stops = recorded_steps(plan.epochs * int(counts.sum()), FRAMES)
    found = [hierarchical.train(text, plan, seed, stops) for seed in SEEDS]
    trace = HierarchicalTrace(
        steps=found[0].steps,
        loss=found[0].loss.astype(np.float32),
        vocabulary=text.words,
        counts=text.counts,
        W=small(found[0].W),
        inner=small(found[0].inner),
    )
    recordings.save(shipped.FOLDER / f"{HIERARCHICAL}.safetensors", {"hierarchical": trace})
    at_least = entropy(counts.ravel()) - entropy(counts.sum(axis=1))  # H(w, c) − H(w)
    config = {k: v for k, v in vars(plan).items() if k not in ("negatives", "exponent")}
    shipped.save_card(
        HIERARCHICAL,
        {
            "name": HIERARCHICAL,
            "data": f"core.data.word_texts, {code}",
            "words": len(text.words),
            "config": config,
            "steps": int(found[0].steps[-1]),
            "turns": {
                "mean": round(codes.mean_bits, 3),
                "entropy": round(entropy(text.counts), 3),
                "longest": int(codes.lengths.max()),
                "log2 of words": round(float(np.log2(len(text.words))), 3),
            },
            "loss": {
                "seeds": [round(float(learnt.loss[-1]), 4) for learnt in found],
                "of counts alone": round(entropy(counts.sum(axis=0)) * float(np.log(2)), 4),
                "at least": round(at_least * float(np.log(2)), 4),
            },
            "seeds": list(SEEDS),
            "seconds": round((perf_counter() - seconds) / len(SEEDS), 1),
            "versions": versions(),
            "format": "float16",
            "made by": f"python -m train {HIERARCHICAL}",
        },
    )


MAKERS: dict[str, Callable[[], None]] = (
    {
        file_of(code, architecture): partial(make, code, architecture)
        for code in CODES
        for architecture in ARCHITECTURES
    }
    | {HIERARCHICAL: make_hierarchical}
    | {neighbours_of(code): partial(count, code) for code in CODES}
)
