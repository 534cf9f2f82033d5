"""Networks whose equations can be read, and torch's own, with every weight from a generator."""
