"""A torch ``state_dict`` back into the module that it came from, read from names and shapes alone.

The names are torch's: ``weight_ih_l0``, ``weight_hh_l1_reverse``, ``bias_ih_l0``, ``weight_hr_l0``.
How many blocks of ``hidden`` rows a recurrent matrix has tells the network: 4 an LSTM, 3 a GRU,
1 an RNN. What a state_dict does not hold, nobody can read from it: an RNN's nonlinearity, dropout,
``batch_first``, and whether the equations are torch's own. (An LSTM with a projection has a matrix
``weight_hr``; without it its P < H columns fit none of the three, since 4H/P is above 4.)
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import torch
from torch import Tensor, nn

from core.networks.assign import assign
from core.uploads.effective import PIECE, pieces_of
from core.uploads.module_shape import KINDS, ModuleShape
from core.uploads.names import EMBEDDING, LATER, NAME, shared
from core.uploads.refusal import UploadError

NUMBERS = (torch.float16, torch.bfloat16, torch.float32, torch.float64)  # those torch computes with
MODULES: dict[str, type[nn.RNNBase]] = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


def prefixes(tensors: Mapping[str, Tensor]) -> tuple[str, ...]:
    """Return where recurrent layers are: what stands before ``weight_ih_l0``, e.g. "encoder.lstm.".

    Also where some of its weights are parametrised in a way that nothing is known of. They are in
    the order of the file; decoders, and averages of weights, come after the others.

    Raises:
        UploadError: nowhere.
    """
    found = {m[1] for name in tensors if (m := NAME.fullmatch(name)) and m[2] == "weight_ih_l0"}
    found |= {prefix for prefix, name in pieces_of(tensors) if name == "weight_ih_l0"}
    if not found:
        raise UploadError("no_layer", "with a weight_ih_l0 somewhere", len(tensors))
    places = {prefix: _first_at(tensors, prefix) for prefix in found}
    return tuple(sorted(found, key=lambda prefix: (bool(LATER.search(prefix)), places[prefix])))


def _first_at(tensors: Mapping[str, Tensor], prefix: str) -> int:
    """Which tensor of the file is the first at a prefix."""
    return next(k for k, name in enumerate(tensors) if name.startswith(prefix))


def first_that_fits(tensors: Mapping[str, Tensor], found: Sequence[str]) -> str:
    """Return the first of some prefixes at which the layer can be read; the first if none can."""
    for prefix in found:
        with suppress(UploadError):
            return module_shape(tensors, prefix).prefix
    return found[0]


def module_shape(tensors: Mapping[str, Tensor], prefix: str = "") -> ModuleShape:
    """Read the configuration of the recurrent module at ``prefix``, and check every tensor of it.

    Raises:
        UploadError: tensors that are missing, of a shape that does not fit, not floating-point
            numbers, or not finite; or a matrix that is none of the three networks'.
    """
    own = _at(tensors, prefix)
    for where, name in pieces_of(tensors):
        if where == prefix and name not in own:
            raise UploadError(
                "parametrised", "a weight itself, or parts that make one", prefix + name
            )
    found = _configuration(own, prefix)
    expected = {name: tuple(w.shape) for name, w in _empty(found).state_dict().items()}
    for name in (*expected, *own):
        _check(prefix + name, own.get(name), expected.get(name))
    return found


def module(
    tensors: Mapping[str, Tensor], found: ModuleShape, nonlinearity: str = "tanh"
) -> nn.RNNBase:
    """Make the module, ``batch_first``, in eval mode, with copies of the tensors.

    Half precision becomes float32; float64 stays. ``nonlinearity`` counts only for an RNN.
    """
    own = _at(tensors, found.prefix)
    exact = any(w.dtype == torch.float64 for w in own.values())
    dtype = torch.float64 if exact else torch.float32
    weights = {name: w.detach().to("cpu", dtype, copy=True) for name, w in own.items()}
    return assign(_empty(found, nonlinearity), weights).requires_grad_(False)


def embeddings(tensors: Mapping[str, Tensor], width: int, prefix: str = "") -> tuple[str, ...]:
    """Return the names of matrices that look like an embedding of this width.

    (vocabulary, width), and a name with "embed", "emb", "wte" or "lookup" in it, or
    "encoder.weight". First those whose names begin most like ``prefix``, the recurrent layer's:
    an encoder's embedding is not its decoder's. Embeddings of positions come last of these.
    """
    names = [
        name
        for name, w in tensors.items()
        if EMBEDDING.search(name) and not NAME.fullmatch(name) and plain(w)
        if w.dim() == 2 and w.shape[1] == width and len(w) and bool(w.isfinite().all())
    ]
    return tuple(sorted(names, key=lambda name: (-shared(name, prefix), "pos" in name.lower())))


def unused(tensors: Mapping[str, Tensor], prefix: str) -> tuple[str, ...]:
    """Return the names below a layer's prefix that torch's layer has no place for.

    Such a layer is not torch's own: one with layer normalisation has ``layernorm_ih.weight`` there.
    Left out are other recurrent layers and what belongs to these, embeddings, and the parts that
    weights are computed from.
    """
    others = {m[1] for name in tensors if (m := NAME.fullmatch(name)) and m[1] != prefix}
    inner = tuple(other for other in others if other.startswith(prefix))
    return tuple(
        name
        for name in tensors
        if name.startswith(prefix) and not name.startswith(inner)
        if not NAME.fullmatch(name) and not PIECE.fullmatch(name) and not EMBEDDING.search(name)
    )


def plain(tensor: Tensor) -> bool:
    """Say whether it holds floating-point numbers, densely, and holds them at all."""
    dense = tensor.layout == torch.strided and not tensor.is_meta
    return dense and tensor.dtype in NUMBERS


def _at(tensors: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    """The recurrent tensors at a prefix, by torch's own names."""
    matches = ((NAME.fullmatch(name), tensor) for name, tensor in tensors.items())
    return {m[2]: tensor for m, tensor in matches if m and m[1] == prefix}


