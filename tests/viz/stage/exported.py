"""What an exported file holds."""

import re


def script_kilobytes(page: str) -> float:
    """Return how much script a page has, in kB; printed, for whoever watches it grow."""
    [source] = re.findall(r'<script type="module">(.*?)</script>', page, re.S)
    size = len(source.encode()) / 1000
    print(f"{size:.1f} kB of script")
    return size
