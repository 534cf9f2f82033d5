"""The graph of a computation, walked forward and backward, and the rule at each message."""

import math
from collections.abc import Mapping, Sequence

from core.lessons.backprop.settings import Backprop
from core.lessons.backprop.tape import Tape
from viz.lessons.backprop.layout import layout
from viz.marks import Card
from viz.numbers import short
from viz.view import Clock, Stage, View
from viz.views.cards import cards
from viz.views.graphs.backprop import Moment, backprop

SLOW, QUICK = 0.7, 2.0  # steps per second, of a small and of a large graph
LARGE = 16  # steps
HIDDEN = "?"
NOTHING = "\u00a0"
MATRIX = "J"  # the derivatives of a tensor by a tensor
MESSAGE = (
    r"\dfrac{\partial \text{loss}}{\partial \text{user}}\cdot"
    r"\dfrac{\partial \text{user}}{\partial \text{operand}}"
    "\n"
    r"=\;\text{upstream}\cdot\text{local}"
)
SUMS = {
    "add": r"\dfrac{\partial \text{loss}}{\partial \text{operand}}=\text{before}+\text{coming}",
    "overwrite": r"\dfrac{\partial \text{loss}}{\partial \text{operand}}=\text{message}",
}
Words = Mapping[str, str]
Slots = dict[str, list[str | None]]


def stage(tape: Tape, settings: Backprop, *, words: Words, covered: bool) -> Stage:
    """Return the moving picture; covered, without the gradients of the leaves."""
    computed = [k for k, says in enumerate(tape.says) if says]
    moments = _moments(tape, computed, words)
    length, seed = len(moments), len(computed) + 1
    clock = Clock(
        length=length,
        label=words["clock"],
        labels=_labels(tape, computed, words),
        speed=SLOW if length < LARGE else QUICK,
        loop=False,
    )
    views = (_graph(tape, computed, moments, words, covered),
             _rule(tape, computed, settings.rule, words, covered))  # fmt: skip
    asked = (seed, length - 1)
    return Stage(name="backprop", clock=clock, views=views, words=words, asked=asked)


def _labels(tape: Tape, computed: Sequence[int], words: Words) -> tuple[str, ...]:
    """What each step is about, in a few signs."""
    names = tape.names
    seed = f"∂{names[-1]}/∂{names[-1]}"
    edges = zip(tape.user, tape.operand, strict=True)
    about = [
        words["given"],
        *(names[k] for k in computed),
        seed,
        *(f"{names[user]} → {names[operand]}" for user, operand in edges),
    ]
    return tuple(words["clock_at"].replace("{about}", one) for one in about)


def _moments(tape: Tape, computed: Sequence[int], words: Words) -> list[Moment]:
    """All leaves, the nodes one by one, the result's own gradient, the edges one by one."""
    last, names = len(tape.names) - 1, tape.names
    found = [Moment(nodes=[f"n{k}" for k in tape.leaves], said=words["moment.leaves"])]
    for k in computed:
        wires = [f"e{e}" for e, user in enumerate(tape.user) if user == k]
        said = words["moment.node"].format(name=names[k], says=tape.says[k])
        found.append(Moment(nodes=[f"n{k}"], wires=wires, said=said))
    said = words["moment.seed"].format(loss=names[last])
    found.append(Moment(nodes=[f"n{last}"], said=said))
    for e, (operand, user) in enumerate(zip(tape.operand, tape.user, strict=True)):
        over = f"{_upstream(tape, e)} · {_local(tape, e)}"
        said = words["moment.edge"].format(user=names[user], operand=names[operand])
        found.append(Moment(nodes=[f"n{operand}"], wires=[f"b{e}"], over=over, said=said))
    return found


