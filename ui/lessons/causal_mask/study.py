"""The folded sections of the lesson on the causal mask: why it is needed, and what it allows."""

from typing import Any

import streamlit as st

from core.lessons.causal_mask.settings import MODELS, CausalMask
from core.shipped.store import card
from ui import link, predict
from ui.controls import choice, setting
from ui.lesson import cached, folded, last_good, moving_picture, source
from ui.text import Text
from ui.warm_up import one_thread
from viz.lessons.causal_mask import expectations, race, training, writers
from viz.numbers import short

OPEN = predict.OPEN
WRITERS = (*MODELS, "alike")
PROMPT = "causal_mask:prompt"  # in the session: the last one that could be read
LAST_PLACE = "bits at the last place"
KNOWN = "words in 100 characters"


def cards() -> dict[str, dict[str, Any]]:
    """The cards of both models."""
    return {name: card(stem) for name, stem in MODELS.items()}


@folded("needed")
def needed(text: Text, settings: CausalMask) -> None:
    """Which of both models writes better? Their losses, a guess, then both write."""
    found = cards()
    losses = {f"loss_{name}": short(each["curve"]["bits"][-1]) for name, each in found.items()}
    st.markdown(text("needed", steps=found["masked"]["budget"]["steps"], **losses))
    moving_picture(training(found, words=text.labels), text, time="s")
    words = {code: text[f"writer.{code}"] for code in (OPEN, *WRITERS)}
    guess = choice(text["writer"], words, "writer", OPEN, widget=st.pills)
    if guess != OPEN or link.read(predict.REVEAL) == "1":
        if guess != OPEN:
            st.markdown(text("writer_right" if guess == "masked" else "writer_wrong"))
        _writing(text)
        _why(text, found)
        _expected(text, settings)


def _writing(text: Text) -> None:
    """Both models write on from the reader's prompt, now."""
    from core.lessons.causal_mask.study import writes

    first, second, third = st.columns([1.2, 1, 1])
    with first:
        said = setting(CausalMask, "prompt", text)
        prompt = last_good(PROMPT, said, _read, lambda _: None, first=CausalMask.prompt)[1]
    with second:
        how = setting(CausalMask, "how", text)
    draw = 0
    if how == "drawn":
        with third:
            draw = setting(CausalMask, "draw", text)
    made = {model: cached(writes)(model, prompt, how, draw) for model in MODELS}
    moving_picture(writers(made, words=text.labels), text, time="w")


def _read(prompt: str) -> str:
    """The prompt, if it may be one; what is wrong with it stands below its control."""
    return CausalMask(prompt=prompt).prompt


def _why(text: Text, found: dict[str, dict[str, Any]]) -> None:
    """The cards' figures: on unseen text, where the answer is in sight and where it is not."""
    live: dict[str, str] = {}
    for name, each in found.items():
        live |= {
            f"heldout_{name}": short(each["heldout"]["bits"]),
            f"last_{name}": short(each["heldout"][LAST_PLACE], 3),
            f"words_{name}": " / ".join(short(seed[KNOWN]) for seed in each["seeds"]),
            f"train_{name}": short(each["curve"]["bits"][-1]),
        }
    live["words_text"] = short(found["masked"]["held-out text"][KNOWN])
    st.markdown(text("why_needed", **live))
    st.markdown(text("mistake", **live))


def _expected(text: Text, settings: CausalMask) -> None:
    """What both expect at each place of the reader's text, with the answer in sight and without."""
    from core.lessons.causal_mask.study import bits_of, expected

    found = cached(expected)(settings.text)
    live = {name: short(bits_of(values)) for name, values in found.items()}
    st.markdown(text("expects", **live))
    st.plotly_chart(
        expectations(settings.text, found, text.labels, dark=_dark()), key="expects_chart"
    )


@folded("one_pass")
def one_pass(text: Text, settings: CausalMask) -> None:
    """One pass with the mask equals a pass over every prefix: how nearly, and how fast."""
    from core.lessons.causal_mask.study import apart, time_prefixes

    one_thread()
    trace = cached(time_prefixes)()
    live = {name: short(cached(apart)(name, settings.text)) for name in MODELS}
    length = int(trace.length[-1])
    live |= {
        "length": str(length),
        "ratio": short(float(trace.ratio[-1])),
        "read": str(length * (length + 1) // 2),
        "difference": short(trace.difference),
    }
    st.markdown(text("one_pass", T=len(settings.text), **live))
    names = [text["race.one_pass"], text["race.prefixes"]]
    st.plotly_chart(
        race(trace, names, text.labels, text["race_x"], dark=_dark()), key="race_prefixes"
    )


@folded("cache")
def cache(text: Text) -> None:
    """Writing with keys and values kept, and with everything read again each time."""
    from core.lessons.causal_mask.study import both_ways, time_cache

    one_thread()
    trace = cached(time_cache)()
    kept, again = cached(both_ways)(CausalMask.prompt)
    live = {
        "length": str(int(trace.length[-1])),
        "ratio": short(float(trace.ratio[-1])),
        "first": short(float(trace.ratio[0])),
        "shortest": str(int(trace.length[0])),
        "difference": short(trace.difference),
    }
    st.markdown(text("cache", **live))
    for column, said, name in zip(st.columns(2), (kept, again), ("kept", "again"), strict=True):
        with column:
            st.markdown(f"**{text[f'race.{name}']}**")
            st.code(CausalMask.prompt + said, language=None, wrap_lines=True)
    st.markdown(text("cache_equal" if kept == again else "cache_unequal"))
    names = [text["race.kept"], text["race.again"]]
    st.plotly_chart(
        race(trace, names, text.labels, text["written_x"], dark=_dark()), key="race_cache"
    )


@folded("hood")
def hood(text: Text, settings: CausalMask) -> None:
    """The code, how far it is from torch's, and what torch does with a row that looks nowhere."""
    from core.gradients.look_ahead import influence
    from core.lessons.causal_mask.run import differences, last_alone, nowhere
    from core.networks import masks
    from core.networks.scaled_dot_product import attention

    found = cached(differences)(settings.recorded)
    st.markdown(text("hood", **{name: short(value) for name, value in found.items()}))
    for function in (masks.causal, attention, influence):
        st.code(source(function), language="python")
    paths = {name: _number(value, text) for name, value in cached(nowhere)().items()}
    st.markdown(text("nowhere", **paths))
    alone = cached(last_alone)()
    told = {name: " / ".join(f"{w:.2f}" for w in weights) for name, weights in alone.items()}
    st.markdown(text("top_left", **told))


def _dark() -> bool:
    return st.context.theme.type == "dark"


def _number(value: float, text: Text) -> str:
    return text["nan"] if value != value else short(value)
