"""When, where, with whom and by what."""

from random import Random

from core.data.chinese_english.lexicon import times
from core.data.chinese_english.people import other_person
from core.data.chinese_english.words import Place
from core.data.grammar import Tree, tree, word

REACH = {"close": ("close",), "week": ("close", "week"), "far": ("close", "week", "far")}
PARTS = (("早上", "morning"), ("下午", "afternoon"), ("晚上", "evening"))
HOURS = {
    "早上": (("八", "eight"), ("九", "nine"), ("十", "ten")),
    "下午": (("两", "two"), ("三", "three"), ("四", "four")),
    "晚上": (("八", "eight"), ("九", "nine")),
}
TRANSPORT = {  # to places near by and to cities; driving comes last, which children do not do
    "near": (
        ("坐", "公共汽车", "bus"),
        ("坐", "出租车", "taxi"),
        ("坐", "地铁", "underground"),
        ("骑", "自行车", "bicycle"),
        ("开", "车", "car"),
    ),
    "city": (("坐", "火车", "train"), ("坐", "飞机", "plane"), ("开", "车", "car")),
}


def time(rng: Random, tense: str, reach: str = "close", *, hours: bool = True) -> Tree:
    """When: a word, a day with a part of the day, or that with the hour.

    ``reach``: how far from today: "close" (days), "week" or "far" (months and years);
    ``hours``: the hour may be named.
    """
    dated = tense in ("past", "future")
    if rng.random() < 0.7 or not dated:
        chosen = rng.choice(times(tense, REACH[reach] if dated else ()))
        return tree("{time}", "{time}", "time", time=chosen.name)
    day, part = rng.choice(times(tense, ("day",))), rng.choice(PARTS)
    parts = {"day": day.name, "part": word(*part)}
    if not hours or rng.random() < 0.5:
        return tree("{day} {part}", "{day} {part}", "time", **parts)
    return tree(
        "{day} {part} {hour} 点",
        "at~点 {hour} o'clock@点 {day} {part}",
        "time",
        hour=word(*rng.choice(HOURS[part[0]])),
        **parts,
    )


def at_place(place: Place) -> Tree:
    """Being somewhere: 在公园."""
    return tree("在 {place}", f"{place.preposition}@在 {{place}}", "place", place=place.name)


def to_place(place: Place) -> Tree:
    """Going somewhere, behind the verb: "to the park", but "home"."""
    if place.chinese == "家":
        return place.name
    return tree("{place}", "to~place {place}", place=place.name)


def companion(rng: Random) -> Tree:
    """Together with somebody: 跟玛丽一起."""
    who = other_person(rng)
    while who.pronoun:
        who = other_person(rng)
    return tree("跟 {who} 一起", "with@跟~一起 {who}", "companion", who=who.object)


def transport(rng: Random, kind: str, driving: bool = True) -> Tree:
    """By train, by bicycle …, as the distance (near, city) asks for."""
    verb, what, text = rng.choice(TRANSPORT[kind] if driving else TRANSPORT[kind][:-1])
    return tree(f"{verb} {{what}}", f"by@{verb} {{what}}", "transport", what=word(what, text))


def ways(first: Tree, second: Tree) -> Tree:
    """With whom, and where or by what: in this order in both languages."""
    return tree("{first} {second}", "{first} {second}", first=first, second=second)
