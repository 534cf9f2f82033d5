"""Traces in a file: what a lesson shows first is read from one, without torch.

A file is safetensors: arrays as tensors named "recording/field", and one JSON text in the metadata
with each trace's class and its other fields. Nothing in it is ever executed.
"""

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from core.errors import InputError
from core.traces import attention as attention_trace
from core.traces import characters as character_trace
from core.traces import derivation as derivation_trace
from core.traces import diagnosis as diagnosis_trace
from core.traces import filling as filling_trace
from core.traces import gru as gru_trace
from core.traces import heads as heads_trace
from core.traces import recurrent as traces
from core.traces import shuffle as shuffle_trace
from core.traces import training as training_trace
from core.traces import transformer as transformer_trace
from core.traces import translation as seq2seq_trace
from core.traces.base import Array, Trace

KINDS: dict[str, type[Trace]] = {
    kind.__name__: kind
    for kind in (
        traces.RNNTrace,
        traces.GRUTrace,
        traces.LSTMTrace,
        traces.ProjectedLSTMTrace,
        traces.RNNGradient,
        traces.GatedGradient,
        traces.PairsTrace,
        traces.InfluenceTrace,
        training_trace.TrainingTrace,
        derivation_trace.DerivedTrace,
        derivation_trace.StepTrace,
        character_trace.Prediction,
        gru_trace.GRUVariantTrace,
        diagnosis_trace.Diagnosis,
        filling_trace.Filling,
        heads_trace.HeadsTrace,
        transformer_trace.TransformerTrace,
        seq2seq_trace.TranslationTrace,
        seq2seq_trace.BeamTrace,
        attention_trace.AttentionTrace,
        shuffle_trace.ShuffleTrace,
        shuffle_trace.PositionsTrace,
    )
}
LARGEST = 32 * 2**20  # bytes of a file that is opened
KEY = "recordings"  # of the JSON text in the metadata


def save(
    path: Path, recordings: Mapping[str, Trace], others: Mapping[str, Array] | None = None
) -> None:
    """Write traces, by name, to a file; and `others`, arrays that `load` leaves alone.

    Raises:
        InputError: a trace of a class that files do not hold, or a name with a slash.
    """
    tensors = dict(others or {})
    about = {}
    for name, trace in recordings.items():
        if "/" in name:
            raise InputError("name", "without a slash", name)
        if KINDS.get(type(trace).__name__) is not type(trace):
            raise InputError("trace", f"one of {', '.join(KINDS)}", type(trace).__name__)
        arrays, rest = _split(trace)
        about[name] = {"kind": type(trace).__name__, **rest}
        tensors |= {f"{name}/{field}": array for field, array in arrays.items()}
    save_file(tensors, path, {KEY: json.dumps(about, ensure_ascii=False)})


def load(path: Path) -> dict[str, Trace]:
    """Read every trace of a file, by name.

    Raises:
        InputError: the file is missing, too large, not safetensors, or does not hold valid traces.
    """
    check_size(path)
    try:
        with safe_open(path, framework="numpy") as file:
            about = json.loads((file.metadata() or {})[KEY])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        return {name: _trace(name, dict(rest), tensors) for name, rest in about.items()}
    except (SafetensorError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError("file", f"a file of recordings ({error})", path.name) from error


def check_size(path: Path) -> None:
    """Refuse what is not there or too large to open.

    Raises:
        InputError: with the file's name.
    """
    if not path.is_file():
        raise InputError("file", "an existing file", path.name)
    if path.stat().st_size > LARGEST:
        raise InputError("file", f"at most {LARGEST} bytes", path.name)


def _split(trace: Trace) -> tuple[dict[str, Array], dict[str, Any]]:
    """The arrays of a trace, and its other fields that are present."""
    values = {field.name: getattr(trace, field.name) for field in fields(trace)}
    arrays = {
        name: np.array(value, order="C")  # a copy of its own: safetensors ignores strides
        for name, value in values.items()
        if isinstance(value, np.ndarray)
    }
    rest = {name: value for name, value in values.items() if name not in arrays}
    return arrays, {name: value for name, value in rest.items() if value is not None}


def _trace(name: str, rest: dict[str, Any], tensors: Mapping[str, Array]) -> Trace:
    kind = KINDS[rest.pop("kind")]
    words = {field: tuple(v) if isinstance(v, list) else v for field, v in rest.items()}
    own = {
        field.name: tensors[f"{name}/{field.name}"]
        for field in fields(kind)
        if f"{name}/{field.name}" in tensors
    }
    return kind(**words, **own)
