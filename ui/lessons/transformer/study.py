"""The losses without each part: taken from the trained model, or missing from the start."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.lessons.transformer.lesson import (
    card,
    shares,
    study,
)
from core.lessons.transformer.settings import CODES, Transformer
from core.networks.seq2seq_transformer.ablation import FEED
from core.traces.translation import END
from ui.lesson import cached, folded
from ui.lessons.transformer.guess import between, percent, sentences, weights_of
from ui.markdown import plain, table
from ui.text import Text
from viz.numbers import short, span

SHOWN = 14  # words of a translation in a table


@folded("removed")
def removed(text: Text, settings: Transformer) -> None:
    """Everything that can be taken away, one at a time: held-out sentences, and this one."""
    from core.lessons.transformer.run import written_without

    st.markdown(text("removed", of=str(sentences()), seeds=str(len(card()["seeds"]))))
    here = cached(written_without)(settings.intact)
    head = [text[f"removed.{name}"] for name in ("part", "weights", "off", "cut")]
    rows = [
        [
            place(text, code),
            f"{weights_of('feed' if code[-1] == FEED else 'self'):,}",
            *(between(shares(f"{how} {code}")) for how in ("off", "cut")),
        ]
        for code in CODES
    ]
    st.markdown(table(head, rows))
    st.markdown(text("removed_others"))
    others = ("intact", "off encoder", "off feed-forward", "positions none", "positions shifted")
    named = [[text[f"removed.{name.replace(' ', '_')}"], between(shares(name))] for name in others]
    named += [[text["removed.heads"], between(_heads())]]
    st.markdown(table([text["removed.part"], text["removed.right"]], named))
    st.markdown(text("removed_here"))
    told = [[f"{text[f'removed.{how}']}: {place(text, code)}", _shown(here[f"{how} {code}"])]
            for code in CODES for how in ("off", "cut")]  # fmt: skip
    st.markdown(table([text["removed.part"], text["removed.written"]], told))


def _heads() -> tuple[float, ...]:
    """What is left without each head, in every training: its heads are not those of another."""
    names = [n for n in card()["seeds"][0]["right without"] if n.startswith("head")]
    return tuple(share for name in names for share in shares(name))


def _shown(words: Sequence[str]) -> str:
    """A translation, its end left out where it is long."""
    said = [word for word in words if word != END]
    return plain(" ".join(said[:SHOWN]) + (" …" if len(said) > SHOWN else ""))


def place(text: Text, code: str) -> str:
    """A sublayer's name."""
    side = text[f"side.{code[0]}"]
    return f"{side}, {text[f'place.{code[-1]}'].format(layer=code[1:-1])}"


@folded("trained")
def trained_without(text: Text) -> None:
    """The same model trained without each of its parts."""
    found = study()
    judged = text("trained", epochs=str(found["base"]["epochs"]))
    st.markdown(judged)
    rows = []
    for name, variant in found.items():
        seeds = variant["seeds"]
        loss = " · ".join(short(seed["loss"][-1], 2) for seed in seeds)
        rows.append([text[f"trained.{name}"], loss, between(seed["exact"] for seed in seeds)])
    head = [text[f"trained.{name}"] for name in ("part", "loss", "exact")]
    st.markdown(table(head, rows))
    st.markdown(text("trained_note", **_in_short(found)))


def _in_short(found: Mapping[str, Any]) -> dict[str, str]:
    """The figures that the sentences below the table name: the worst and the best of the seeds."""
    seeds = {name: variant["seeds"] for name, variant in found.items()}
    losses = {name: sorted(s["loss"][-1] for s in seeds[name]) for name in seeds}
    exact = {name: [s["exact"] for s in seeds[name]] for name in seeds}
    longer = {name: [s["longer"] for s in seeds[name]] for name in seeds}
    return {
        "lines": span(losses["no_residuals"], short),
        "cross": span(losses["no_cross"], short),
        "slow": span(losses["no_residuals_slow"], short),
        "off": between(shares("off feed-forward")),
        "feed": between(exact["no_feed_forward"]),
        "mask": percent(max(exact["no_mask"])),
        "longer": between(longer["base"]),
        "offset": between(longer["offsets"]),
        "offset_long": between(longer["offsets_long"]),
    }
