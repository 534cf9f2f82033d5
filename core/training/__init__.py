"""Training with everything recorded: runs, logs, optimisers."""
