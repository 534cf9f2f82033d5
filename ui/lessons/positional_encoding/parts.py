"""The parts of the lesson on positional encodings around its moving picture."""

from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from core.errors import InputError
from core.lessons.positional_encoding.lesson import differs, fixed
from core.lessons.positional_encoding.settings import MODELS, PositionalEncoding
from core.lessons.settings import OneOf
from core.measures.position_results import accuracies, check, products
from core.networks.positional_encoding import common_bug, rotate, sinusoidal
from core.traces.shuffle import ShuffleTrace
from ui import lesson, predict
from ui.controls import choice, setting
from ui.lesson import cached, folded, source
from ui.markdown import plain, table
from ui.text import Text
from viz.numbers import short
from viz.view import Verdict

COLUMNS, CHECKED = 32, 200  # of the encodings whose promises are measured, and their positions
PLACES, REACH = (16, 32, 48), 15  # of the curves over the distance
WITHIN, BEYOND = 24, (48, 56, 64, 80, 96)  # lengths of which the accuracy is told
WORST, FARTHEST = 64, 96  # those of them that the text speaks of
TOLD = (WITHIN, *BEYOND)
CHANCE = 0.5
OF_SENTENCE = ("sentence", "order", "asked")
BELOW = ("d", "base", "length", "k", "head")  # the controls of numbers
BESIDE = {
    "sinusoids": ("encoding",),
    "rope": ("moves",),
    "alibi": ("heads",),
}


def above(text: Text) -> dict[str, Any]:
    """Which of the pictures is shown, and beside it the control that matters most for it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        values = {"picture": _choice(text, "picture")}
        for name in BESIDE.get(values["picture"], ()):
            st.markdown(text[name], width="content")
            values[name] = _choice(text, name)
    return values


def below(text: Text, values: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of the chosen picture, side by side below it."""
    held = fixed(values)
    found: dict[str, Any] = {name: held[name].value for name in BELOW if name in held}
    names = [name for name in BELOW if name not in held]
    for column, name in zip(st.columns(len(names)) if names else [], names, strict=True):
        with column:
            found[name] = setting(PositionalEncoding, name, text)
    return found


def typed(text: Text) -> dict[str, Any]:
    """The sentence."""
    return {"sentence": setting(PositionalEncoding, "sentence", text)}


def readable(text: Text, values: Mapping[str, Any]) -> PositionalEncoding:
    """The settings; a sentence that is refused holds back only itself: the last good one stays."""

    def refused(values: Mapping[str, Any]) -> bool:
        try:
            PositionalEncoding(**values)
        except InputError:
            return True
        return False

    settings = lesson.valid(PositionalEncoding, text, values)
    kept = {name: getattr(settings, name) for name in OF_SENTENCE}
    if refused(values) and not refused({**values, **kept}):
        return PositionalEncoding(**{**values, **kept})
    return settings


def ask(text: Text, settings: PositionalEncoding) -> dict[str, str]:
    """What does each network make of the other order? The other pictures say what they show."""
    if settings.picture != "shuffle":
        st.markdown(text(f"see_{settings.picture}"))
        return {}
    about = (settings.words, settings.other_order)
    codes = list(text.words("guess"))
    return predict.ask(text, text.words("name"), codes, st.segmented_control, about=about)


def _choice(text: Text, name: str) -> str:
    """A choice without its label, which only those hear who do not see the page."""
    rules, defaults = PositionalEncoding.rules(), PositionalEncoding.defaults()
    words = {code: text[f"{name}.{code}"] for code in cast(OneOf, rules[name]).codes}
    return choice(
        text[name], words, name, defaults[name], widget=st.pills, label_visibility="collapsed"
    )


def verdict(
    text: Text, guesses: Mapping[str, str], shuffled: Mapping[str, ShuffleTrace]
) -> Verdict:
    """What happened to the outputs of each network in the other order."""
    found = {name: differs(shuffled[name]) for name in MODELS}
    said = " ".join(
        text[f"happens.{name}"].format(answer=text[f"answer.{how}"]) for name, how in found.items()
    )
    return predict.verdict([guess == found[name] for name, guess in guesses.items()], said)


