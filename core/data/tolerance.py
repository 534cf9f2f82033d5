"""What counts as a right answer to the adding problem. Free of torch."""

TOLERANCE = 0.04  # an answer counts as right within this of the target