def _graph(
    tape: Tape, computed: Sequence[int], moments: Sequence[Moment], words: Words, covered: bool
) -> View:
    made_of = layout(tape)
    seed, length = len(computed) + 1, len(moments)
    made = {k: 1 + computed.index(k) if k in computed else 0 for k in range(len(tape.names))}
    texts: dict[str, list[tuple[int, str]]] = {}
    says: dict[str, str] = {}
    shows: dict[str, tuple[int, int]] = {}
    for k, name in enumerate(tape.names):
        texts[f"v{k}"] = [(made[k], _said(tape.values[k], tape.sizes[k], made_of.signs))]
        texts[f"g{k}"] = []
        given = f"{name} = {tape.says[k]}" if tape.says[k] else name
        says[f"n{k}"] = words["node_says"].format(
            name=given, n=tape.sizes[k], value=f"{{v{k}}}", gradient=f"{{g{k}}}"
        )
    texts[f"g{len(tape.names) - 1}"].append((seed, "1"))
    for e, operand in enumerate(tape.operand):
        hidden = covered and operand in tape.leaves
        after = HIDDEN if hidden else _said(tape.after[e], tape.sizes[operand], made_of.signs)
        texts[f"g{operand}"].append((seed + 1 + e, after))
        shows |= {f"e{e}": (0, seed + 1 + e), f"b{e}": (seed + 1 + e, length)}
    return backprop(
        made_of.wide,
        made_of.tall,
        needs=made_of.needs,
        moments=moments,
        texts=texts,
        shows=shows,
        says=says,
        summary=words["graph_summary"].format(n=len(tape.names), edges=len(tape.user)),
        title=words["graph_title"],
    )


def _rule(tape: Tape, computed: Sequence[int], rule: str, words: Words, covered: bool) -> View:
    """What is computed, what is sent, and what it makes of the sum, as three cards."""
    before: list[None] = [None] * (len(computed) + 2)
    after: list[None] = [None] * len(tape.user)
    edges = range(len(tape.user))
    hidden = [covered and operand in tape.leaves for operand in tape.operand]

    def sent(texts: Sequence[str]) -> list[str | None]:
        return [*before, *texts]

    def receives(e: int, value: float) -> str:
        return HIDDEN if hidden[e] else _said(value, tape.sizes[tape.operand[e]])

    slots: Slots = {
        "loss": sent([tape.names[-1]] * len(edges)),
        "user": sent([tape.names[user] for user in tape.user]),
        "operand": sent([tape.names[operand] for operand in tape.operand]),
        "upstream": sent([_upstream(tape, e) for e in edges]),
        "local": sent([_local(tape, e) for e in edges]),
        "message": sent([_message(tape, e) for e in edges]),
        "coming": sent([_bracketed(_message(tape, e)) for e in edges]),
        "before": sent([receives(e, tape.before[e]) for e in edges]),
    }
    values = [None, *(_said(tape.values[k], tape.sizes[k]) for k in computed), None, *after]
    made = [f"{tape.names[k]} = {tape.says[k]}" for k in computed]
    node: Slots = {"made": [NOTHING, *made, NOTHING, *[NOTHING] * len(edges)]}
    sums = sent([receives(e, tape.after[e]) for e in edges])
    colour = "wrong" if rule == "overwrite" else "gradient"
    return cards(
        [
            Card(words["card.value"], "", "ink", values, "{made}", "", node),
            Card(words["card.message"], words["card.sent"], "gradient", slots["message"], "",
                 MESSAGE, slots),
            Card(words["card.sum"], "" if covered else words[f"card.sum_{rule}"], colour,
                 sums, "", "" if covered else SUMS[rule], slots),
        ],
        words,
    )  # fmt: skip


def number(value: float, digits: int = 3) -> str:
    """A whole number as such, any other with so many digits; what is none as –."""
    whole = math.isfinite(value) and value == round(value) and abs(value) < 10**digits
    return f"{value + 0:.0f}".replace("-", "−") if whole else short(value, digits)


def _said(value: float, size: int, signs: int = 99) -> str:
    """A number, or a tensor's norm between double bars; with fewer digits where room is scarce."""
    room = signs - 2 * (size > 1)
    texts = [number(value, digits) for digits in (3, 2, 1)]
    text = next((one for one in texts if len(one) <= room), texts[-1])
    return text if size == 1 else f"‖{text}‖"


def _upstream(tape: Tape, e: int) -> str:
    return _said(tape.upstream[e], tape.sizes[tape.user[e]])


def _message(tape: Tape, e: int) -> str:
    return _said(tape.message[e], tape.sizes[tape.operand[e]])


def _local(tape: Tape, e: int) -> str:
    known = tape.local[e] == tape.local[e]  # not NaN
    return _bracketed(number(tape.local[e])) if known else MATRIX


def _bracketed(number: str) -> str:
    return f"({number})" if number.startswith("−") else number
