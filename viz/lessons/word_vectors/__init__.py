"""The moving pictures of the lesson on word vectors."""

from viz.lessons.word_vectors.learning import stage
from viz.lessons.word_vectors.lookup import lookup_stage
from viz.lessons.word_vectors.models import models_stage
from viz.lessons.word_vectors.shift import shift_stage
from viz.lessons.word_vectors.step import step_stage
from viz.lessons.word_vectors.tree import tree_stage

__all__ = [
    "lookup_stage",
    "models_stage",
    "shift_stage",
    "stage",
    "step_stage",
    "tree_stage",
]
