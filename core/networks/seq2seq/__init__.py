"""Encoder and decoder, joined by attention or by one vector, and how they write."""
