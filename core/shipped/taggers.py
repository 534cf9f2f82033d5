"""The shipped taggers of dates, as everybody reads them; `weights/<name>.json` says what they are.

All of them read the dates of `core.data.date_fields`. A writer says the character that follows.
"""

from functools import lru_cache
from pathlib import Path

from safetensors.torch import load_file

from core.draws import CONTROL_SEED, WEIGHTS, stream
from core.networks.assign import assign
from core.networks.tagger import Tagger, TaggerConfig, empty_tagger, tagger
from core.shipped import store as shipped

ONE_WAY, TWO_WAY = "date_fields_one_way", "date_fields_two_ways"
WRITERS = ("date_writer_one_way", "date_writer_two_ways")
NAMES = (ONE_WAY, TWO_WAY, *WRITERS)


@lru_cache(8)
def load_tagger(name: str, folder: Path = shipped.FOLDER) -> Tagger:
    """A trained tagger, float32, in eval mode. Everybody gets the same one: only read it.

    Raises:
        InputError: there is no such tagger.
    """
    found = {key: w.float() for key, w in load_file(folder / f"{name}.safetensors").items()}
    return assign(empty_tagger(config(name, folder)), found).requires_grad_(False)


def config(name: str, folder: Path = shipped.FOLDER) -> TaggerConfig:
    """The sizes of a shipped tagger.

    Raises:
        InputError: there is no such tagger.
    """
    about = shipped.card(name, folder)["config"]
    return TaggerConfig(**about | {"outputs": tuple(about["outputs"])})


def control(sizes: TaggerConfig) -> Tagger:
    """A tagger that never learnt anything."""
    return tagger(sizes, stream(CONTROL_SEED, WEIGHTS)).requires_grad_(False)
