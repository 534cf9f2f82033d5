"""A step of word vectors: ours against autograd, and against a step of the hierarchical softmax."""

from collections.abc import Iterator

import numpy as np
import torch
from torch.nn.functional import logsigmoid

from bench.table import Row
from bench.timing import Task, ratio, seconds
from core.data.word_texts import word_text
from core.traces.base import Array
from core.word_vectors import hierarchical
from core.word_vectors.examples import Examples, examples
from core.word_vectors.huffman import tree
from core.word_vectors.noise import draw, noise
from core.word_vectors.step import step
from core.word_vectors.training import Budget, start

PLAN = Budget(architecture="skip_gram")
STEPS = 2000  # examples of one run


def rows() -> Iterator[Row]:
    """Skip-gram on the documentation, five negative samples, vectors of 32 numbers."""
    text, rng = word_text("documentation"), np.random.default_rng(0)
    found = examples(text, PLAN.window, PLAN.architecture)
    order = rng.choice(len(found), STEPS, replace=False)
    drawn = draw(noise(text.counts, PLAN.exponent), (STEPS, PLAN.negatives), rng)
    asked = np.hstack([found.targets[order, None], drawn])
    W, C = start(len(text.words), PLAN.hidden, rng)

    def ours() -> None:
        for example, some in zip(order.tolist(), asked, strict=True):
            step(W, C, found.of(example), some, PLAN.rate)

    faster = ratio(by_autograd(W, C, found.inputs[order, 0], asked), ours, rounds=5)
    what = f"a step with {PLAN.negatives} negative samples"
    yield Row(f"{what} / torch's autograd: times faster", faster, 5, "–", at_least=True)
    yield Row(what, seconds(ours, 5) / STEPS * 1e6, 60, "0", unit=" µs")
    softmax = ratio(by_turns(W, text.counts, found, order), ours, rounds=5)
    yield Row("a step with hierarchical softmax / with negative samples", softmax, 2, "–")


def by_autograd(W: Array, C: Array, inputs: Array, rows: Array) -> Task:
    """The same steps by torch: the loss as it is written, its gradient, and SGD."""
    size, hidden = W.shape
    first, second = (torch.nn.Embedding(size, hidden, sparse=True) for _ in range(2))
    for module, values in ((first, W), (second, C)):
        module.weight.data = torch.from_numpy(values.copy())
    descent = torch.optim.SGD([first.weight, second.weight], PLAN.rate)
    pairs = list(zip(torch.from_numpy(inputs), torch.from_numpy(rows), strict=True))

    def run() -> None:
        for word, some in pairs:
            descent.zero_grad()
            score = second(some) @ first(word)
            (-logsigmoid(score[0]) - logsigmoid(-score[1:]).sum()).backward()
            descent.step()

    return run


def by_turns(W: Array, counts: Array, found: Examples, order: Array) -> Task:
    """The same examples by turns in Huffman's tree."""
    codes, W = tree(counts), W.copy()
    paths, inner = [codes.path(word) for word in range(len(W))], np.zeros((len(W) - 1, W.shape[1]))

    def run() -> None:
        for example in order.tolist():
            path = paths[found.targets[example]]
            hierarchical.step(W, inner, found.inputs[example], path, PLAN.rate)

    return run
