"""The moving pictures of the lesson on the perceptron."""

from viz.lessons.perceptron.film import stage
from viz.lessons.perceptron.neuron import neuron_stage
from viz.lessons.perceptron.proof import proof_stage

__all__ = ["neuron_stage", "proof_stage", "stage"]
