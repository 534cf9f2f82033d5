"""Lessons: a folder each, with its settings, its run and its torch-free face."""
