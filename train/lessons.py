"""The recordings that lessons open with, so that their first picture needs no torch."""

from core import recordings
from core.vanishing_gradient import SHIPPED, VanishingGradient
from core.vanishing_gradient_run import run
from train import derivation
from train.gru import gru


def vanishing_gradient() -> None:
    """Record the lesson's default settings."""
    recordings.save(SHIPPED, run(VanishingGradient()).gradients)


def lstm_cell() -> None:
    """Let the shipped character LSTM, trained before this, read the lesson's default text."""
    from core import lstm_cell as cell
    from core.characters import record_text

    trace = record_text(cell.NETWORK, cell.SENTENCE)
    recordings.save(cell.SHIPPED, {"layer": trace.layer, "prediction": trace.prediction})


def your_model() -> None:
    """Record the example that the lesson opens with."""
    from core import your_model as lesson
    from core.your_model_run import run_example

    made = run_example(lesson.YourModel())
    recordings.save(lesson.SHIPPED, {name: getattr(made, name) for name in lesson.RECORDED})


def attention() -> None:
    """Let the shipped additive translator, trained before this, read the lesson's sentence."""
    from core import attention as lesson
    from core.attention_run import run

    recordings.save(lesson.SHIPPED, {"translation": run(lesson.Attention()).own})


LESSONS = {
    "attention": attention,
    "gru": gru,
    "lstm_cell": lstm_cell,
    "lstm_derivation": derivation.make,
    "vanishing_gradient": vanishing_gradient,
    "your_model": your_model,
}
