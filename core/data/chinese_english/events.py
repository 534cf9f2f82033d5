"""Events, with 把, 被 and 给, and how long something lasts."""

from random import Random

from core.data.chinese_english.circumstances import at_place, time
from core.data.chinese_english.existence import support
from core.data.chinese_english.lexicon import frames, frames_with, things_of, verb
from core.data.chinese_english.people import Phrase, other_person, pronoun, simple_person
from core.data.chinese_english.relatives import countable, subject
from core.data.chinese_english.things import NUMBERS, determined, owned
from core.data.chinese_english.words import Noun
from core.data.grammar import NOTHING, Tree, tree, word

BA = (  # the verb, what stands behind it, English, the kinds of things it is done to
    ("修", "好 了", "repair", ("vehicle", "gadget")),
    ("洗", "干净 了", "wash", ("clothes", "crockery")),
    ("打破", "了", "break", ("crockery", "fragile")),
    ("卖", "了", "sell", ("vehicle", "gadget", "furniture", "building")),
    ("丢", "了", "lose", ("small",)),
    ("吃", "了", "eat", ("dish", "sweet")),
)
BEI = (  # the same, and whether one says who did it
    ("偷", "走 了", "steal", ("vehicle", "small", "luggage"), False),
    ("修", "好 了", "repair", ("vehicle", "gadget"), True),
    ("打破", "了", "break", ("crockery", "fragile"), True),
    ("卖", "了", "sell", ("building", "vehicle"), False),
    ("吃", "了", "eat", ("dish", "fruit"), True),
    ("借", "走 了", "borrow", ("reading",), True),
)
HANDED = (  # to somebody
    ("送", "gave", ("reading", "gift", "taken", "clothes")),
    ("还", "returned", ("reading", "reference", "small", "vehicle")),
)
FOR = ("buy_gift", "buy_clothes", "buy_reading", "buy_fruit", "make", "draw")
GIVEN = ("gift", "reading", "clothes", "gadget")


def sometimes(rng: Random) -> Tree:
    """A time in the past, or none."""
    return time(rng, "past") if rng.random() < 0.5 else NOTHING


def definite(rng: Random, noun: Noun) -> Tree:
    """The book (书 alone), this book, Mary's book."""
    draw = rng.random()
    if draw < 0.35:
        return tree("{noun}", "the~noun {noun}", noun=noun.one)
    if draw < 0.6:
        return determined(rng, noun, rng.choice("这那"), 0.25)
    return owned(rng, noun, simple_person(rng).possessive)


def disposed(rng: Random) -> Tree:
    """把: he put the book on the table; she repaired my bicycle; he gave the letter to me."""
    who, draw = subject(rng), rng.random()
    when = sometimes(rng)
    if draw < 0.35:
        return _put(rng, who, when)
    if draw < 0.6:
        return _handed(rng, who, when)
    chinese, behind, base, kinds = rng.choice(BA)
    noun = rng.choice(countable(kinds, kinds))
    return tree(
        f"{{who}} {{time}} 把 {{what}} {{verb}} {behind}",
        f"{{who}} {{verb~{behind.replace(' ', ',')}}} {{what}} {{time}}",
        "ba",
        f"{chinese}+{noun.chinese}",
        who=who.subject,
        time=when,
        what=definite(rng, noun),
        verb=verb(chinese, base).form("past"),
    )


def _put(rng: Random, who: Phrase, when: Tree) -> Tree:
    furniture, kinds = support(rng)
    noun = rng.choice([n for n in things_of(kinds) if "pet" not in n.kinds])
    return tree(
        "{who} {time} 把 {what} 放 在 {place} 上 了",
        "{who} put@放~了,把 {what} on@上~在 the~place {place} {time}",
        "ba",
        f"放+{noun.chinese}",
        who=who.subject,
        time=when,
        what=definite(rng, noun),
        place=furniture.one,
    )


def _handed(rng: Random, who: Phrase, when: Tree) -> Tree:
    chinese, past, kinds = rng.choice(HANDED)
    noun = rng.choice(things_of(kinds))
    return tree(
        f"{{who}} {{time}} 把 {{what}} {chinese} 给 了 {{other}}",
        f"{{who}} {past}@{chinese}~给,了 {{what}} to@给 {{other}} {{time}}",
        "ba",
        f"{chinese}+{noun.chinese}",
        who=who.subject,
        time=when,
        what=definite(rng, noun),
        other=other_person(rng).object,
    )


def undergone(rng: Random) -> Tree:
    """被: my bicycle was stolen; the cup was broken by the boy."""
    chinese, behind, base, kinds, agent = rng.choice(BEI)
    noun = rng.choice(countable(kinds, kinds))
    when = sometimes(rng)
    what = definite(rng, noun)
    by = agent and rng.random() < 0.75
    start = "{what} was~被" if by else "{what} was@被"
    return tree(
        f"{{what}} {{time}} 被 {{who}} {{verb}} {behind}",
        f"{start} {{verb~{behind.replace(' ', ',')}}} {'by@被' if by else ''} {{who}} {{time}}",
        "bei",
        f"{chinese}+{noun.chinese}",
        what=what,
        time=when,
        verb=verb(chinese, base).form("participle"),
        who=other_person(rng).object if by else NOTHING,
    )


def for_somebody(rng: Random) -> Tree:
    """给: she bought a present for her mother; he gave me a book."""
    who = subject(rng)
    other = other_person(rng) if rng.random() < 0.6 or who.again in "我我们" else pronoun("我")
    when = sometimes(rng)
    parts = {"who": who.subject, "time": when, "other": other.object}
    frame = frames()[rng.choice(FOR)]
    noun = rng.choice(countable(frame.objects, frame.objects))
    what = determined(rng, noun, rng.choice(("一", "一", "两", "三")))
    if rng.random() < 0.4:
        noun = rng.choice(countable(GIVEN, GIVEN))
        parts["what"] = determined(rng, noun, rng.choice(("一", "一", "两")))
        return tree(
            "{who} {time} 送 给 了 {other} {what}",
            "{who} gave@送~给,了 {other} {what} {time}",
            *("dative", f"送+{noun.chinese}"),
            **parts,
        )
    parts |= {"what": what, "verb": frame.verb.form("past")}
    return tree(
        "{who} {time} 给 {other} {verb} 了 {what}",
        "{who} {verb~了} {what} for@给 {other} {time}",
        *("dative", f"{frame.verb.chinese}+{noun.chinese}"),
        **parts,
    )


def lasting(rng: Random) -> Tree:
    """She worked in the office for three hours: 她在办公室工作了三个小时."""
    frame = rng.choice([frame for frame in frames_with("long") if not frame.objects])
    who = subject(rng)
    number = rng.choice(NUMBERS[:4])
    return tree(
        "{who} {time} {where} {verb} 了 {number} 个 小时",
        "{who} {verb~了} {where} for {number~个} hours@小时~个 {time}",
        "duration",
        who=who.subject,
        time=time(rng, "past", hours=False) if rng.random() < 0.6 else NOTHING,
        where=at_place(rng.choice(frame.places)),
        verb=frame.verb.form("past"),
        number=word(*number),
    )
