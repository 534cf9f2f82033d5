"""Analogies: a is to b as c is to …, by adding and subtracting vectors.

Mikolov, Yih and Zweig 2013, "Linguistic regularities in continuous space word representations".
The answer is the word whose vector has the largest cosine with b − a + c, vectors of length 1 (Levy
and Goldberg 2014, "Linguistic regularities in sparse and explicit word representations", call it
3CosAdd). The three words of the question are struck out first, without being asked; left in, one
of them is nearly always nearest. Linzen 2016, "Issues in evaluating semantic spaces using word
analogies", compares with the nearest word of c alone.
"""

from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import NamedTuple

import numpy as np

from core.traces.base import Array
from core.word_vectors.likeness import cosines, unit

RELATIONS = {  # of each text: pairs of words that have the same relation
    "documentation": {
        "plural": """
            value:values type:types function:functions object:objects name:names method:methods
            argument:arguments attribute:attributes
        """,
        "third_person": """
            return:returns raise:raises use:uses define:defines contain:contains support:supports
            yield:yields match:matches
        """,
        "participle": """
            return:returned raise:raised call:called define:defined create:created
            evaluate:evaluated execute:executed match:matched
        """,
        "opposite": """
            left:right true:false first:last before:after start:end positive:negative
            lower:upper mutable:immutable leading:trailing
        """,
    },
    "chinese": {
        "family": "哥哥:姐姐 弟弟:妹妹 爸爸:妈妈 爷爷:奶奶 儿子:女儿 男孩:女孩 男人:女人 他:她",
        "opposite": "热:冷 新:旧 大:小 贵:便宜 干净:脏 黑色:白色 买:卖 先:然后",
        "time": "昨天:明天 前天:后天 上周:下周 上个月:下个月 昨晚:今晚 早上:晚上",
        "measure_word": "书:本 照片:张 报纸:份 衬衫:件 裙子:条 汽车:辆 花:朵 树:棵 猫:只 电影:部",
    },
    "english": {
        "plural": """
            apple:apples banana:bananas watermelon:watermelons girl:girls shirt:shirts
            cup:cups teacher:teachers bird:birds
        """,
        "family": """
            brother:sister father:mother grandfather:grandmother son:daughter boy:girl man:woman
            he:she his:her
        """,
        "opposite": "hot:cold old:new big:small cheap:expensive clean:dirty black:white last:next",
        "past": """
            go:went buy:bought eat:ate drink:drank write:wrote sing:sang watch:watched play:played
        """,
        "comparative": """
            cheap:cheaper tall:taller big:bigger strong:stronger clever:cleverer quiet:quieter
            happy:happier busy:busier
        """,
    },
}


class Question(NamedTuple):
    """The question a : b :: c : ?, its answer, and the relation that both pairs have."""

    relation: str
    a: str
    b: str
    c: str
    answer: str


def questions(code: str) -> tuple[Question, ...]:
    """Every two pairs of one relation, in either order, for a text of `word_texts.CODES`."""
    found = []
    for relation, pairs in RELATIONS[code].items():
        known = [tuple(pair.split(":")) for pair in pairs.split()]
        found += [Question(relation, a, b, c, d) for (a, b), (c, d) in permutations(known, 2)]
    return tuple(found)


def places(vocabulary: Sequence[str], asked: Iterable[Question]) -> Array:
    """Where a, b, c and the answer of each question stand in the vocabulary, (question, 4).

    Raises:
        KeyError: a word that is not in the vocabulary.
    """
    known = {word: place for place, word in enumerate(vocabulary)}
    return np.array([[known[word] for word in question[1:]] for question in asked])


def target(vectors: Array, asked: Array) -> Array:
    """The vector b − a + c of questions (…, 3 or more) of places, each vector of length 1."""
    a, b, c = (unit(np.asarray(vectors, dtype=float))[asked[..., k]] for k in range(3))
    return b - a + c


def ranking(vectors: Array, asked: Array, *, strike: bool) -> tuple[Array, Array]:
    """All words, the nearest to b − a + c first, and their cosines; (word,) both.

    Args:
        vectors: of all words, (word, hidden).
        asked: the places of a, b and c, (3,).
        strike: leave these three out.
    """
    found = cosines(np.asarray(vectors, dtype=float), target(vectors, asked)[None])[0]
    order = np.argsort(-found, kind="stable")
    if strike:
        order = order[~np.isin(order, asked)]
    return order, found[order]


def first(vectors: Array, asked: Array, *, strike: bool) -> Array:
    """The word nearest to b − a + c for each question (question, 3 or more), (question,)."""
    return _first(vectors, target(vectors, asked), asked, strike)


def nearest_to_c(vectors: Array, asked: Array) -> Array:
    """The word nearest to c alone, the question's words struck out, (question,): a control."""
    return _first(vectors, vectors[asked[:, 2]], asked, strike=True)


def _first(vectors: Array, towards: Array, asked: Array, strike: bool) -> Array:
    found = cosines(np.asarray(vectors, dtype=float), towards)
    if strike:
        np.put_along_axis(found, asked[:, :3], -np.inf, axis=1)
    return found.argmax(axis=1)


class Rates(NamedTuple):
    """The share of questions whose answer comes first.

    struck, kept: with the three words of the question struck out, and left in. asked: the share
    where one of these three comes first, left in. nearest: with the word nearest to c instead.
    """

    struck: float
    kept: float
    asked: float
    nearest: float


def rates(vectors: Array, asked: Array) -> Rates:
    """How often vectors (word, hidden) find the answers of questions (question, 4)."""
    answer, left_in = asked[:, 3], first(vectors, asked, strike=False)
    return Rates(
        float((first(vectors, asked, strike=True) == answer).mean()),
        float((left_in == answer).mean()),
        float((left_in[:, None] == asked[:, :3]).any(axis=1).mean()),
        float((nearest_to_c(vectors, asked) == answer).mean()),
    )