def _configuration(own: Mapping[str, Tensor], prefix: str) -> ModuleShape:
    ih, hh = (_matrix(own, name, prefix) for name in ("weight_ih_l0", "weight_hh_l0"))
    projection = _matrix(own, "weight_hr_l0", prefix) if "weight_hr_l0" in own else None
    hidden = hh.shape[1] if projection is None else projection.shape[1]
    blocks, rest = divmod(len(hh), hidden)
    if rest or blocks not in KINDS or (projection is not None and KINDS[blocks] != "lstm"):
        rule = "4, 3 or 1 times hidden rows in weight_hh_l0"
        name = f"{prefix}weight_hh_l0"
        raise UploadError("factor", rule, name, rows=len(hh), hidden=hidden)
    layers = 1 + max(int(m[3]) for name in own if (m := NAME.fullmatch(name)))
    if layers > len(own):
        raise UploadError("missing", "complete", f"{prefix}weight_ih_l{len(own)}")
    return ModuleShape(
        network=KINDS[blocks],
        inputs=ih.shape[1],
        hidden=hidden,
        layers=layers,
        bidirectional=any(name.endswith("_reverse") for name in own),
        bias="bias_ih_l0" in own,
        proj=0 if projection is None else len(projection),
        prefix=prefix,
    )


def _matrix(own: Mapping[str, Tensor], name: str, prefix: str) -> Tensor:
    if name not in own:
        raise UploadError("missing", "complete", prefix + name)
    if own[name].dim() != 2 or not own[name].numel():
        got = tuple(own[name].shape)
        full = prefix + name
        raise UploadError("shape", "a matrix", full, expected="(rows, columns)", got=got)
    return own[name]


def _check(name: str, tensor: Tensor | None, expected: tuple[int, ...] | None) -> None:
    if tensor is None:
        raise UploadError("missing", "complete", name)
    if expected is None or tuple(tensor.shape) != expected:
        said = "–" if expected is None else expected
        raise UploadError("shape", str(said), name, expected=said, got=tuple(tensor.shape))
    if not plain(tensor):
        raise UploadError("numbers", "floating-point numbers", name, got=str(tensor.dtype))
    if not tensor.isfinite().all():
        raise UploadError("finite", "finite numbers", name)


def _empty(found: ModuleShape, nonlinearity: str = "tanh") -> nn.RNNBase:
    """The module on the meta device: shapes without values."""
    options: dict[str, Any] = {"nonlinearity": nonlinearity} if found.network == "rnn" else {}
    options |= {"proj_size": found.proj} if found.proj else {}
    make: Any = MODULES[found.network]
    try:
        return make(
            found.inputs,
            found.hidden,
            found.layers,
            bias=found.bias,
            batch_first=True,
            bidirectional=found.bidirectional,
            device="meta",
            **options,
        )
    except ValueError as error:  # a projection that is not smaller than the state
        got = (found.proj, found.hidden)
        rule = "smaller than hidden"
        name = f"{found.prefix}weight_hr_l0"
        raise UploadError("shape", rule, name, expected="(P < H, H)", got=got) from error
