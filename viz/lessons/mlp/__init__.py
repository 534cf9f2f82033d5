"""The moving pictures of the lesson on multi-layer perceptrons."""

from viz.lessons.mlp.digits import digit_stage
from viz.lessons.mlp.film import stage
from viz.lessons.mlp.fold import fold_stage
from viz.lessons.mlp.functions import depth_stage, function_stage
from viz.lessons.mlp.units import unit_stage

__all__ = ["depth_stage", "digit_stage", "fold_stage", "function_stage", "stage", "unit_stage"]
