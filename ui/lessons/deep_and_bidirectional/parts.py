"""The parts of the lesson below its moving picture, and its question."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from core.lessons.deep_and_bidirectional.lesson import (
    FIELDS,
    NOWHERE,
    answer,
    fields,
    first_wrong,
    shipped,
    study,
)
from core.lessons.deep_and_bidirectional.settings import READERS, DeepAndBidirectional
from core.shipped.store import card
from core.traces.tagging import TaggingTrace
from ui import predict
from ui.lesson import cached, folded, source
from ui.markdown import plain, table
from ui.text import Text
from viz.numbers import short, span
from viz.view import Verdict

WRITERS = {"one_way": "date_writer_one_way", "two_ways": "date_writer_two_ways"}
DRAWN = 4  # texts that are shown of each


def ask(text: Text, settings: DeepAndBidirectional, trace: TaggingTrace) -> dict[str, str]:
    """Ask for the field with the first wrong tag, where the right tags are known."""
    if not trace.known:
        if predict.revealed():
            predict.again(text)
        else:
            st.markdown(text["nothing_to_guess"])
        return {}
    (_, end), *others = fields(trace)  # to the first field belongs what stands before it
    pieces = ("".join(trace.tokens[slice(*field)]) for field in ((0, end), *others))
    words = {
        f"guess.{n}": text["asked"].format(field=piece)
        for n, piece in zip(FIELDS, pieces, strict=True)
    }
    named = replace(text, labels={**text.labels, **words})
    said = text("predict", date=plain("".join(trace.tokens)))
    names = {"first": text["guess_label"]}
    return predict.ask(named, names, (*FIELDS, NOWHERE), st.pills, about=settings.date, said=said)


def verdict(text: Text, trace: TaggingTrace, guesses: Mapping[str, str]) -> Verdict:
    """Where the one-way network is wrong first, in one sentence."""
    first = first_wrong(trace)
    if first is None:
        said = text["none_wrong" if trace.known else "nothing_known"]
    else:
        tag, share = trace.said("one_way")[first], trace.shares("one_way")[first]
        said = text["first_wrong"].format(
            sign=trace.tokens[first],
            n=first + 1,
            said=_field(text, tag),
            share=f"{share:.2f}",
            right=_field(text, trace.right[first]),
        )
    return predict.verdict([guess == answer(trace) for guess in guesses.values()], said)


def _field(text: Text, tag: str) -> str:
    """The field that a tag says, in words."""
    return text["outside"] if tag == "O" else text[f"tag.{tag[2:]}"]


def why(text: Text) -> None:
    """Why it is so, what was measured, and the mistake that is often made."""
    day, month = (f"{shipped().share('one_way', 0, f'B-{name}'):.2f}" for name in ("day", "month"))
    st.markdown(text("why", day=day, month=month))
    rows = [(text["trained.one_way"], card("date_fields_one_way")["seeds"])]
    rows += [(text["later"].format(n=n), found) for n, found in enumerate(study()["later"], 1)]
    off = study()["switched off"]
    rows += [(text[f"trained.{on}"], [found[on] for found in off]) for on in READERS]
    cells = [
        [name, *(over(seeds, what, percent) for what in ("tags", "dates"))] for name, seeds in rows
    ]
    head = [text["network"], text["right_tags"], text["right_dates"]]
    n = f"{card('date_fields_one_way')['held-out dates']:,}"
    st.markdown(text("results", n=n, table=table(head, cells)))
    st.markdown(text("mistake"))


@folded("cheating")
def cheating(text: Text) -> None:
    """The same networks as language models: what they learn, and what they write."""
    measures: dict[str, Callable[[float], str]] = {
        **dict.fromkeys(("training bits", "bits", "cut bits"), short),
        "dates": percent,
    }
    head = ["writer", "training_bits", "bits", "cut_bits", "own_dates"]
    cells = [
        [text[f"writer.{code}"], *(over(card(name)["seeds"], *what) for what in measures.items())]
        for code, name in WRITERS.items()
    ]
    n = str(card(WRITERS["one_way"])["written"])
    st.markdown(text("cheating", table=table([text[name] for name in head], cells), n=n))
    st.caption(text["own_texts"])
    for column, (code, name) in zip(st.columns(2), WRITERS.items(), strict=True):
        with column:
            st.markdown(f"**{text[f'writer.{code}']}**")
            st.code("\n".join(cached(_written)(name)), language=None)


def _written(name: str) -> list[str]:
    from core.lessons.deep_and_bidirectional.run import written

    return written(name, DRAWN)


@folded("layers_title")
def layers(text: Text) -> None:
    """One to four layers with nearly as many weights, and what their states contain."""
    from core.data.date_fields import TRAIN  # with babel

    found, few, all_dates = study(), f"{study()['few']:,}", f"{TRAIN:,}"
    head = [text["layers"], text["hidden_units"], text["few"].format(n=few)]
    head += [text["all"].format(n=all_dates), text["seconds"], text["gradient"]]
    cells = [
        [
            *(str(row[name]) for name in ("layers", "hidden")),
            over(row["few"], "dates", percent),
            over(row["all"], "dates", percent),
            f"{min(seed['seconds'] for seed in row['all']):.0f}",
            span(row["gradient"], short),
        ]
        for row in found["layers"]
    ]
    weights = over(found["layers"], "weights", "{:,}".format)
    live = {"few": few, "all": all_dates, "weights": weights}
    st.markdown(text("layers", table=table(head, cells), **live))
    st.markdown(text("probes", table=_probes(text, found)))


def _probes(text: Text, found: Mapping[str, Any]) -> str:
    """What a linear probe tells from each layer: trained, and in brackets untrained."""
    trained, untrained, rows = found["probes"], found["untrained"], []
    for name, said in text.words("feature").items():
        means = (
            sum(values) / len(trained) for values in zip(*(p[name] for p in trained), strict=True)
        )
        pairs = zip(means, untrained[name], strict=True)
        cells = [f"{mean:.0%} ({fresh:.0%})" for mean, fresh in pairs]
        rows.append([said, *cells, f"{untrained[f'{name} commonest']:.0%}"])
    places = [text["of_layer"].format(n=n + 1) for n in range(len(rows[0]) - 2)]
    return table([text["feature"], *places, text["commonest"]], rows)


@folded("hood")
def hood(text: Text, settings: DeepAndBidirectional) -> None:
    """One step as code, and how far both chains of such steps are from torch on this date."""
    from core.lessons.deep_and_bidirectional.run import difference
    from core.networks.rnn import step

    st.markdown(text("hood", difference=short(cached(difference)(settings.recorded))))
    st.code(source(step), language="python")


def percent(share: float) -> str:
    """A share as a percentage: with one digit, or two where all is nearly right."""
    return f"{100 * share:.{2 if 0.9995 <= share < 1 else 1}f}%"


def over(seeds: Sequence[Mapping[str, float]], what: str, said: Callable[[float], str]) -> str:
    """The least and the largest of a figure of several seeds."""
    return span((seed[what] for seed in seeds), said)
