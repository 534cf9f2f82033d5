"""Vectors of words, learnt from the words that stand beside them. Free of torch."""
