"""The names that torch's recurrent layers give their weights. Free of torch."""

import re

NAME = re.compile(
    r"((?:.*\.)?)((?:weight_(?:ih|hh|hr)|bias_(?:ih|hh))_l(\d{1,4})(_reverse)?)", re.DOTALL
)
# "embed…", or "emb" as a word of its own or after what is looked up: not in "remember", "ensemble"
EMBEDDING = re.compile(
    r"(?i:embed|wte|lookup|(?:^|\.)encoder\.weight$)"
    r"|(?<![A-Za-z])(?i:w|c|t|pos|word|char|tok|token|src|tgt)?(?i:embs?)(?![A-Za-z])"
    r"|(?<=[a-z])Embs?(?![a-z])"
)

# a decoder goes on where its encoder ends; ema, swa: averages of the weights beside them
LATER = re.compile(r"(?:^|[._])(?:dec|decoder|ema|swa)(?=[._])", re.IGNORECASE)


def is_recurrent(name: str) -> bool:
    """Say whether a tensor of this name belongs to a recurrent layer."""
    return NAME.fullmatch(name) is not None


def shared(name: str, prefix: str) -> int:
    """How many parts of a dotted name are the first parts of a layer's prefix."""
    count = 0
    for one, other in zip(name.split("."), prefix.split("."), strict=False):
        if one != other:
            break
        count += 1
    return count
