"""Measures of what was recorded: probes, scores, ablations, statistics."""
