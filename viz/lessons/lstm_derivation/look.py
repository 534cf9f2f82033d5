"""What is looked at of the five steps, and what a row shows of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.lessons.lstm_derivation.lesson import ASKED
from core.lessons.lstm_derivation.settings import STEPS
from core.traces.base import Array
from core.traces.derivation import StepTrace

Words = Mapping[str, str]


@dataclass(frozen=True)
class Look:
    """How far the reader has come, which way is shown, what may be seen, and what was guessed."""

    step: str  # the last step that is shown
    way: str  # "forth": ‖h_t‖; "back": the gradient
    covered: bool
    guess: str | None = None  # one of core.lessons.lstm_derivation.lesson.ANSWERS
    answer: str | None = None  # the same, as it was measured
    asked: str = ASKED  # the step that they are about

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the road so far."""
        return STEPS[: STEPS.index(self.step) + 1]

    @property
    def compared(self) -> tuple[str, ...]:
        """The step before, if there is one, and this step."""
        return self.steps[-2:]

    @property
    def drawn(self) -> tuple[str, ...]:
        """The steps with a row and an equation: before the guess, also the one that is asked."""
        first = self.covered and self.step == STEPS[0]
        return (*self.compared, self.asked) if first else self.compared


def norms(trace: StepTrace, way: str) -> Array:
    """What a row shows: ‖h_t‖ on the way forth, the gradient of the memory on the way back."""
    return trace.state if way == "forth" else trace.delta


def symbol(trace: StepTrace, way: str) -> str:
    """The name of that norm."""
    if way == "forth":
        return "‖h‖"
    return "‖∂L/∂h‖" if trace.c is None else "‖∂L/∂c‖"
