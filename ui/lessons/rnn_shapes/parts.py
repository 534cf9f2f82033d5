"""The parts of the lesson below its moving picture. All figures come from the cards."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import mean
from typing import Any

import streamlit as st

from core.data.digits import HELD_OUT
from core.errors import InputError
from core.lessons.rnn_shapes.lesson import (
    END,
    POOLINGS,
    SPELLERS,
    answer,
    decided,
    letters_after,
    seeds,
    shipped,
    word_end,
)
from core.lessons.rnn_shapes.settings import RnnShapes
from core.shipped.store import card
from core.traces.shapes import ShapeTrace
from ui import predict
from ui.lesson import cached, folded, source
from ui.markdown import plain, table
from ui.refusal import name_unseen, sentence
from ui.text import Text
from viz.lessons.rnn_shapes import spoken
from viz.numbers import short
from viz.view import Verdict

ALIGN = (":--", *5 * ("--:",))
KINDS = ("marks", "again", "others")  # of what is written after a word that occur


def refuse(text: Text, error: InputError) -> None:
    """Say why a date cannot be read."""
    st.error(sentence(error, RnnShapes, text))


def remarks(text: Text, trace: ShapeTrace) -> None:
    """Name characters that training never had, and dates that are not right."""
    name_unseen(trace.unseen, text.language)
    if trace.judged:
        said = "".join(trace.said).removesuffix(END)
        st.caption(text[f"judged.{trace.judged}"].format(said=plain(said)))


def asked_about(settings: RnnShapes) -> RnnShapes:
    """What the guess is about: the speller, whichever shape is shown."""
    return replace(settings, shape="1n").recorded


def asked_now(text: Text, settings: RnnShapes) -> str:
    """The question: about the input that the speller has now, or about another shape than shown."""
    if settings.shape != "1n":
        return text("predict_elsewhere")
    return text("predict", input=text[f"input.{settings.given}.{settings.back}"])


def verdict(
    text: Text, settings: RnnShapes, trace: ShapeTrace, guesses: Mapping[str, str]
) -> Verdict:
    """What the speller wrote after its word, or what another shape's network wrote."""
    said = [spoken(word, text.labels) for word in trace.said if word]
    if settings.shape != "1n":
        return predict.verdict([], text[f"done.{settings.shape}"].format(said=" ".join(said)))
    right, stop = answer(trace), word_end(trace) + 1
    found = {"word": "".join(trace.said[:stop]), "rest": "".join(trace.said[stop:])}
    told = text["wrote"].format(answer=text[f"guess.{right}"], **found)
    return predict.verdict([guess == right for guess in guesses.values()], told)


def why(text: Text, settings: RnnShapes, trace: ShapeTrace) -> None:
    """The one recurrence behind all shapes, and what happens when nobody asks."""
    rows = [
        [
            *(text[f"{what}.{code}"] for what in ("shape", "reads", "writes")),
            text[f"unit.{code}"].format(shares=_shares(scores)),
        ]
        for code, scores in _scores().items()
    ]
    shapes = table(list(text.words("column").values()), rows, (":--", ":--", ":--", "--:"))
    st.markdown(text("why", shapes=shapes))
    first, taught = seeds("spelled_digit_first"), seeds("spelled_digit_taught")
    untrained = card("spelled_digit_first")["control"]
    runs = [
        (text["run.first"], first),
        (text["run.taught"], taught),
        (text["run.untrained"], [untrained]),
    ]
    rows = [
        [
            name,
            _shares([run["afterwards"]["others"] for run in found]) if len(found) > 1 else "–",
            _shares([run["periods"]["rest"] for run in found]),
            " · ".join(f"{run['radius']:.2f}" for run in found),
        ]
        for name, found in runs
    ]
    runs_table = table(list(text.words("freerun").values()), rows, ALIGN[:4])
    st.markdown(text("freerun", runs=runs_table, n=HELD_OUT))
    if settings.shape == "n1":
        live = {"name": plain("".join(trace.read)), "n": decided(trace), "all": len(trace.read)}
        st.markdown(text("here_n1", **live))
    word, found = letters_after(shipped())
    least, most = (f"{end(found):.2f}" for end in (min, max))
    st.markdown(text("mistake", word=word, least=least, most=most))


def _scores() -> dict[str, list[float]]:
    """The share that each shape's network gets right on held-out data, in three trainings."""
    dates = card("dates_additive")["seeds"]
    return {
        "nn": [run["tags"] for run in seeds("date_fields_one_way")],
        "n1": [run["names"] for run in seeds("name_language_last")],
        "1n": [run["words"] for run in seeds("spelled_digit_first")],
        "nm": [run["held out"]["exact"] for run in dates],
    }


