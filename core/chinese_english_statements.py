"""What people and things are: qualities, comparison, identity, places; 把, 被 and 给."""

from random import Random

from core.chinese_english_clauses import (
    companion,
    deed,
    other_person,
    relative_object,
    relative_subject,
    subject,
)
from core.chinese_english_lexicon import (
    Adjective,
    Noun,
    adjectives,
    frames,
    people,
    places,
    things_of,
    times,
    verb,
)
from core.chinese_english_phrases import (
    NUMBERS,
    Phrase,
    adjective_before,
    article,
    at_place,
    be,
    determined,
    function,
    maybe_adjective,
    named,
    owned,
    person,
    pronoun,
    simple_person,
    these,
    time,
)
from core.synchronous import NOTHING, Tree, english, tree, word

DEGREES = (  # Chinese with the adjective, English with it
    ("很 {quality}", "very@很 {quality}"),
    ("非常 {quality}", "really@非常 {quality}"),
    ("太 {quality} 了", "too@太~了 {quality}"),
    ("有点 {quality}", "a~有点 little@有点 {quality}"),
)
THINGS = ("reading", "film", "vehicle", "clothes", "gadget", "furniture", "building", "box", "pet", "song", "crockery", "fragile")


def degree(rng: Random, quality: Adjective) -> Tree:
    """Very tall; too old and a little old only of what is a fault."""
    chosen = rng.choice(DEGREES if "fault" in quality.kinds else DEGREES[:2])
    return tree(*chosen, quality=word(quality.chinese, quality.english))


def is_quality(who: Phrase, how: Tree, when: Tree = NOTHING, past: bool = False) -> Tree:
    """Somebody or something is (or was) like that."""
    return tree(
        "{who} {time} {how}", "{who} {be~how} {how} {time}", "quality",
        who=who.subject, time=when, how=how, be=be(who, past),
    )


def thing(rng: Random) -> tuple[Phrase, Noun]:
    """A certain thing: this book, Mary's car, the film that we watched."""
    draw = rng.random()
    noun = rng.choice(things_of(THINGS))
    if draw < 0.35:
        return named(determined(rng, noun, rng.choice("这那"), 0), "third", "它"), noun
    if draw < 0.6:
        return named(these(rng, noun), "plural", "它们"), noun
    if draw < 0.85:
        if set(noun.kinds) & {"film", "song"}:
            return named(determined(rng, noun, "这", 0), "third", "它"), noun
        return named(owned(rng, noun, simple_person(rng), 0), "third", "它"), noun
    whole, chinese = relative_object(rng, ("reading", "film", "clothes", "gadget", "box", "sweet"))
    return named(whole, "third", "它"), next(n for n in things_of(ALL) if n.chinese == chinese)


ALL = (*THINGS, "written", "sweet", "small", "fruit", "dish", "picture", "drawn", "taken")


def described(rng: Random) -> Tree:
    """A person or a thing with a quality, now or at some time."""
    if rng.random() < 0.5:
        who = subject(rng)
        if rng.random() < 0.5:
            mood = rng.choice(adjectives(("mood",)))
            return moody(rng, who, mood)
        return is_quality(who, degree(rng, rng.choice(adjectives(("person",)))))
    what, noun = thing(rng)
    found = [q for q in adjectives(noun.kinds) if not q.chinese.endswith("色")]
    if not found:
        return described(rng)
    chosen = rng.choice(found)
    if rng.random() < 0.12 and not chosen.chinese.startswith("有"):  # 有 is not negated by 不
        quality = word(chosen.chinese, chosen.english)
        return tree("{what} 不 {quality}", "{what} {be~quality} not@不 {quality}", "negation",
                    be=be(what), what=what.subject, quality=quality)
    return is_quality(what, degree(rng, chosen))


def moody(rng: Random, who: Phrase, mood: Adjective) -> Tree:
    """Somebody was tired yesterday, is happy today."""
    past = rng.random() < 0.4
    when = time(rng, "past" if past else "state", hours=False) if past or rng.random() < 0.6 else NOTHING
    return is_quality(who, degree(rng, mood), when, past)


