"""Traces: immutable records of arrays whose axes have names. Never torch."""
