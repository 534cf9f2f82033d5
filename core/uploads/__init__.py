"""Models and tables of the reader's own: read without running anything in them."""
