"""What: this book, three red apples, a cup of tea, and their adjectives."""

from random import Random

from core.data.chinese_english.lexicon import adjectives
from core.data.chinese_english.words import Adjective, Noun
from core.data.grammar import NOTHING, Tree, function, tree, word

NUMBERS = (
    ("两", "two"),
    ("三", "three"),
    ("四", "four"),
    ("五", "five"),
    ("六", "six"),
    ("八", "eight"),
    ("十", "ten"),
)
DETERMINERS = {"这": "this", "那": "that", "很多": "many", "一些": "some"}


def article(text: str) -> str:
    """A or an, before this English text."""
    return "an" if text[0] in "aeiou" else "a"


def attributive(quality: Adjective | None) -> Tree:
    """An adjective before its noun: 新, 红色的; or nothing."""
    if quality is None:
        return NOTHING
    return (
        tree("{quality} 的", "{quality~的}", quality=quality.plain) if quality.de else quality.plain
    )


def described_as(quality: Adjective | None, noun: Noun) -> tuple[str, ...]:
    """What a noun with that adjective shows: an adjective, and two words that meet."""
    return ("adjective", f"{quality.chinese}+{noun.chinese}") if quality else ()


def maybe_adjective(
    rng: Random, noun: Noun, share: float, *, lasting: bool = True, short: bool = False
) -> Adjective | None:
    """One of the qualities the noun may have, in a share of the cases.

    ``lasting``: not one like "dirty", which nobody chooses; ``short``: not one that needs 的.
    """
    if rng.random() >= share:
        return None
    found = [q for q in adjectives(noun.kinds) if "mood" not in q.kinds and q.chinese != "高"]
    if lasting:
        found = [q for q in found if "passing" not in q.kinds]
    if short:
        found = [q for q in found if not q.de]
    return rng.choice(found) if found else None


def determined(rng: Random, noun: Noun, how: str, qualities: float = 0.3) -> Tree:
    """A countable noun behind 这, 那, 一, a number, 很多 or 一些.

    ``qualities``: the share with an adjective.
    """
    quality = maybe_adjective(rng, noun, qualities, lasting=how not in "这那")
    measured = how not in ("很多", "一些")
    return tree(
        "{determiner} {measure} {quality} {noun}",
        "{determiner~measure} {quality} {noun~measure}",
        *(["measure"] if measured else []),
        *described_as(quality, noun),
        determiner=_determiner(how, quality.english if quality else noun.english),
        measure=tree(noun.measure, "") if measured else NOTHING,
        quality=attributive(quality),
        noun=noun.one if how in "这那一" else noun.many,
    )


def _determiner(how: str, following: str) -> Tree:
    if how in dict(NUMBERS):
        return word(how, dict(NUMBERS)[how])
    return function(how, article(following) if how == "一" else DETERMINERS[how])


def these(rng: Random, noun: Noun) -> Tree:
    """These three students, those two drivers."""
    first, text = rng.choice((("这", "these"), ("那", "those")))
    number = rng.choice(NUMBERS[:4])
    return tree(
        f"{{this}} {{number}} {noun.measure} {{noun}}",
        f"{{this}} {{number~{noun.measure}}} {{noun}}",
        "measure",
        this=function(first, text),
        number=word(*number),
        noun=noun.many,
    )


def uncounted(rng: Random, noun: Noun) -> Tree:
    """Tea, a cup of tea, two cups of tea, some tea."""
    draw = rng.random()
    if not noun.unit or draw < 0.35:
        return noun.one
    if draw < 0.5:
        return tree("一些 {noun}", "some@一些 {noun}", noun=noun.one)
    one, many = noun.unit
    single = draw < 0.75
    number = function("一", article(one)) if single else word(*rng.choice(NUMBERS[:3]))
    return tree(
        "{number} {measure} {noun}",
        "{number} {measure} of~measure {noun}",
        "measure",
        number=number,
        measure=word(noun.measure, one if single else many),
        noun=noun.one,
    )


def owned(rng: Random, noun: Noun, owner: Tree, qualities: float = 0.25) -> Tree:
    """Somebody's thing, 玛丽的新毛衣; ``owner`` is a possessive."""
    quality = maybe_adjective(rng, noun, qualities, lasting=False, short=True)
    return tree(
        "{owner} {quality} {noun}",
        "{owner} {quality} {noun}",
        *described_as(quality, noun),
        owner=owner,
        quality=attributive(quality),
        noun=noun.one,
    )
