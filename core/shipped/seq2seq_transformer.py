"""The shipped encoder–decoder Transformer: float16, its sizes and vocabularies in the file.

`weights/zh_en_transformer.json` says how it was trained and what it can do.
"""

import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from safetensors import safe_open
from safetensors.torch import save_file

from core.networks.assign import assign
from core.networks.seq2seq_transformer.model import Seq2SeqTransformer
from core.networks.seq2seq_transformer.stack import StackConfig
from core.networks.seq2seq_transformer.untrained import empty_seq2seq_transformer
from core.shipped import store as shipped

NAME = "zh_en_transformer"
KEY = "seq2seq_transformer"  # of the JSON text in the metadata


@lru_cache(1)
def load_seq2seq_transformer() -> Seq2SeqTransformer:
    """The trained model, float32, in eval mode. Everybody gets the same one: only read it."""
    return open_seq2seq_transformer(shipped.FOLDER / f"{NAME}.safetensors")


def open_seq2seq_transformer(path: Path) -> Seq2SeqTransformer:
    """The model in a file of `save_seq2seq_transformer`."""
    with safe_open(path, framework="pt") as file:
        about = json.loads(file.metadata()[KEY])
        weights = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    model = empty_seq2seq_transformer(
        StackConfig(**about["config"]), about["source_words"], about["target_words"]
    )
    return assign(model, weights).requires_grad_(False)


def save_seq2seq_transformer(model: Seq2SeqTransformer, path: Path) -> None:
    """Write a model's weights, float16, its sizes and its vocabularies."""
    halves = {name: weight.half() for name, weight in model.state_dict().items()}
    about = {
        "config": asdict(model.config),
        "source_words": model.source_words,
        "target_words": model.target_words,
    }
    save_file(halves, path, {KEY: json.dumps(about, ensure_ascii=False)})