def why(text: Text, shuffled: Mapping[str, ShuffleTrace], settings: PositionalEncoding) -> None:
    """Why it is so, with the numbers of this sentence; of the other pictures, what they are for."""
    if settings.picture != "shuffle":
        st.markdown(text(f"why_{settings.picture}", within=WITHIN))
        return
    most = {name: short(float(shuffled[name].difference.max())) for name in MODELS}
    first, second = (plain(settings.words[place]) for place in settings.asked_words)
    st.markdown(text("why", first=first, second=second, **most))


@folded("distance")
def distances(text: Text) -> None:
    """The dot product over the distance: in the paper, with the bug, and behind W_q and W_k."""
    from core.lessons.positional_encoding.run import mixing
    from core.shipped.transformers import config
    from viz.charts.positions import distances as chart

    sizes = config("order_sinusoidal")
    heads = {str(head): str(head + 1) for head in range(sizes.heads)}
    head = int(choice(text["distance_head"], heads, "distance_head", "0"))
    paper, wrong = (f(PLACES[-1] + REACH + 1, sizes.d) for f in (sinusoidal, common_bug))
    found = {
        "paper": products(paper, PLACES, REACH),
        "bug": products(wrong, PLACES, REACH),
        "mixed": products(paper, PLACES, REACH, cached(mixing)(head)),
    }
    numbers = {
        f"{name}_{what}": short(getattr(panel, what))
        for name, panel in found.items()
        for what in ("spread", "asymmetry")
    }
    st.markdown(text("distance", head=head + 1, **numbers))
    for column, (name, panel) in zip(st.columns(3), found.items(), strict=True):
        figure = chart(panel, text[f"panel.{name}"], text.labels)
        column.plotly_chart(figure, key=f"distance_{name}")


@folded("matters")
def worth(text: Text) -> None:
    """What each way to tell the order is worth: accuracy by length, three seeds."""
    from viz.charts.positions import accuracy

    found = accuracies()
    mean = {name: {n: f"{runs.at(n).mean():.0%}" for n in TOLD} for name, runs in found.items()}
    st.markdown(text("matters", none=mean["none"][WITHIN]))
    rows = [[text[f"way.{name}"], *shares.values()] for name, shares in mean.items()]
    st.markdown(table([text["order_x"], *map(str, TOLD)], rows))
    live = {"rope": mean["rope"][WORST], "alibi": mean["alibi"][FARTHEST]}
    st.markdown(text("matters_beyond", worst=WORST, farthest=FARTHEST, **live))
    st.plotly_chart(accuracy(found, CHANCE, text.labels), key="order_chart")
    st.caption(text["order_note"].format(seeds=len(found["none"].seeds)))


@folded("bug")
def bug(text: Text) -> None:
    """The common mistake beside the paper, in numbers."""
    st.markdown(text("bug", d=COLUMNS, positions=CHECKED))
    rows = {name: cached(_promises)(name) for name in ("paper", "bug")}
    head = [text["promise"], *(text[f"encoding.{name}"] for name in rows)]
    body = [[_named(text, what), *(row[what] for row in rows.values())] for what in rows["paper"]]
    st.markdown(table(head, body))
    st.markdown(text("bug_zero"))


def _named(text: Text, what: str) -> str:
    """What a row of the table is about; "beyond_48": the accuracy at length 48."""
    kind, _, length = what.partition("_")
    return text[f"promise.{kind}"].format(half=COLUMNS // 2, length=length or WITHIN)


def _promises(name: str) -> dict[str, str]:
    """What is measured of an encoding, as it is written."""
    make, model = {"paper": (sinusoidal, "sinusoidal"), "bug": (common_bug, "common_bug")}[name]
    encoding = make(CHECKED, COLUMNS)
    found, runs = check(encoding, 1), accuracies()[model]
    differ = abs(encoding - sinusoidal(CHECKED, COLUMNS)) > 0.1
    return {
        "norm": f"{found.shortest:.1f} – {found.longest:.1f}",
        "spread": short(found.spread),
        "rotation": short(found.rotation_error),
        "entries": f"{differ.mean():.0%}",
        "within": f"{runs.at(WITHIN).mean():.1%}",
        **{f"beyond_{length}": f"{runs.at(length).mean():.1%}" for length in BEYOND},
    }


@folded("hood")
def hood(text: Text) -> None:
    """The functions as code, and how far trained networks are from them, measured now."""
    from core.lessons.positional_encoding.run import differences

    added, turned = cached(differences)()
    st.markdown(text("hood", added=short(added), turned=short(turned)))
    for function in (sinusoidal, rotate):
        st.code(source(function), language="python")
