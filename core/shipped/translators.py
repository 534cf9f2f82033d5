"""The shipped translators: `weights/<name>.safetensors`, float16, with its vocabularies inside.

`weights/<name>.json` says how each was trained and what it can do.
"""

import json
from functools import lru_cache
from pathlib import Path

from safetensors import safe_open
from safetensors.torch import save_file

from core.errors import InputError
from core.networks.assign import assign
from core.networks.seq2seq.scoring import SCORINGS
from core.networks.seq2seq.translator import Translator
from core.networks.seq2seq.untrained import empty_translator
from core.shipped import store as shipped

CHINESE_ENGLISH = {scoring: f"zh_en_{scoring}" for scoring in SCORINGS}
DATES = "dates_additive"
NAMES = (*CHINESE_ENGLISH.values(), DATES)
KEY = "translator"  # of the JSON text in the metadata


@lru_cache(len(NAMES))
def load_translator(name: str) -> Translator:
    """A trained model, float32, in eval mode. Everybody gets the same one: only read it.

    Args:
        name: "zh_en_none", "zh_en_additive", "zh_en_dot", "zh_en_general" or "dates_additive".

    Raises:
        InputError: a name that is not known.
    """
    if name not in NAMES:
        raise InputError("name", f"one of {', '.join(NAMES)}", name)
    return open_translator(shipped.FOLDER / f"{name}.safetensors")


def open_translator(path: Path) -> Translator:
    """The translator in a file of `save_translator`."""
    with safe_open(path, framework="pt") as file:
        about = json.loads(file.metadata()[KEY])
        weights = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    model = empty_translator(
        about["scoring"], about["source_words"], about["target_words"], **about["sizes"]
    )
    return assign(model, weights).requires_grad_(False)


def save_translator(model: Translator, path: Path) -> None:
    """Write a model's weights, float16, and its vocabularies."""
    halves = {name: weight.half() for name, weight in model.state_dict().items()}
    about = {
        "scoring": model.scoring,
        "source_words": model.source_words,
        "target_words": model.target_words,
        "sizes": model.sizes,
    }
    save_file(halves, path, {KEY: json.dumps(about, ensure_ascii=False)})
