"""Stages of words whose vectors are learnt: the documentation of a language, and plain Chinese."""

from collections.abc import Sequence

import numpy as np

from core.shipped.word_vectors import load_vectors
from core.traces.word_vectors import LearningTrace
from core.word_vectors.likeness import unit
from ui.text import load
from viz.view import Clock, Stage, View
from viz.views.vectors.closest import closest
from viz.views.vectors.word_map import Role, word_map

NEAR = 8  # words in the list, and lines on the map
NAMED = 50  # words that are written on the map
WORDS = {
    "map_read": "{word} and {other}: cosine {cosine}, {map} apart on the map, really {real}",
    "map_alone": "{word} is picked: lines lead to the nearest words",
    "map_hint": "Point at a word to read how near it is to the picked one; press it to pick it.",
    "map_asked": "asked",
    "map_true": "true neighbour",
    "map_drawn": "drawn at random",
    "map_summary": "a map of {words}",
    "closest_axis": "cosine",
    "closest_covered": "Not shown before the guess.",
    "closest_guess": "your guess",
    "closest_say": "{word} and {other}: {cosine}",
    "closest_summary": "the words nearest to {word}",
}
CHINESE = {
    "map_read": "“{word}”与“{other}”：余弦 {cosine}，图上相距 {map}，实际相距 {real}",
    "map_alone": "已选“{word}”：连线通向最近的词",
    "map_hint": "指向一个词，读出它与所选词的远近；按下即可选它。",
    "map_asked": "输入词",
    "map_true": "真实邻词",
    "map_drawn": "随机抽取的词",
    "map_summary": "词的地图：{words}",
    "closest_axis": "余弦",
    "closest_covered": "先猜再看。",
    "closest_guess": "你的猜测",
    "closest_say": "“{word}”与“{other}”：{cosine}",
    "closest_summary": "离“{word}”最近的词",
}
GLOSSES = {
    "热": "hot", "冷": "cold", "旧": "old", "新": "new", "天气": "weather", "好": "good",
    "非常": "very", "漂亮": "beautiful", "便宜": "cheap", "星期一": "Monday", "早上": "morning",
    "老师": "teacher", "香蕉": "bananas", "北京": "Beijing", "渴": "thirsty", "饿": "hungry",
    "希望": "hope", "如果": "if", "苹果": "apples", "面包": "bread",
}  # fmt: skip


def words_moving(language: str = "en", covered: bool = False) -> Stage:
    """The map of a training and the words nearest to one; the answer is covered or not."""
    trace = load_vectors("chinese" if language == "zh" else "documentation", "skip_gram")
    hidden = trace.words(trace.near[-1, 0])[:1] if covered else ()
    return _stage(trace, language, covered=hidden)


def words_taught(language: str = "en", guess: str = "") -> Stage:
    """The same with what each training step does, and marks in the list."""
    trace = load_vectors("chinese" if language == "en" else "documentation", "skip_gram")
    return _stage(trace, language, roles=True, guess=guess)


def _stage(
    trace: LearningTrace,
    language: str,
    *,
    covered: Sequence[str] = (),
    roles: bool = False,
    guess: str = "",
) -> Stage:
    words, asked = CHINESE if language == "zh" else WORDS, trace.followed[0]
    best = trace.words(trace.near[-1, 0])
    named = list(dict.fromkeys([*trace.followed[: NAMED - 6], *best[:6]]))
    places = [trace.vocabulary.index(word) for word in named]
    rest = [place for place in range(len(trace.vocabulary)) if place not in places]
    order = {place: k for k, place in enumerate([*places, *rest])}
    glosses = GLOSSES if trace.vocabulary[0] > "z" else {}
    near = np.array([[order[place] if order[place] < len(named) else -1 for place in row[:NEAR]]
                     for row in trace.near[:, 0]])  # fmt: skip
    taught = [
        [Role(place=order[place], role=role)
         for place, role in (*((p, "asked") for p in asks[asks >= 0]), (row[0], "true"),
                             *((p, "drawn") for p in row[1:] if p >= 0))]
        for asks, row in zip(trace.inputs, trace.rows, strict=True)
    ]  # fmt: skip
    map_ = word_map(
        named,
        trace.positions[:, places],
        trace.positions[:, rest],
        words=words,
        cosines=_cosines(trace, named, near),
        near=near,
        others=[trace.vocabulary[place] for place in rest],
        roles=taught if roles else (),
        covered=[named.index(word) for word in covered],
        glosses=glosses,
        title=words["map_summary"].format(words=asked),
    )
    names = [trace.words(row)[:NEAR] for row in trace.near[:, 0]]
    marked = {best[0]: "answer"} | ({guess or best[2]: "guess"} if roles else {})
    listed = closest(
        names,
        trace.alike[:, 0, :NEAR],
        words=words,
        asked=asked,
        covered=bool(covered),
        marked=marked,
        glosses=glosses,
        title=words["closest_summary"].format(word=asked),
    )
    return _of(language, len(names), map_, listed)


def _cosines(trace: LearningTrace, named: Sequence[str], near: np.ndarray) -> np.ndarray:
    """The cosines of the first followed word with each named one, from the kept vectors."""
    found = np.zeros((len(near), len(named)))
    for k, word in enumerate(named):
        if word in trace.followed:
            at = trace.followed.index(word)
            found[:, k] = (unit(trace.vectors[:, at]) * unit(trace.vectors[:, 0])).sum(axis=-1)
        else:
            place = trace.vocabulary.index(word)
            found[:, k] = np.where(trace.near[:, 0] == place, trace.alike[:, 0], 0).sum(axis=-1)
    return found


def _of(language: str, length: int, *views: View) -> Stage:
    clock = Clock(length=length, label="t = {t}", autoplay=False, speed=1.5)
    words = load("stage", language).labels
    return Stage(name="word_vectors", clock=clock, views=views, words=words, picked={"word": 0})
