"""Stages of word vectors: how they learn, what a look-up is, and a tree of codes."""

import heapq
from itertools import count

import numpy as np

from core.shipped.word_vectors import load_vectors
from core.traces.word_vectors import LearningTrace
from core.word_vectors.step import sigmoid
from ui.text import load
from viz.view import Clock, Stage, View
from viz.views.vectors.huffman import Node, huffman
from viz.views.vectors.lookup import lookup
from viz.views.vectors.sampled import Sampled, Taught, sampled

WINDOW = 3
STEPS = 8  # recorded steps, of all
TEXT = {"en": "he bought very good coffee", "zh": "他 昨天 买 咖啡"}
LEAVES = {
    "en": "the he a very yesterday good hot coffee doctor expensive Beijing bananas",
    "zh": "的 他 我们 很 昨天 好 热 咖啡 医生 便宜 北京 香蕉",
}
WORDS = {
    "en": {
        "sampled_asked": "input",
        "sampled_true": "neighbour",
        "sampled_drawn": "drawn",
        "sampled_sigma": "σ(c · h)",
        "sampled_h": "h",
        "sampled_change": "change of h",
        "sampled_say": "{asked} beside {target}: {before}, then {after}; drawn: {drawn}",
        "sampled_summary": "a step of learning",
        "lookup_x": "x, 1 × {V}",
        "lookup_table": "W, a row for each word",
        "lookup_product": "x W",
        "lookup_rest": "… {n} further rows, each times 0",
        "lookup_value": "value",
        "lookup_say": "{word}: the 1 stands at row {place}",
        "lookup_summary": "look-up of {text}",
        "huffman_join": "{first} and {second} are joined: {sum}.",
        "huffman_code": "{word}, {count} times: {code}.",
        "huffman_turn": "{p}",
        "huffman_product": "The product is P({word}) = {p}.",
        "huffman_hint": "Press a word for its code.",
        "huffman_summary": "a tree of {words}",
    },
    "zh": {
        "sampled_asked": "输入",
        "sampled_true": "真邻词",
        "sampled_drawn": "抽到",
        "sampled_sigma": "σ(c · h)",
        "sampled_h": "h",
        "sampled_change": "h 的变化",
        "sampled_say": "{asked} 旁边是 {target}：{before}，然后 {after}；抽到 {drawn}",
        "sampled_summary": "学习的一步",
        "lookup_x": "x，1 × {V}",
        "lookup_table": "W，每词一行",
        "lookup_product": "x W",
        "lookup_rest": "…… 另外 {n} 行，各乘 0",
        "lookup_value": "数值",
        "lookup_say": "{word}：1 在第 {place} 行",
        "lookup_summary": "查找 {text}",
        "huffman_join": "{first} 与 {second} 合并：{sum}。",
        "huffman_code": "{word} 出现 {count} 次：{code}。",
        "huffman_turn": "{p}",
        "huffman_product": "乘积为 P({word}) = {p}。",
        "huffman_hint": "点一个词，看它的编码。",
        "huffman_summary": "{words} 的树",
    },
}


def _vectors(language: str) -> LearningTrace:
    return load_vectors("chinese" if language == "zh" else "english", "skip_gram")


def _stage(language: str, length: int, *views: View, **picked: int) -> Stage:
    clock = Clock(length=length, label="t = {t}", autoplay=False, speed=1)
    words = load("stage", language).labels
    return Stage(name="word_vectors", clock=clock, views=views, words=words, picked=picked)


def step_sampled(language: str = "en", drawn: int = 5, columns: int = 5) -> Stage:
    """Some recorded steps of a training; what more is drawn comes from other steps."""
    trace = _vectors(language)
    chosen = np.linspace(0, len(trace.steps) - 1, STEPS).astype(int)
    steps = [_sampled(trace, at, drawn) for at in chosen]
    view = sampled(steps, words=WORDS[language], columns=columns)
    return _stage(language, len(steps), view)


