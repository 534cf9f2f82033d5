"""Teacher forcing beside free running, on one sentence and by the place in many."""

from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from core.lessons.encoder_decoder.lesson import divergence, record_lesson
from core.lessons.encoder_decoder.settings import PARTING, Told
from core.measures.bottleneck import ALONE, ATTENTIVE, seeds
from ui.controls import choice
from ui.lesson import cached, folded, moving_picture
from ui.markdown import plain
from ui.text import Text
from viz.glosses import within
from viz.lessons.encoder_decoder import forcing_stage

EXPOSURE_LEAST = 50  # sentences that a place must have to be counted


@folded("forcing")
def forcing(text: Text, told: Told) -> None:
    """Both runs of the decoder side by side on this sentence."""
    st.markdown(text("forcing"))
    if told.right is None:
        st.info(text["forcing_unknown"])
    apart = divergence(told) if told.right else None
    if apart is None:
        if told.right:
            st.markdown(text["never_apart"])
        told = cached(record_lesson)(PARTING)
        apart = cast(int, divergence(told))
        st.markdown(text["parting"].format(sentence=_read_out(text, told)))
    st.markdown(_apart(text, told, apart))
    moving_picture(forcing_stage(told, words=text.labels), text, time="forced")


def _apart(text: Text, told: Told, apart: int) -> str:
    """Where both runs make their first error, the same one, and what each reads after it."""
    said, right = told.free.target, told.right or ()
    first = text["apart"].format(t=apart + 1, said=plain(said[apart]), meant=plain(right[apart]))
    both_go_on = apart + 1 < min(len(said), len(right))
    return text["and_then"].format(first=first, then=text["apart_after"]) if both_go_on else first


def _read_out(text: Text, told: Told) -> str:
    """The sentence that is translated, with its glosses."""
    return " ".join(plain(within(word, text.labels)) for word in told.free.source)


@folded("exposure")
def exposure(text: Text) -> None:
    """The exposure gap on held-out sentences, by the place in the translation."""
    names = {name: text[f"model.{name}"] for name in (ALONE, ATTENTIVE)}
    model = choice(text["exposure_model"], names, "exposure_model", ALONE)
    found = [seed["held out"] for seed in seeds(model)]
    shares = [(_percent(f["words right when taught"]), _percent(f["words right"])) for f in found]
    st.markdown(
        text(
            "exposure",
            taught=f"{shares[0][0]:.1f}",
            free=f"{shares[0][1]:.1f}",
            gaps=" / ".join(f"{taught - free:.1f}" for taught, free in shares),
        )
    )
    st.vega_lite_chart(spec=cached(_positions)(model, text.labels))


def _percent(share: float) -> float:
    """A share as it is shown, so that differences are those of what is shown."""
    return round(100 * share, 1)


def _positions(model: str, words: Mapping[str, str]) -> dict[str, Any]:
    from viz.charts.bottleneck import positions
    from viz.charts.vega_lite import vega_lite

    return vega_lite(positions(seeds(model)[0]["positions"], words, EXPOSURE_LEAST))
