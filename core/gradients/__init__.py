"""Gradients through time: of a loss, of every state, of every input."""
