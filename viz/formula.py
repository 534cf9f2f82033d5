"""LaTeX as MathML, each formula converted once: the same few stand on every page, at every run."""

from functools import lru_cache


@lru_cache(maxsize=1024)
def mathml(latex: str) -> str:
    """Return the formula as a <math> element."""
    from latex2mathml.converter import convert  # 20 ms that a page without formulas need not wait

    return convert(latex)
