"""The folded sections of the lesson on smoothing."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from core.lessons.smoothing import continuation as continued
from core.lessons.smoothing import curves
from core.lessons.smoothing.by_hand import difference
from core.lessons.smoothing.lesson import record_lesson
from core.lessons.smoothing.settings import BARS, Smoothing
from core.lessons.smoothing.workings import workings
from core.ngrams import rules as ngram_rules
from core.ngrams.arpa import arpa as written
from core.ngrams.learned import learned
from ui.controls import choice
from ui.lesson import cached, folded, moving_picture, source
from ui.lessons.smoothing.parts import percent
from ui.markdown import plain, table
from ui.text import Text
from viz.lessons.smoothing import continuation_stage, equation_stage
from viz.numbers import grouped, short
from viz.signs import visible

SHOWN = ("i", "want", "to", "chinese", "food")  # words of the textbook's table, for a phone
CONTEXTS = 200  # held-out contexts whose scores are summed
SMALL = 200  # tokens of a vocabulary in which nearly all follow nearly all


@folded("rules")
def equations(text: Text, settings: Smoothing) -> None:
    """One rule's equation with the numbers of the lines on show."""
    st.markdown(text("rules"))
    words = {bar: text[f"rule.{settings.shown_as(bar)}"] for bar in BARS}
    bar = choice(text["rule"], words, "rule", Smoothing.defaults()["rule"], widget=st.pills)
    rule = settings.shown_as(bar)
    st.markdown(text(f"rule_{rule}"))
    trace = cached(record_lesson)(settings.recorded)
    numbers = cached(workings)(settings.recorded, rule)
    moving_picture(equation_stage(trace, rule, numbers, words=text.labels), text, time="e")


@folded("continuation")
def continuation(text: Text, settings: Smoothing) -> None:
    """The tokens that continuation counts move most, each beside one with many neighbours."""
    st.markdown(text("continuation", least=str(continued.LEAST)))
    code = settings.corpus
    moved = continued.most_moved(code)
    words = {str(k): plain(visible(one.word)) for k, one in enumerate(moved, 1)}
    picked = choice(text["word"], words, "word", "1", widget=st.pills)
    one = moved[int(picked) - 1]
    pair = (one, other) = (one, continued.companion(code, one))
    beside = "beside" if continued.as_often(other, one) else "beside_other"
    st.markdown(text(f"continuation_{beside}"))
    found = [(each, cached(continued.neighbours)(code, each.token)) for each in pair]
    moving_picture(continuation_stage(found, words=text.labels), text, time="k")
    ratio = percent(one.continuation / one.share)
    st.markdown(text("continuation_after", word=words[picked], ratio=ratio))
    if len(learned(code).vocabulary) < SMALL:
        st.markdown(text("continuation_small"))


@folded("tuning")
def tuning(text: Text, settings: Smoothing) -> None:
    """Perplexity against δ, and D from the counts beside the best one."""
    code, n = settings.corpus, settings.n
    found = curves.of_delta(code, n)
    chosen = f"{found.values[found.chosen]:g}"
    live = {"n": str(n), "delta": chosen, "tried": str(len(found.values))}
    st.markdown(text("tuning", **live))
    st.vega_lite_chart(spec=cached(_tuned)(code, n, text.labels))
    discounts = curves.of_discount(code, n)
    once = int((learned(code).counts.order(n).count == 1).sum())
    if not once:
        st.markdown(text("tuning_no_once", n=str(n)))
        return
    counted = learned(code).model(n).parameters.discounts[-1]
    if discounts.tied:
        best = text("tuning_tied")
    else:
        close = min(range(len(discounts.values)), key=lambda k: abs(discounts.values[k] - counted))
        low, near = (grouped(discounts.validation[k]) for k in (discounts.chosen, close))
        chosen = f"{discounts.values[discounts.chosen]:g}"
        best = text("tuning_best", best=chosen, low=low, near=near)
    st.markdown(text("tuning_discount", n=str(n), counted=short(counted), best=best))


def _tuned(code: str, n: int, words: Mapping[str, str]) -> dict[str, Any]:
    from viz.charts.tuning import by_delta
    from viz.charts.vega_lite import vega_lite

    found = curves.of_delta(code, n)
    parts = {"validation": found.validation, "heldout": found.heldout}
    return vega_lite(by_delta(found.values, parts, found.values[found.chosen], words))


