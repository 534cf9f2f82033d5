"""The moving pictures of the lesson on backpropagation."""

from viz.lessons.backprop.curves import differences_stage, trainings_stage
from viz.lessons.backprop.graph import stage

__all__ = ["differences_stage", "stage", "trainings_stage"]
