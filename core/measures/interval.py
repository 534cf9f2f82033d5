"""The confidence interval of a share that was counted."""

import math


def wilson(hits: float, total: int, z: float = 1.96) -> tuple[float, float]:
    """Return the score interval of a share: the 95 % confidence interval for ``z`` = 1.96.

    Wilson 1927, "Probable inference, the law of succession, and statistical inference". Unlike
    p ± z√(p(1−p)/n) it stays within 0–1 and has a width where nothing, or everything, was a hit.

    Raises:
        ValueError: not 0 ≤ ``hits`` ≤ ``total`` with a positive ``total``.
    """
    if not 0 <= hits <= total or total == 0:
        raise ValueError(f"hits must be 0–{total} of at least 1, got {hits}")
    share, spread = hits / total, z * z / total
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / total + spread / (4 * total))
    return max(0.0, middle - half), min(1.0, middle + half)
