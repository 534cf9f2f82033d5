"""Weights and recordings that come with the project."""
