"""The moving pictures of the lesson on classification."""

from viz.lessons.classification.curves import curve_stage, gradients_stage, penalty_stage
from viz.lessons.classification.film import stage

__all__ = ["curve_stage", "gradients_stage", "penalty_stage", "stage"]