@folded("all_rules")
def all_rules(text: Text, settings: Smoothing) -> None:
    """Every rule by every n."""
    found = cached(curves.table)(settings.corpus, CONTEXTS)
    names = {rule: text[f"rule.{rule}"] for rule in found.perplexities}
    names["stupid"] = text["stupid_score"]
    rows = [[names[rule], *map(grouped, values)] for rule, values in found.perplexities.items()]
    rows.append([text["stupid_sum"], *(f"{total:.2f}" for total in found.stupid_sum)])
    align = [":--", *["--:"] * len(curves.ORDERS)]
    cells = table(["n", *map(str, curves.ORDERS)], rows, align)
    tokens = f"{len(learned(settings.corpus).strips['heldout']):,}"
    st.markdown(text("all_rules", table=cells, tokens=tokens, first=str(CONTEXTS)))


@folded("leaked")
def leaked(text: Text, settings: Smoothing) -> None:
    """Kneser–Ney on held-out lines that the training text has too, and on new ones."""
    found = cached(curves.split)(settings.corpus)
    lines = f"{found.lines:,}"
    if not found.leaked:
        st.markdown(text("leaked_none", lines=lines))
        return
    parts = {"seen": found.leaked, "new": found.lines - found.leaked}
    rows = [
        [text[f"leaked_{part}"].format(n=n), *map(grouped, getattr(found, part))]
        for part, n in parts.items()
    ]
    align = [":--", *["--:"] * len(curves.ORDERS)]
    cells = table(["n", *map(str, curves.ORDERS)], rows, align)
    st.markdown(text("leaked", lines=lines, leaked=str(found.leaked), table=cells))


@folded("hand")
def by_hand(text: Text) -> None:
    """The table of the textbook, before and after add-1."""
    from core.lessons.smoothing.berkeley import SIZE, WORDS, restaurant

    found = restaurant()
    want, to = WORDS.index("want"), WORDS.index("to")
    places = [WORDS.index(word) for word in SHOWN]
    head = [text["hand_word"], "c(h)", *SHOWN]
    align = [":--", *["--:"] * (len(SHOWN) + 1)]

    def shown(values: np.ndarray, spec: str) -> str:
        rows = [
            [word, f"{found.total[place]:,}", *(f"{v:{spec}}" for v in values[place, places])]
            for word, place in zip(SHOWN, places, strict=True)
        ]
        return table(head, rows, align)

    tables = {"counts": shown(found.count, "d"), "adjusted": shown(found.adjusted, ".2f")}
    live = {
        "V": f"{SIZE:,}",
        "want_to": f"{found.adjusted[want, to]:.1f}",
        "before": f"{found.likelihood[want, to]:.2f}",
        "after": f"{found.add_one[want, to]:.2f}",
    }
    st.markdown(text("hand", **tables, **live))


@folded("mistakes")
def mistakes(text: Text) -> None:
    """What is often said or built wrongly."""
    st.markdown(text("mistakes"))


@folded("arpa")
def as_arpa(text: Text, settings: Smoothing) -> None:
    """The model as a file for other programs."""
    code, n = settings.corpus, settings.n
    st.markdown(text("arpa", n=str(n)))
    found = learned(code)

    def make() -> str:
        return written(found.model(n), found.vocabulary.tokens)

    name = f"{code}_{n}.arpa"
    st.download_button(text["arpa_download"], make, name, "text/plain", on_click="ignore")


@folded("hood")
def hood(text: Text, settings: Smoothing) -> None:
    """The rules as code; how far they are from a loop, and their sums from 1."""
    trace = cached(record_lesson)(settings.recorded)
    gap = cached(difference)(settings.recorded)
    proper = [trace.rule(r) for r in trace.rules if r not in ("likelihood", "stupid")]
    sums = float(np.abs(trace.total[:, proper] - 1).max())
    live = {"difference": text("hood_gap", gap=short(gap)) if gap else text("hood_same")}
    st.markdown(text("hood", sums=short(sums), **live))
    for function in (ngram_rules.discounting, ngram_rules.kneser_ney, ngram_rules._discounted):
        st.code(source(function), language="python")
