"""The moving picture of the whole Transformer: the map, a sublayer opened, the translations."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from core.lessons.transformer.lesson import ANSWERS, card, costs_most, counted_right, first_wrong
from core.lessons.transformer.settings import Lesson, Transformer
from core.networks.seq2seq_transformer.ablation import INTACT, Ablation
from core.traces.stack import MachineRecording, WriterTrace
from core.traces.translation import TranslationTrace
from viz.glosses import within
from viz.view import Clock, Stage, View
from viz.views.machine import Badge, machine
from viz.views.machine_clock import DECODER, Moment, moments
from viz.views.near import near
from viz.views.versions import Version, versions

SPEED = 4.0  # moments per second
SIGNS = "abcd"  # of the parts that are asked about
GLOSSED = 16  # words of a sentence up to which each has its gloss behind it
SHOWN = 34  # words of a translation; what comes behind them is left out
CHANGES = ("off", "cut", "heads")  # picks that take parts away

Words = Mapping[str, str]


def stage(
    lesson: Lesson,
    settings: Transformer,
    *,
    words: Words,
    covered: bool,
    guess: str = "",
) -> Stage:
    """Return the moving picture of one translation; the four that are asked about have badges.

    Covered, nothing can be taken away, and nothing of a run without its parts leaves Python.
    ``guess``: the one that was guessed, marked beside the answer.
    """
    found = lesson.intact if covered else lesson.found
    wrong = None if covered else first_wrong(found.decoder.target, lesson.right)
    ablation = INTACT if covered else settings.ablation
    gold = gold_links(lesson, found)
    steps = moments(words=len(found.decoder.target), mode=settings.mode)
    views = (
        machine(
            found,
            words,
            mode=settings.mode,
            gold=gold,
            ablation=ablation,
            covered=covered,
            wrong=wrong,
            badges=badges(covered, guess),
        ),
        near(found, words, gold=gold, mode=settings.mode, switches=not covered),
        lines(lesson, settings, steps, words, covered=covered),
    )
    picked = settings.picked
    if covered:
        for name in CHANGES:
            del picked[name]
    clock = Clock(
        length=len(steps),
        label="",
        labels=tuple(clock_label(moment, found, words) for moment in steps),
        speed=SPEED,
    )
    return Stage(
        name="transformer",
        clock=clock,
        views=views,
        words=words,
        picked=picked,
        asked=(0, len(steps) - 1),
    )


def badges(covered: bool, guess: str) -> list[Badge]:
    """The four parts that are asked about, a to d; with the answer, which is right and guessed."""
    places = {"self": ("e1s", "box"), "feed": ("e1f", "box"), "head": ("d2c", "box")}
    places["line"] = ("e1s", "line")
    found = []
    for answer, sign in zip(ANSWERS, SIGNS, strict=True):
        code, part = places[answer]
        kind = "" if covered else "answer" if answer == costs_most() else ""
        kind = "you" if not kind and answer == guess else kind
        found.append(Badge(code, part, sign, kind))
    return found


def gold_links(lesson: Lesson, found: MachineRecording) -> Sequence[AbstractSet[int]] | None:
    """The source words of each written word, as long as they are the right ones."""
    if lesson.reading.pair is None:
        return None
    wrong = first_wrong(found.decoder.target, lesson.right)
    nothing = frozenset[int]()
    sure = [*lesson.reading.pair.sure, nothing]  # ⟨end⟩ has no source word
    size = len(found.decoder.target)
    return [sure[t] if wrong is None or t < wrong else nothing for t in range(size)]


def clock_label(moment: Moment, found: MachineRecording, words: Words) -> str:
    """What the player says: whose word it is, and which place of its line."""
    stack = found.decoder if moment.side == DECODER else found.encoder
    size = len(found.decoder.target)
    if moment.place == 0:
        place = words["place.0"]
    elif moment.place > len(stack.sublayers):
        place = words["place.writes"]
    else:
        code = stack.sublayers[moment.place - 1]
        place = words[f"place.{code[-1]}"].format(layer=code[1:-1])
    if moment.side != DECODER:
        return words["clock.encoder"].format(place=place)
    if moment.row is None:
        return words["clock.taught"].format(place=place)
    return words["clock"].format(word=moment.row + 1, words=size, place=place)


def lines(
    lesson: Lesson,
    settings: Transformer,
    steps: Sequence[Moment],
    words: Words,
    *,
    covered: bool,
) -> View:
    """The sentence and its translations: intact, with parts taken away, and by the RNN."""
    end, sublayers = len(steps) - 1, len(lesson.found.decoder.sublayers)
    written = [
        0 if moment.side != DECODER else _written(moment, sublayers, n == end)
        for n, moment in enumerate(steps)
    ]
    changed = lesson.changed and not covered
    count = _count(settings, words) if changed else ""
    source = lesson.reading.words
    if len(source) <= GLOSSED:
        source = tuple(within(word, words) for word in source)
    found = [Version(words["line.source"], source)]
    if settings.mode == "teach":
        found.append(Version(words["line.taught"], lesson.found.decoder.words))
    else:
        found.append(_line(words["line.intact"], lesson.intact.decoder, lesson, now=covered))
    if changed and settings.mode == "write":
        found.append(_line(words["line.changed"], lesson.found.decoder, lesson, count))
    elif changed:
        found.append(
            Version(words["line.changed"], (), note=words["line.free"].format(count=count))
        )
    found.append(_asked(words) if covered else _line(words["line.rnn"], lesson.rnn, lesson))
    return versions(found, written, words)


def _asked(words: Words) -> Version:
    """What is asked: how many sentences are right without each of the four."""
    of = card()["seeds"][0]["right without"]["of"]
    parts = [words["line.all"].format(n=counted_right())]
    parts += [words["line.one"].format(sign=sign) for sign in SIGNS]
    return Version(words["line.asked"].format(of=of), [*(f"{p} ·" for p in parts[:-1]), parts[-1]])


def _line(
    name: str,
    trace: WriterTrace | TranslationTrace,
    lesson: Lesson,
    note: str = "",
    *,
    now: bool = False,
) -> Version:
    """A translation without ⟨end⟩; ``now``: its words come with the clock."""
    wrong, said = first_wrong(trace.target, lesson.right), trace.words
    if len(said) > SHOWN:
        said, wrong = (*said[:SHOWN], "…"), wrong if wrong is not None and wrong < SHOWN else None
    return Version(name, said, wrong, note, clocked=now)


def _written(moment: Moment, sublayers: int, last: bool) -> int:
    """How many words stand at a moment of the decoder."""
    done = moment.place > sublayers or last
    return (moment.row or 0) + (1 if done else 0)


def _count(settings: Transformer, words: Words) -> str:
    """How many held-out sentences this model gets right, intact and without what is taken away.

    It was counted for one thing at a time, and with greedy search.
    """
    name, found = counted(settings.ablation), card()["seeds"][0]["right without"]
    if name is None or settings.search != "greedy":
        return words["line.uncounted"]
    return words["line.count"].format(of=found["of"], before=found["intact"], after=found[name])


def counted(ablation: Ablation) -> str | None:
    """What the card calls this ablation, if it is one that was counted."""
    names = [f"off {code}" for code in ablation.off] + [f"cut {code}" for code in ablation.cut]
    names += [f"head {code} {head}" for code, head in ablation.heads]
    if ablation.positions != 0:
        names.append("positions none" if ablation.positions is None else "positions shifted")
    if not ablation.cut | ablation.heads and len(ablation.off) > 1:
        whole = {frozenset({"e1s", "e1f", "e2s", "e2f"}): "off encoder"}
        whole[frozenset({"e1f", "e2f", "d1f", "d2f"})] = "off feed-forward"
        same = replace(ablation, off=frozenset()) == INTACT
        return whole.get(ablation.off) if same else None
    return names[0] if len(names) == 1 else None