def compared(rng: Random) -> Tree:
    """Taller than, much taller than, as tall as, not as tall as."""
    if rng.random() < 0.6:
        one, other = subject(rng), person(rng)
        while other.again == one.again and other.pronoun and one.pronoun:
            other = person(rng)
        found = [q for q in adjectives(("person",)) if q.comparative]
    else:
        noun = rng.choice(things_of(("vehicle", "clothes", "gadget", "furniture", "building", "reading", "film")))
        one = named(determined(rng, noun, "这", 0), "third", "它")
        other = named(determined(rng, noun, "那", 0), "third", "它")
        found = [q for q in adjectives(noun.kinds) if q.comparative]
    quality = rng.choice(found)
    plain, more = (word(quality.chinese, t) for t in (quality.english, quality.comparative))
    parts = {"one": one.subject, "other": other.object, "be": be(one)}
    draw = rng.random()
    start = "{one} 比 {other} {quality}"
    if draw < 0.45:
        return tree(start, "{one} {be~quality} {quality} than@比 {other}", "comparison", quality=more, **parts)
    if draw < 0.65:
        return tree(f"{start} 得多", "{one} {be~quality} much@得多 {quality} than@比 {other}", "comparison", quality=more, **parts)
    if draw < 0.8:
        return tree(f"{start} 一点", "{one} {be~quality} a~一点 little@一点 {quality} than@比 {other}", "comparison", quality=more, **parts)
    if draw < 0.9:
        return tree("{one} 跟 {other} 一样 {quality}", "{one} {be~quality} as@一样 {quality} as@跟 {other}", "comparison", quality=plain, **parts)
    return tree("{one} 没有 {other} {quality}", "{one} {be~quality} not@没有 as~没有 {quality} as~没有 {other}", "comparison", "negation", quality=plain, **parts)


def identity(rng: Random) -> Tree:
    """He is a doctor; she is my teacher; they are students."""
    who = simple_person(rng) if rng.random() < 0.6 else person(rng)
    draw = rng.random()
    noun = rng.choice(people("worker") + people("pupil"))
    if draw < 0.5:
        plural = who.number == "plural"
        quality = rng.choice(adjectives(("person",))) if rng.random() < 0.4 and not plural else None
        text = quality.english if quality else noun.english
        marks = (f"{quality.chinese}+{noun.chinese}", "adjective") if quality else ()
        return tree(
            "{who} {be} {measure} {quality} {noun}", "{who} {be} {measure} {quality} {noun}", "identity", *marks,
            who=who.subject, be=function("是", be(who).rule.target[0].text),
            measure=tree(f"一 {noun.measure}", f"{article(text)}@一~{noun.measure}") if not plural else NOTHING,
            quality=adjective_before(quality) if quality else NOTHING,
            noun=noun.many if plural else noun.one,
        )
    owner = simple_person(rng)
    while owner.again == who.again or who.number == "plural":
        owner, who = simple_person(rng), simple_person(rng)
    gender = {"他": "he", "她": "she"}.get(who.again)
    kin = rng.choice([n for n in people("social") + people("kin")[2:6] if n.gender in ("", gender)])
    return tree(
        "{who} {be} {owner} {noun}", "{who} {be} {owner} {noun}", "identity",
        who=who.subject, be=function("是", be(who).rule.target[0].text), owner=owner.possessive, noun=kin.one,
    )


ON = {"桌子": "small reading crockery paper fragile", "椅子": "clothes reading", "床": "clothes reading small", "沙发": "clothes pet reading"}


