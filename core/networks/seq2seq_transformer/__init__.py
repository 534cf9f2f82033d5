"""The encoder–decoder Transformer: its stacks, the whole model, what can be taken from it."""
