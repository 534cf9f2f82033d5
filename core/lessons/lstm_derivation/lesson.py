"""Five steps from the RNN to the LSTM: what each repairs, and what it breaks.

Five networks (core.networks.derivation), each one change away from the one before, read the same
input with weights drawn alike. Recorded are the size of the state on its way forward and that of
the gradient of L = v·h_T on its way back. (Hochreiter & Schmidhuber 1997, §3.2 and §4; Gers,
Schmidhuber & Cummins 2000, §2–3.)

Importing this module does not load torch: the default settings come from a shipped recording.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from core.lessons.lstm_derivation.settings import Derivation, Lesson, run_name
from core.lessons.settings import Held
from core.shipped import openings, recordings, store
from core.traces.derivation import StepTrace
from core.traces.training import TrainingTrace

MISTAKEN = "mistaken"  # gates that look at x_{t−1}
ASKED = "add"  # the step that the guess is about
ANSWERS = ("vanishes", "nothing", "explodes")  # what can happen to a gradient
FADED, GROWN = 0.01, 10.0  # times its norm at the last step: below vanishes, above explodes
LESS, MORE = 0.5, 2.0  # times its norm at the last step: below it fades, above it grows


def fixed(values: Mapping[str, Any]) -> dict[str, Held]:
    """Say which settings follow from ``values``: the trained networks have one configuration."""
    if values.get("trained") != "after":
        return {}
    config = store.card(run_name("output"))["config"]
    return {name: Held(config[name], "locked") for name in ("forget_bias", "length", "hidden")}


def record_lesson(settings: Derivation) -> Lesson:
    """Record all five networks; the defaults come from the shipped recording."""
    if settings.recorded == Derivation():
        return shipped()
    from core.lessons.lstm_derivation.run import run

    return run(settings.recorded)


@lru_cache(maxsize=1)
def shipped() -> Lesson:
    """Read the recording of the default settings, without torch."""
    return openings.load("lstm_derivation")


def trained_traces(code: str, variant: str = "") -> tuple[TrainingTrace, ...]:
    """What was recorded while a step learnt, one for each seed, without torch."""
    found = recordings.load(store.FOLDER / f"{run_name(code, variant)}.safetensors")
    return tuple(cast(TrainingTrace, trace) for trace in found.values())


def factor(trace: StepTrace) -> float:
    """‖δ_1‖ / ‖δ_T‖: what the way back has multiplied the gradient with; 0 if δ_T is 0."""
    return float(trace.delta[0] / trace.delta[-1]) if trace.delta[-1] > 0 else 0.0


def answer(trace: StepTrace) -> str:
    """Say what happens to the gradient on its way back: one of ``ANSWERS``."""
    grown = factor(trace)
    if grown < FADED:
        return "vanishes"
    return "explodes" if grown > GROWN else "nothing"


def course(trace: StepTrace) -> str:
    """Say it more finely: what is in between "fades", "holds" or "grows"."""
    found = answer(trace)
    if found != "nothing":
        return found
    grown = factor(trace)
    if grown < LESS:
        return "fades"
    return "grows" if grown > MORE else "holds"


def bound(hidden: int) -> float:
    """√hidden: the largest ‖h‖ of units that lie between −1 and 1."""
    return float(hidden**0.5)


def findings(lesson: Lesson, hidden: int) -> dict[str, str]:
    """What was measured of each step that decides what may be said of it.

    Steps 2, 3 and 5 by the ``course`` of the gradient; step 4 by its state: "beyond" the
    ``bound`` or "within" it. What is said of step 1 holds always.
    """
    alike = {"vanishes": "fades", "explodes": "grows"}
    courses = {code: course(lesson[code]) for code in ("add", "forget", "output")}
    found = {code: alike.get(how, how) for code, how in courses.items()}
    beyond = lesson["input"].state.max() > bound(hidden)
    return {**found, "input": "beyond" if beyond else "within"}


def snippet(settings: Derivation) -> str:
    """Return Python that records these settings and prints what the picture shows."""
    return f"""from core.lessons.lstm_derivation.lesson import factor
from core.lessons.lstm_derivation.run import make_reader, run
from core.lessons.lstm_derivation.settings import Derivation

settings = {settings.recorded.in_python()}
for code, trace in run(settings).items():
    print(code, trace.state[-1], factor(trace))  # ‖h_T‖, and ‖δ_1‖ / ‖δ_T‖

network = make_reader({settings.step!r}, settings).module  # a torch module: go on from here
for name, weight in network.named_parameters():
    print(name, tuple(weight.shape))
"""


def table(lesson: Lesson) -> str:
    """Return every recorded number as CSV: network, quantity, time or step, value."""
    import pandas as pd

    frames = [trace.frame().assign(network=code) for code, trace in lesson.items()]
    return pd.concat(frames).to_csv(index=False)