def exists(rng: Random) -> Tree:
    """There are three children in the park: 公园里有三个孩子."""
    how = rng.choice(("一", "一", *(n for n, _ in NUMBERS[:4]), "很多", "一些"))
    if rng.random() < 0.5:
        place = rng.choice([p for p in places() if p.chinese in INSIDE])
        what = rng.choice(people("person"))
        where = tree("{place} 里", f"{place.preposition}~里 {{place}}", place=place.name)
    else:
        name = rng.choice(tuple(ON))
        support = next(n for n in things_of(("furniture",)) if n.chinese == name)
        what = rng.choice(things_of(tuple(ON[name].split())))
        where = tree("{place} 上", "on@上 the~place {place}", place=support.one)
    return tree(
        "{where} 有 {what}", "there {be@有} {what} {where}".replace("{be@有}", f"{'is' if how == '一' else 'are'}@有"),
        "existence", "place", where=where, what=determined(rng, what, how, 0.35),
    )


INSIDE = ("公园", "花园", "动物园", "教室", "办公室", "厨房", "图书馆", "餐厅", "咖啡馆", "超市", "电影院", "博物馆", "书店", "体育馆")


def located(rng: Random) -> Tree:
    """My book is on the table; Mary is in the library."""
    if rng.random() < 0.5:
        who = person(rng)
        place = rng.choice(places())
        return tree(
            "{who} {time} {place}", "{who} {be~place} {place} {time}",
            who=who.subject, be=be(who), place=at_place(place),
            time=time(rng, "state") if rng.random() < 0.4 else NOTHING,
        )
    name = rng.choice(tuple(ON))
    support = next(n for n in things_of(("furniture",)) if n.chinese == name)
    what = owned(rng, rng.choice(things_of(tuple(ON[name].split()))), simple_person(rng))
    return tree("{what} 在 {place} 上", "{what} is~在 on@上~在 the~place {place}", "place", what=what, place=support.one)


BA = (  # 把 … behind the verb, base, past, kinds
    ("修", "好 了", "repair", "vehicle gadget"),
    ("洗", "干净 了", "wash", "clothes crockery"),
    ("打破", "了", "break", "crockery fragile"),
    ("卖", "了", "sell", "vehicle gadget furniture building"),
    ("丢", "了", "lose", "small"),
    ("吃", "了", "eat", "dish sweet"),
)


def disposed(rng: Random) -> Tree:
    """把: he put the book on the table; she repaired my bicycle; he gave the letter to me."""
    who, draw = subject(rng), rng.random()
    when = time(rng, "past") if rng.random() < 0.5 else NOTHING
    if draw < 0.35:
        name = rng.choice(tuple(ON))
        noun = rng.choice([n for n in things_of(tuple(ON[name].split())) if "pet" not in n.kinds])
        support = next(n for n in things_of(("furniture",)) if n.chinese == name)
        return tree(
            "{who} {time} 把 {what} 放 在 {place} 上 了", "{who} put@放~了,把 {what} on@上~在 the~place {place} {time}",
            "ba", f"放+{noun.chinese}", who=who.subject, time=when, what=definite(rng, noun), place=support.one,
        )
    if draw < 0.6:
        give = rng.choice((("送 给", "gave@送~给,了 {what} to@给"), ("还 给", "returned@还~给,了 {what} to@给")))
        kinds = ("reading", "gift", "taken", "clothes") if give[0] == "送 给" else ("reading", "reference", "small", "vehicle")
        noun = rng.choice(things_of(kinds))
        first, second = give[0].split()
        return tree(
            f"{{who}} {{time}} 把 {{what}} {first} {second} 了 {{other}}",
            f"{{who}} {give[1]} {{other}} {{time}}", "ba", f"{first}+{noun.chinese}",
            who=who.subject, time=when, what=definite(rng, noun), other=other_person(rng).object,
        )
    chinese, behind, base, kinds = rng.choice(BA)
    noun = rng.choice([n for n in things_of(tuple(kinds.split())) if n.plural])
    end = behind.replace(" ", ",")
    return tree(
        f"{{who}} {{time}} 把 {{what}} {{verb}} {behind}", f"{{who}} {{verb~{end}}} {{what}} {{time}}", "ba",
        f"{chinese}+{noun.chinese}", who=who.subject, time=when, what=definite(rng, noun),
        verb=verb(chinese, base).form("past"),
    )