def _shares(values: Sequence[float]) -> str:
    """Shares of several trainings, in per cent; what is nearly none or all is not written so."""
    nearly = [0 < value < 0.005 or 0.995 <= value < 1 for value in values]
    return " · ".join(f"{v:.1%}" if n else f"{v:.0%}" for v, n in zip(values, nearly, strict=True))


@folded("spellings")
def spellings(text: Text) -> None:
    """The four ways to give an image to a network that writes, three trainings each."""
    rows = []
    for code in SPELLERS:
        found = seeds(f"spelled_digit_{code}")
        shares = [[run["words"] for run in found]]
        shares += [[run["afterwards"][kind] for run in found] for kind in KINDS]
        shares.append([run["periods"]["rest"] for run in found])
        rows.append([text[f"speller.{code}"], *map(_shares, shares)])
    runs = table(list(text.words("spelled").values()), rows, ALIGN)
    one, back = (card(f"spelled_digit_{name}")["parameters"] for name in ("first", "first_back"))
    st.markdown(text("spellings", runs=runs, n=HELD_OUT, more=f"{back - one:,}"))


@folded("poolings")
def poolings(text: Text) -> None:
    """One answer from the last state, the mean or the maximum of all, three trainings each."""
    rows = []
    for code in POOLINGS:
        longer = card(f"name_language_{code}")["longer"]["names"]
        found = [run["names"] for run in seeds(f"name_language_{code}")]
        rows.append([text[f"pooling.{code}"], _shares(found), _shares(longer)])
    about = card("name_language_last")
    live = {"steps": about["budget"]["steps"], "longer": about["longer"]["budget"]["steps"]}
    head = [word.format(**live) for word in text.words("pooled").values()]
    st.markdown(text("poolings", runs=table(head, rows, ALIGN[:3])))


@folded("early")
def early(text: Text) -> None:
    """How right and how sure the reader of names is after a part of them, and what it confuses."""
    found = seeds("name_language_last")
    rows = []
    for k, at in enumerate(found[0]["after"]):
        parts = [[run["after"][k][what] for run in found] for what in ("right", "confidence")]
        rows.append([f"{at['read']}%", *map(_shares, parts)])
    heldout = card("name_language_last")["heldout"]
    live = {k: f"{v:.2f}" for k, v in heldout["calibration error"].items()}
    for end, k in (("half", 1), ("end", -1)):
        right, sure = (mean(run["after"][k][of] for run in found) for of in ("right", "confidence"))
        live |= {f"{end}_right": f"{right:.0%}", f"{end}_sure": f"{sure:.2f}"}
    head = list(text.words("earlier").values())
    st.markdown(text("early", runs=table(head, rows, ALIGN[:3]), **live))
    st.vega_lite_chart(spec=cached(_reliability)(text.labels), key="reliability")
    st.markdown(text("confusion"))
    st.vega_lite_chart(spec=cached(_confusion)(text.labels), key="confusion")


def _reliability(words: Mapping[str, str]) -> dict[str, Any]:
    from viz.charts.reliability import reliability_chart
    from viz.charts.vega_lite import vega_lite

    found = card("name_language_last")["heldout"]["reliability"]
    return vega_lite(reliability_chart(found, words))


def _confusion(words: Mapping[str, str]) -> dict[str, Any]:
    from viz.charts.reliability import confusion_chart
    from viz.charts.vega_lite import vega_lite

    about = card("name_language_last")
    names = [spoken(language, words) for language in about["config"]["outputs"]]
    return vega_lite(confusion_chart(about["heldout"]["confusion"], names, words))


@folded("contexts")
def contexts(text: Text) -> None:
    """What a decoder is given: one vector, or all states of the encoder, by the shipped figures."""
    rows = []
    for name in ("zh_en_none", "zh_en_additive", "dates_additive"):
        found = card(name)["seeds"]
        longer = [run["longer"]["exact"] for run in found if "longer" in run]
        exact = _shares([run["held out"]["exact"] for run in found])
        rows.append([text[f"context.{name}"], exact, _shares(longer) if longer else "–"])
    st.markdown(text("contexts", runs=table(list(text.words("exact").values()), rows, ALIGN[:3])))


@folded("hood")
def hood(text: Text, settings: RnnShapes) -> None:
    """The equation as code, and how far it is from torch's layer on this input, measured now."""
    from core.lessons.rnn_shapes.run import difference
    from core.networks import gru, rnn

    step = gru.step if settings.shape == "nm" else rnn.step
    st.markdown(text("hood", difference=short(cached(difference)(settings.recorded))))
    st.code(source(step), language="python")
