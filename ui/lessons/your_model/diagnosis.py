"""A diagnosis in words and numbers, below the moving picture of a model."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.lessons.your_model.settings import Lesson
from core.measures.diagnosis import findings, rise
from core.measures.fading import guesses, nearest
from core.traces.diagnosis import Diagnosis
from core.traces.recurrent import GradientTrace
from ui import predict
from ui.lesson import folded, source
from ui.lessons.your_model.parts import Looked, layer_named, subject
from ui.markdown import table
from ui.memory import kept
from ui.text import Text
from viz.numbers import short
from viz.view import Verdict


def hint(text: Text, lesson: Lesson) -> str:
    """What a guess can be reasoned from: about what each step back multiplies the gradient by.

    Below other layers the gradient comes from these too, at every step: no number tells it.
    """
    found = lesson.diagnosis
    if lesson.trace.layer < lesson.shape.layers - 1:
        return text["hint.lower"]
    opening = dict(zip(found.gates, found.opening, strict=True))
    keep = "f" if found.network == "lstm" else "z"
    mean = short(float(opening[keep])) if keep in opening else ""
    return text[f"hint.{found.network}"].format(mean=mean)


def ask(text: Text, looked: Looked) -> dict[str, str]:
    """Ask how far the gradient reaches; return the guess that is to be scored."""
    about = (looked.settings.recorded, looked.upload and looked.upload.key)
    said = text("predict", whose=whose(text, looked), hint=hint(text, looked.lesson))
    return predict.ask(text, {"reach": looked.name(text)}, options(looked), about=about, said=said)


def whose(text: Text, looked: Looked) -> str:
    """Whose gradient is asked about, as its row in the picture is called; and of which layer."""
    here, trace = looked.lesson.shape, looked.lesson.trace
    if looked.upload is None:
        return text["whose.example"].format(name=looked.name(text))
    if len(here.places) == 1:
        return text["whose.yours"]
    which = layer_named(text, here, trace.layer, trace.reverse)
    return text["whose.layer"].format(layer=which)


def options(looked: Looked) -> tuple[str, ...]:
    """The numbers of steps back that can be guessed."""
    return guesses(len(looked.lesson.trace.tokens))


def verdict(text: Text, looked: Looked, guessed: Mapping[str, str]) -> Verdict:
    """How far the gradient reaches, beside a fresh model's; whether the guess is the closest."""
    found, fresh = looked.lesson.diagnosis, looked.lesson.fresh_diagnosis
    closest = nearest(found.reach, options(looked))
    said = text["measured"].format(
        reach=where(found.reach, text),
        fresh=where(fresh.reach, text),
        length=len(looked.lesson.trace.tokens),
    )
    if rise(looked.lesson.gradient) is not None:
        said = text["between_sentences"].join((said, text["measured.rises"]))
    return predict.verdict([guess == closest for guess in guessed.values()], said)


def diagnosis(text: Text, looked: Looked) -> None:
    """The numbers beside those of a fresh model, and a sentence for each that stands out."""
    lesson = kept("complete", looked.key(), looked.complete)
    found, fresh = lesson.diagnosis, lesson.fresh_diagnosis
    st.subheader(text["diagnosis"], anchor=False)
    st.markdown(text("diagnosis"))
    left, right = st.columns([1, 1], gap="large")
    with left:
        head = list(text.words("column").values())
        st.markdown(table(head, rows(text, found, fresh), align=(":--", "--:", "--:")))
    with right:
        peak = rise(lesson.gradient)
        more = {
            "since": since(found.reach, lesson.gradient, text),
            "fresh_since": since(fresh.reach, lesson.fresh_gradient, text),
            "peak": short(peak or 0.0),
        }
        for name in findings(found, rises=peak is not None):
            st.markdown(text(f"finds_{name}", **live(found, text), **more))
    if looked.upload is None:
        beside = {"fresh": where(fresh.reach, text), "length": len(looked.lesson.trace.tokens)}
        st.markdown(text(f"why_{looked.settings.example}", **live(found, text), **beside))


def rows(text: Text, found: Diagnosis, fresh: Diagnosis) -> list[tuple[str, ...]]:
    """(what, of this model, of a fresh one), as they are read."""
    lines = [(text["row.reach"], *(reached(d.reach, text) for d in (found, fresh)))]
    for k, gate in enumerate(found.gates):
        label = text["row.saturated_h" if gate == "h" else "row.saturated"]
        named = label.format(gate=text[f"gate.{gate}"])
        lines.append((named, *(percent(d.saturated[k]) for d in (found, fresh))))
    lines.append((text["row.dead"], *(f"{d.dead} / {d.units}" for d in (found, fresh))))
    if found.forget_bias is not None:
        lines.append((text["row.bias"], *(number(d.forget_bias) for d in (found, fresh))))
    for k, block in enumerate(found.matrices):
        label = text["row.radius_h" if block == "h" else "row.radius"]
        lines.append((label.format(block=block), *(number(radii(d)[k]) for d in (found, fresh))))
    return lines


def live(found: Diagnosis, text: Text) -> dict[str, str]:
    """The numbers that the sentences may name."""
    shares = dict(zip(found.gates, found.saturated, strict=True))
    levels = dict(zip(found.gates, found.opening, strict=True))
    keep = "f" if found.network == "lstm" else "z"
    others = [gate for gate in found.gates if gate != keep]
    stuck = max(others, key=lambda gate: shares[gate], default="")
    return {
        "reach": where(found.reach, text),
        "bias": number(found.forget_bias),
        "gate": text.labels.get(f"gate.{keep}", ""),
        "share": percent(shares.get(keep, 0.0)),
        "level": percent(levels.get(keep, 0.0)),
        "stuck": text.labels.get(f"gate.{stuck}", ""),
        "stuck_share": percent(shares.get(stuck, 0.0)),
        "dead": str(found.dead),
        "units": str(found.units),
        "radius": number(max(radii(found))),
    }


def radii(found: Diagnosis) -> list[float]:
    """The spectral radius of each block; none where they have not been measured."""
    return [] if found.radius is None else found.radius.tolist()


def reached(steps: int | None, text: Text) -> str:
    """A number of steps back, or that it is never reached."""
    if steps is None:
        return text["never"]
    return text["steps.one"] if steps == 1 else text["steps.many"].format(n=steps)


def where(steps: int | None, text: Text) -> str:
    """Where less than 1 % is left, as a sentence says it: so many steps back, or at no step."""
    return text["nowhere"] if steps is None else reached(steps, text)


def since(steps: int | None, gradient: GradientTrace, text: Text) -> str:
    """From how many steps back on less than 1 % is left, or where first; or at no step."""
    if steps is None:
        return where(None, text)
    label = "since" if rise(gradient) is None else "since.first"
    return text[label].format(reach=reached(steps, text))


def percent(share: float) -> str:
    """A share with a whole number of percent."""
    return f"{100 * share:.0f}%"


def number(value: float | None) -> str:
    """A number with two digits behind the point, minus signs as they are printed."""
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


@folded("hood")
def hood(text: Text, looked: Looked) -> None:
    """The equations as code, and how far they are from torch's module, measured now."""
    from core.lessons.your_model.run import STEPS, difference

    module, x, _ = subject(looked.settings, looked.upload, looked.files)
    st.markdown(text("hood", difference=short(difference(module, x))))
    st.code(source(STEPS[looked.lesson.shape.network]), language="python")