def definite(rng: Random, noun: Noun) -> Tree:
    """The book (书 alone), this book, Mary's book."""
    draw = rng.random()
    if draw < 0.35:
        return tree("{noun}", "the~noun {noun}", noun=noun.one)
    if draw < 0.6:
        return determined(rng, noun, rng.choice("这那"), 0.25)
    return owned(rng, noun, simple_person(rng))


BEI = (
    ("偷 走", "steal", "vehicle small luggage", False),
    ("修 好", "repair", "vehicle gadget", True),
    ("打破", "break", "crockery fragile", True),
    ("卖", "sell", "building vehicle", False),
    ("吃", "eat", "dish fruit", True),
    ("借 走", "borrow", "reading", True),
)


def undergone(rng: Random) -> Tree:
    """被: my bicycle was stolen; the cup was broken by the boy."""
    chinese, base, kinds, agent = rng.choice(BEI)
    noun = rng.choice([n for n in things_of(tuple(kinds.split())) if n.plural])
    when = time(rng, "past") if rng.random() < 0.5 else NOTHING
    marks = ("bei", f"{chinese.split()[0]}+{noun.chinese}")
    parts = {"what": definite(rng, noun), "time": when, "verb": verb(chinese.split()[0], base).form("participle")}
    end = " ".join(chinese.split()[1:])
    behind = ",".join([*chinese.split()[1:], "了"])
    if agent and rng.random() < 0.75:
        return tree(f"{{what}} {{time}} 被 {{who}} {{verb}} {end} 了", f"{{what}} was~被 {{verb~{behind}}} by@被 {{who}} {{time}}", *marks, who=other_person(rng).object, **parts)
    return tree(f"{{what}} {{time}} 被 {{verb}} {end} 了", f"{{what}} was@被 {{verb~{behind}}} {{time}}", *marks, **parts)


def for_somebody(rng: Random) -> Tree:
    """给: she bought a present for her mother; he gave me a book."""
    who = subject(rng)
    other = other_person(rng) if rng.random() < 0.6 or who.again in "我我们" else pronoun("我")
    when = time(rng, "past") if rng.random() < 0.5 else NOTHING
    frame = frames()[rng.choice(("buy_gift", "buy_clothes", "buy_reading", "buy_fruit", "make", "draw"))]
    noun = rng.choice([n for n in things_of(frame.objects) if n.plural])
    what = determined(rng, noun, rng.choice(("一", "一", "两", "三")))
    parts = {"who": who.subject, "time": when, "other": other.object, "what": what}
    if rng.random() < 0.4:
        noun = rng.choice([n for n in things_of(("gift", "reading", "clothes", "gadget")) if n.plural])
        parts["what"] = determined(rng, noun, rng.choice(("一", "一", "两")))
        return tree("{who} {time} 送 给 了 {other} {what}", "{who} gave@送~给,了 {other} {what} {time}", "dative", f"送+{noun.chinese}", **parts)
    return tree(
        "{who} {time} 给 {other} {verb} 了 {what}", "{who} {verb~了} {what} for@给 {other} {time}", "dative",
        f"{frame.verb.chinese}+{noun.chinese}", verb=frame.verb.form("past"), **parts,
    )


def lasting(rng: Random) -> Tree:
    """She worked in the office for three hours: 她在办公室工作了三个小时."""
    frame = rng.choice([f for f in frames().values() if "long" in f.traits and not f.objects])
    who = subject(rng)
    number = rng.choice(NUMBERS[:4])
    return tree(
        "{who} {time} {where} {verb} 了 {number} 个 小时", "{who} {verb~了} {where} for {number~个} hours@小时~个 {time}",
        "duration", who=who.subject, time=time(rng, "past", hours=False) if rng.random() < 0.6 else NOTHING,
        where=at_place(rng.choice(frame.places)), verb=frame.verb.form("past"), number=word(*number),
    )
