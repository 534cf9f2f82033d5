"""Recorders: a module and its input in, everything that happened inside out."""
