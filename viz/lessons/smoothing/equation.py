"""A rule's equation with the numbers of the token at the clock."""

from collections.abc import Mapping, Sequence

from core.lessons.smoothing.rows import RowsTrace
from viz.marks import Card
from viz.numbers import short
from viz.signs import visible
from viz.view import Clock, Stage
from viz.views.cards import cards

Words = Mapping[str, str]
Numbers = Mapping[str, float | None]

_KEPT = r"\dfrac{\max(\text{c}-\text{d},0)}{\text{total}}"
_COUNTED = (
    r"\dfrac{\max(c-D,0)}{c(h\,\cdot)}"
    "\n"
    r"+\dfrac{D\,N_{1+}(h\,\cdot)}{c(h\,\cdot)}\;p_{\mathrm{lower}}"
)
_COUNTED_NOW = f"{_KEPT}\n" r"+\dfrac{\text{d}\cdot\text{types}}{\text{total}}\cdot\text{lower}"
_EACH_NOW = f"{_KEPT}\n" r"+\dfrac{\text{freed}}{\text{total}}\cdot\text{lower}"
_EACH = (
    r"\dfrac{\max(c-D_c,0)}{c(h\,\cdot)}"
    "\n"
    r"+\dfrac{\sum_k D_k N_k(h\,\cdot)}{c(h\,\cdot)}\;p_{\mathrm{lower}}"
)
FORMULAS = {
    "likelihood": (r"\dfrac{c(h\,w)}{c(h\,\cdot)}", r"\dfrac{\text{c}}{\text{total}}"),
    "add_one": (
        r"\dfrac{c(h\,w)+1}{c(h\,\cdot)+V}",
        r"\dfrac{\text{c}+1}{\text{total}+\text{size}}",
    ),
    "add_delta": (
        r"\dfrac{c(h\,w)+\delta}{c(h\,\cdot)+\delta V}",
        r"\dfrac{\text{c}+\text{delta}}{\text{total}+\text{delta}\cdot\text{size}}",
    ),
    "interpolation": (
        r"\lambda\,\dfrac{c(h\,w)}{c(h\,\cdot)}+(1-\lambda)\,p_{\mathrm{lower}}",
        r"\text{weight}\cdot\dfrac{\text{c}}{\text{total}}+\text{rest}\cdot\text{lower}",
    ),
    "discounting": (_COUNTED, _COUNTED_NOW),
    "kneser_ney": (_COUNTED, _COUNTED_NOW),
    "modified": (_EACH, _EACH_NOW),
}
SEEN = (r"\text{if}\dfrac{c-D}{c(h\,\cdot)}", r"\dfrac{\text{c}-\text{d}}{\text{total}}")
UNSEEN = (r"\text{else}\alpha\,p_{\mathrm{lower}}", r"\text{alpha}\cdot\text{lower}")


def equation_stage(
    trace: RowsTrace, rule: str, numbers: Sequence[Numbers], *, words: Words
) -> Stage:
    """Return one card: p of the next token by one rule, as symbols and as numbers.

    Args:
        trace: the lines that are read.
        rule: whose equation is shown.
        numbers: what `core.lessons.smoothing.workings` finds, for each token.
        words: of the lesson.
    """
    length = len(trace.tokens)
    names = dict.fromkeys(name for one in numbers for name in one)
    slots = {name: [_written(name, one.get(name)) for one in numbers] for name in names}
    lines = [FORMULAS[rule]] if rule in FORMULAS else [SEEN, UNSEEN]
    if rule in ("backoff", "stupid"):  # of the two lines the one that holds has numbers
        for name, holds in (("c", _stays), ("d", _stays), ("total", _stays), ("lower", _backs_off)):
            found = zip(slots[name], numbers, strict=True)
            slots[name] = [value if holds(one) else "–" for value, one in found]
    if any(one.get("freed") for one in numbers) and rule == "backoff":
        lines.append(_shortest(slots, numbers))
    formula = "\n".join(f"{symbols}\n=\\;{now}" for symbols, now in lines)
    card = Card(
        words[f"rule.{rule}"],
        "",
        "ink",
        [one["p"] for one in numbers],
        words["equation_of"],
        formula,
        {
            **slots,
            "if": [words["case.seen"]] * length,
            "else": [words["case.unseen"]] * length,
            "one": [words["case.single"]] * length,
            "token": [visible(token) for token in trace.tokens],
            "history": [f"{(one['order'] or 1) - 1:.0f}" for one in numbers],
        },
    )
    clock = Clock(length=length, label=words["clock"], speed=0.5, autoplay=False, loop=False)
    return Stage(name="smoothing_rule", clock=clock, views=(cards([card], words),), words=words)


def _shortest(slots: dict[str, list[str]], numbers: Sequence[Numbers]) -> tuple[str, str]:
    """The line of backoff's shortest context, which is interpolated; the others have none there."""
    symbols, now = FORMULAS["discounting"]
    for name in ("c", "d", "total", "types", "lower"):
        now = now.replace(rf"\text{{{name}}}", rf"\text{{{name}0}}")
        slots[f"{name}0"] = [
            _written(name, one[name] if one.get("freed") else None) for one in numbers
        ]
        slots[name] = [
            "–" if one.get("freed") else said
            for one, said in zip(numbers, slots[name], strict=True)
        ]
    return rf"\text{{one}}{symbols}", now


WHOLE = ("c", "total", "size", "types", "order")


def _written(name: str, value: float | None) -> str:
    """A number as it stands in the equation; counts have all their digits."""
    if value is None:
        return "–"
    return f"{value:.0f}" if name in WHOLE else short(value, 3)


def _backs_off(numbers: Numbers) -> bool:
    return numbers.get("alpha") is not None


def _stays(numbers: Numbers) -> bool:
    return not _backs_off(numbers)
