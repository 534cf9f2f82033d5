"""A small Chinese–English world: sentences, their translations and the links of their words.

The rules are in this package, the words and what is said of what in ``data/chinese_english``.
"""

from core.data.chinese_english.corpus import LONGEST, PHENOMENA, drawn, example, splits, unseen
from core.data.chinese_english.sentences import sentence

__all__ = ["LONGEST", "PHENOMENA", "drawn", "example", "sentence", "splits", "unseen"]
