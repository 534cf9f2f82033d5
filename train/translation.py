"""The translators that are shipped: Chinese to English in four ways, and dates.

Every model is trained with three seeds; the first is shipped. Settings were chosen on the
development split; held-out sentences are looked at once, after training.
"""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from core.data.sentence_pairs import Pair, Splits
from core.networks.seq2seq.translator import Translator
from core.networks.seq2seq_transformer.model import Seq2SeqTransformer
from core.shipped import store as shipped
from core.shipped.translators import CHINESE_ENGLISH, DATES, load_translator, save_translator
from train.card import versions
from train.runs import SEEDS
from train.translation_figures import examples, figures
from train.translator import TranslatorConfig, TranslatorResult, train_translator

EVALUATION = "zh_en_evaluation"


@dataclass(frozen=True)
class Task:
    """What is translated."""

    source: str  # said on the card
    splits: Callable[[], Splits]
    epochs: int


def _sentences() -> Splits:
    from core.data.chinese_english import splits

    return splits()


def _dates() -> Splits:
    from core.data.dates import splits

    return splits()


SENTENCES = Task("the grammar of core.data.chinese_english", _sentences, 5)
ALL_DATES = Task("dates from babel (Unicode CLDR); see core.data.dates", _dates, 6)
TASKS = dict.fromkeys(CHINESE_ENGLISH.values(), SENTENCES) | {DATES: ALL_DATES}


def config(name: str, seed: int) -> TranslatorConfig:
    """The settings of a run; those of all four Chinese–English models differ in one thing only."""
    scoring = name.rsplit("_", 1)[1]
    return TranslatorConfig(scoring=scoring, epochs=TASKS[name].epochs, seed=seed)


def make(name: str) -> None:
    """Train a model with every seed, ship the first, and write the card."""
    runs = [run(name, seed) for seed in SEEDS]
    ship(name, runs)


def run(name: str, seed: int) -> tuple[TranslatorResult, dict[str, Any]]:
    """One seed: the model, and its figures."""
    splits = TASKS[name].splits()
    words = (vocabulary(splits.train, "source"), vocabulary(splits.train, "target"))
    result = train_translator(config(name, seed), splits.train, *words)
    found = {"seed": seed, **figures(result.model, splits), **_effort(result)}
    print(name, found["held out"], found["seconds"], flush=True)
    return result, found


def vocabulary(pairs: Sequence[Pair], side: str) -> tuple[str, ...]:
    """All words of the "source" or the "target" side, sorted."""
    return tuple(sorted({word for pair in pairs for word in getattr(pair, side)}))


def _effort(result: TranslatorResult) -> dict[str, Any]:
    return {
        "loss": [round(loss, 4) for loss in result.losses],
        "seconds": round(result.seconds, 1),
    }


def ship(name: str, runs: Sequence[tuple[TranslatorResult, dict[str, Any]]]) -> None:
    """Write the first run's model, the card of all and, for Chinese–English, the evaluation."""
    save_translator(runs[0][0].model, shipped.FOLDER / f"{name}.safetensors")
    load_translator.cache_clear()
    seeds = [found for _, found in runs]
    shipped.save_card(name, about(name, runs[0][0], seeds))
    if name in CHINESE_ENGLISH.values():
        save_evaluation(name, seeds)


def about(name: str, first: TranslatorResult, seeds: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The card: the means of all seeds, and each of them."""
    kept = [{k: v for k, v in s.items() if k not in ("lengths", "positions")} for s in seeds]
    task, config = TASKS[name], asdict(first.config)
    return card(name, task.source, task.splits(), config, first.model, seeds) | {"seeds": kept}


def card(
    name: str,
    data: str,
    splits: Splits,
    config: Mapping[str, Any],
    model: Translator | Seq2SeqTransformer,
    seeds: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """What is written about a translator of any kind; the first of the ``seeds`` is shipped."""
    return {
        "name": name,
        "data": data,
        "pairs": {field: len(pairs) for field, pairs in vars(splits).items()},
        "fingerprint": fingerprint(splits.train),
        "config": config,
        "parameters": sum(weight.numel() for weight in model.parameters()),
        "words": {"source": len(model.source_words), "target": len(model.target_words)},
        "heldout": seeds[0]["held out"],
        "mean of seeds": means(seeds),
        "seeds": seeds,
        "seconds": seeds[0]["seconds"],
        "versions": versions(),
        "format": "weights float16, with which everything was measured; vocabularies in the file",
        "made by": f"python -m train {name}",
    }


def fingerprint(pairs: Sequence[Pair]) -> str:
    """Tells one set of pairs from another: the CRC-32 of all their words, in order."""
    lines = (" ".join((*pair.source, "→", *pair.target)) for pair in pairs)
    return f"{zlib.crc32(chr(10).join(lines).encode()):08x}"


def means(seeds: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Of every share of every split, the mean over the seeds."""
    splits = {name: part for name, part in seeds[0].items() if "exact" in _keys(part)}
    return {
        split: {
            share: round(sum(seed[split][share] for seed in seeds) / len(seeds), 4)
            for share in part
            if share != "sentences"
        }
        for split, part in splits.items()
    }


def _keys(part: Any) -> frozenset[str]:
    return frozenset(part) if isinstance(part, dict) else frozenset()


def save_evaluation(name: str, seeds: Sequence[dict[str, Any]]) -> None:
    """Put one model's figures into `weights/zh_en_evaluation.json`, beside the others'."""
    path = shipped.FOLDER / f"{EVALUATION}.json"
    known = json.loads(path.read_text("utf-8")) if path.is_file() else {"models": {}}
    models = known["models"] | {name: {"seeds": list(seeds), "mean of seeds": means(seeds)}}
    ordered = {n: models[n] for n in CHINESE_ENGLISH.values() if n in models}
    about_all = {"models": ordered, "examples": examples(SENTENCES.splits())}
    path.write_text(json.dumps(about_all, ensure_ascii=False) + "\n", "utf-8")


MAKERS = {name: partial(make, name) for name in TASKS}
