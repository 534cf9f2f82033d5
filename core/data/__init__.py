"""Data and vocabularies: tasks, texts, sentences, and how they become numbers."""
