"""Sharp is not correct: the section that holds sharpness against error."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.lessons.attention.settings import SCORINGS, Attention, Lesson
from core.measures.sharpness import Figures, held_out, looks, means
from ui.lesson import cached, folded
from ui.markdown import table
from ui.text import Text


@folded("sharp")
def sharp_is_not_correct(text: Text, settings: Attention, recorded: Lesson) -> None:
    """All models on held-out sentences, and on the sentence that is shown."""
    figures = cached(held_out)()
    both = {code: means(figures, code) for code in SCORINGS}
    sharpest, rightest, softest = _extremes(both)
    st.markdown(
        text(
            "sharp",
            sharpest=text[f"scoring.{sharpest.scoring}"],
            sharp=f"{sharpest.largest:.2f}",
            sharp_error=f"{sharpest.error:.0%}",
            rightest=text[f"scoring.{rightest.scoring}"],
            right=f"{rightest.largest:.2f}",
            right_error=f"{rightest.error:.0%}",
            softest=text[f"scoring.{softest.scoring}"],
            soft=f"{softest.largest:.2f}",
            soft_error=f"{softest.error:.0%}",
        )
    )
    left, right = st.columns([1.1, 1], gap="medium")
    with left:
        chart = cached(_chart)(text.labels, st.context.theme.type == "dark")
        st.vega_lite_chart(spec=chart, key="sharpness")
    with right:
        st.markdown(table(list(text.words("sharp").values()), _rows(text, both)))
        st.caption(text["sharp_note"].format(seeds=rightest.seed))
    if settings.how == "built":
        st.markdown(_here(text, settings, recorded))


def _chart(words: Mapping[str, str], dark: bool) -> dict[str, Any]:
    from viz.charts.sharpness import sharpness_chart
    from viz.charts.vega_lite import vega_lite

    return vega_lite(sharpness_chart(held_out(), words, dark))


def _extremes(models: dict[str, Figures]) -> tuple[Figures, Figures, Figures]:
    """The sharpest model, the one that is wrong least often, and the least sharp one."""
    attentive = [f for f in models.values() if f.largest is not None]
    by_sharpness = sorted(attentive, key=lambda f: f.largest or 0)
    return by_sharpness[-1], min(attentive, key=lambda f: f.error or 0), by_sharpness[0]


def _rows(text: Text, models: dict[str, Figures]) -> list[list[str]]:
    """The table's rows: model, exact translations, sharpness, error."""

    def share(value: float | None) -> str:
        return "–" if value is None else f"{value:.3f}"

    return [
        [text[f"scoring.{code}"], share(f.exact), share(f.largest), share(f.error)]
        for code, f in models.items()
    ]


def _here(text: Text, settings: Attention, recorded: Lesson) -> str:
    """The same on the sentence that is shown."""
    from core.lessons.attention.run import every_scoring

    pair = recorded.reading.pair
    said = [text["sharp_here"]]
    for code, trace in cached(every_scoring)(settings.free).items():
        name = text[f"scoring.{code}"]
        if trace.weights is None or pair is None:
            continue
        found = looks(trace, pair)
        if found is None:
            said.append(text["sharp_wrong"].format(name=name))
        else:
            said.append(
                text["sharp_right"].format(
                    name=name, sharp=f"{found.largest:.2f}", right=found.right, asked=found.asked
                )
            )
    return "\n- ".join(said)
