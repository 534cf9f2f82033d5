"""Skip-gram with a hierarchical softmax: a word is found by turns in a tree, each with a vector.

Morin and Bengio 2005, "Hierarchical probabilistic neural network language model"; Mikolov et al.
2013, "Distributed representations …", section 2.1; Rong 2014, "word2vec parameter learning
explained", section 3.1. With v_j the vector of the j-th inner node on the path to the leaf w, and
t_j = 1 where the path turns right there,

    p(w | h) = Π_j σ(±v_j · h), + where t_j = 1;    −∂ log p / ∂(v_j · h) = σ(v_j · h) − t_j.

The leaves' probabilities sum to 1 since those of the two turns at each inner node do. One step
moves as many vectors as the path is long, about log₂ V, where a softmax moves V.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from core.data.word_texts import WordText
from core.traces.base import Array
from core.word_vectors.examples import examples, pair_counts
from core.word_vectors.huffman import LEFT, RIGHT, Tree, tree
from core.word_vectors.step import sigmoid
from core.word_vectors.training import LEAST_RATE, Budget, start


def step(W: Array, inner: Array, inputs: Array, path: tuple[Array, Array], rate: float) -> None:
    """Let the vectors of one example learn, in place.

    Args:
        W: the vector of each word, (word, hidden).
        inner: that of each inner node, (inner, hidden).
        inputs: the words that are asked, (input,); skip-gram has one.
        path: the inner nodes from the root to the target, and the turns there; (turn,) both.
        rate: η.
    """
    nodes, turns = path
    h = W[inputs[0]] if len(inputs) == 1 else W[inputs].mean(axis=0)
    v = inner[nodes]
    error = rate * (turns - sigmoid(v @ h))
    towards = error @ v / len(inputs)
    inner[nodes] = v + error[:, None] * h  # no node is on a path twice
    for word in inputs.tolist():
        W[word] += towards


def leaf_probabilities(tree: Tree, inner: Array, h: Array) -> Array:
    """The p(w | h) of every word, (…, word), for vectors h, (…, hidden); they sum to 1."""
    return node_probabilities(tree, inner, h)[..., : tree.size]


def node_probabilities(tree: Tree, inner: Array, h: Array) -> Array:
    """How probable it is that the path comes by each node, (…, node): 1 for the root."""
    score = np.asarray(h, dtype=float) @ np.asarray(inner, dtype=float).T
    turn = {RIGHT: sigmoid(score), LEFT: sigmoid(-score)}
    found = np.ones((*score.shape[:-1], len(tree.counts)))
    for k in range(len(tree.children) - 1, -1, -1):  # parents arise after their children
        for side, there in turn.items():
            node = tree.children[k, side]
            found[..., node] = found[..., tree.size + k] * there[..., k]
    return found


@dataclass(frozen=True, eq=False)
class Learnt:
    """What a training gives: vectors of words and inner nodes, and the loss on the way.

    loss: the mean −log p(target | input) of all examples before each of ``steps``, in nats.
    """

    W: Array
    inner: Array
    steps: Array
    loss: Array


def train(text: WordText, budget: Budget, seed: int, stops: Iterable[int] = ()) -> Learnt:
    """Skip-gram on a text, one example a step, in an order of the seed; no word is drawn.

    ``stops``: the steps, from 1, before which the loss is found. The budget's negatives and
    exponent say nothing here.
    """
    rng, size = np.random.default_rng(seed), len(text.words)
    W, _ = start(size, budget.hidden, rng)
    found = tree(text.counts)
    inner = np.zeros((size - 1, budget.hidden))
    paths = [found.path(word) for word in range(size)]
    asked, counts = examples(text, budget.window, "skip_gram"), pair_counts(text, budget.window)
    total, done, losses = budget.epochs * len(asked), 0, {int(stop): np.nan for stop in stops}
    for _ in range(budget.epochs):
        for example in rng.permutation(len(asked)).tolist():
            done += 1
            if done in losses:
                losses[done] = loss(found, W, inner, counts)
            rate = budget.rate * max(1 - (done - 1) / total, LEAST_RATE)
            step(W, inner, asked.inputs[example], paths[asked.targets[example]], rate)
    return Learnt(W, inner, np.array(list(losses)), np.array(list(losses.values())))


def loss(tree: Tree, W: Array, inner: Array, counts: Array) -> float:
    """The mean −log p(c | w), in nats, of pairs seen so often, (word, context)."""
    seen = counts > 0
    p = leaf_probabilities(tree, inner, W)[seen]
    return float(-(counts[seen] * np.log(p)).sum() / counts.sum())
