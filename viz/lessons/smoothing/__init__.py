"""The moving pictures of the lesson on smoothing."""

from viz.lessons.smoothing.continuation import continuation_stage
from viz.lessons.smoothing.equation import equation_stage
from viz.lessons.smoothing.rows import stage

__all__ = ["continuation_stage", "equation_stage", "stage"]
