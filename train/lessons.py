"""The recordings that lessons open with, so that their first picture needs no torch."""

from core import recordings
from core.vanishing_gradient import SHIPPED, VanishingGradient
from core.vanishing_gradient_run import run


def vanishing_gradient() -> None:
    """Record the lesson's default settings."""
    recordings.save(SHIPPED, run(VanishingGradient()).gradients)


LESSONS = {"vanishing_gradient": vanishing_gradient}