def _sampled(trace: LearningTrace, at: int, drawn: int) -> Sampled:
    line = trace.words(trace.line[at])
    middle = int(trace.middle[at])
    around = [place for place in range(len(line)) if 0 < abs(place - middle) <= WINDOW]
    target = next(p for p in around if trace.line[at][p] == trace.rows[at][0])
    before, after = sigmoid(trace.scores), sigmoid(trace.scores_after)
    taught = [
        Taught(word=trace.vocabulary[trace.rows[step][row]], drawn=row > 0,
               before=float(before[step][row]), after=float(after[step][row]))
        for step in [at, *(s for s in range(len(trace.steps)) if s != at)]
        for row in range(0 if step == at else 1, trace.rows.shape[1])
    ][: 1 + drawn]  # fmt: skip
    change = np.float32(trace.h_after[at]) - np.float32(trace.h[at])
    return Sampled(
        line=line, asked=[middle], target=target, taught=taught, h=trace.h[at], change=change
    )


def text_looked_up(language: str = "en", columns: int = 12) -> Stage:
    """A text whose words are looked up in the table of a training."""
    trace, tokens = _vectors(language), TEXT[language].split()
    places = [trace.vocabulary.index(token) for token in tokens]
    others = [place for place in range(len(trace.vocabulary)) if place not in places]
    rows = sorted({*places, *others[: 11 - len(set(places))]})
    size = len(trace.vocabulary)
    view = lookup(
        tokens,
        [trace.vocabulary[row] for row in rows],
        trace.W[rows],
        words=WORDS[language],
        gap=(size, size - len(rows)),
        columns=columns,
    )
    return _stage(language, len(tokens), view)


def codes_grown(
    language: str = "en", leaves: int = 12, *, turns: bool = False, leaf: int | None = None
) -> Stage:
    """A Huffman tree of some words by their counts; the ``turns`` on it by vectors of a seed."""
    trace = _vectors(language)
    chosen = LEAVES[language].split()
    words = [*chosen, *(word for word in trace.vocabulary if word not in chosen)][:leaves]
    counts = [int(trace.counts[trace.vocabulary.index(word)]) for word in words]
    nodes = tree(words, counts, np.random.default_rng(0) if turns else None)
    picked = {} if leaf is None else {"leaf": leaf}
    return _stage(language, leaves, huffman(nodes, words=WORDS[language]), **picked)


def tree(words: list[str], counts: list[int], rng: np.random.Generator | None = None) -> list[Node]:
    """The nodes of a Huffman tree; σ of each turn from a seed where there is one."""
    order = count()
    heap = [(number, next(order)) for number in counts]
    sums, children = list(counts), [None] * len(counts)
    heapq.heapify(heap)
    while len(heap) > 1:
        (one, left), (other, right) = heapq.heappop(heap), heapq.heappop(heap)
        sums.append(one + other)
        children.append((left, right))
        heapq.heappush(heap, (one + other, next(order)))
    rights = [0.5] * len(sums) if rng is None else sigmoid(rng.normal(size=len(sums))).tolist()
    x, depth, probability = {}, {len(sums) - 1: 0}, {len(sums) - 1: 1.0}
    for k in reversed(range(len(sums))):
        for bit, child in enumerate(children[k] or ()):
            depth[child] = depth[k] + 1
            probability[child] = probability[k] * (rights[k] if bit else 1 - rights[k])
    for rank, leaf in enumerate(_from_left(children, len(sums) - 1)):
        x[leaf] = (rank + 0.5) / len(words)
    for k, pair in enumerate(children):
        if pair:
            x[k] = (x[pair[0]] + x[pair[1]]) / 2
    return [
        Node(
            count=sums[k],
            word=words[k] if k < len(words) else "",
            step=max(0, k - len(words) + 1),
            x=x[k],
            depth=depth[k],
            children=pair,
            probability=None if rng is None else probability[k],
            right=None if rng is None or not pair else rights[k],
        )
        for k, pair in enumerate(children)
    ]


def _from_left(children: list[tuple[int, int] | None], node: int) -> list[int]:
    pair = children[node]
    return [leaf for child in pair for leaf in _from_left(children, child)] if pair else [node]
