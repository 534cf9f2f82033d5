"""The weights that a module computes with, from what its state_dict holds in their place.

Weight normalisation (Salimans & Kingma 2016) keeps g and v of W = g v / ‖v‖. Spectral normalisation
(Miyato et al. 2018) keeps W and its singular vectors u, v, and computes with W / uᵀWv. Pruning
keeps W and a mask. DropConnect on recurrent weights (Merity, Keskar & Socher 2018) keeps the raw W.
A cell that is looped over a text is the layer of the same weights, whose names have ``_l0`` added.
"""

import re
from collections.abc import Callable, Mapping

import torch
from torch import Tensor

Tensors = dict[str, Tensor]
WEIGHT = r"(?:weight_(?:ih|hh|hr)|bias_(?:ih|hh))(?:_l\d{1,4}(?:_reverse)?)?"
PIECE = re.compile(
    rf"((?:.*\.)?)(?:parametrizations\.({WEIGHT})\.(.+)|({WEIGHT})_(g|v|u|orig|mask|raw))",
    re.DOTALL,
)
CELL = re.compile(r"((?:.*\.)?)(?:weight|bias)_(?:ih|hh)", re.DOTALL)


def normed(g: Tensor, v: Tensor) -> Tensor:
    """W = g v / ‖v‖, with a norm over the axes along which g has one value."""
    axes = [axis for axis in range(v.dim()) if g.dim() == 0 or g.shape[axis] == 1]
    return v * (g.expand_as(v) / torch.linalg.vector_norm(v, dim=axes, keepdim=True))


def divided(W: Tensor, u: Tensor, v: Tensor) -> Tensor:
    """W / uᵀWv."""
    return W / torch.dot(u, torch.mv(W, v))


def masked(W: Tensor, mask: Tensor) -> Tensor:
    """W where the mask is 1, and 0 where it is 0."""
    return W * mask.expand_as(W)


RULES: dict[frozenset[str], tuple[tuple[str, ...], Callable[..., Tensor]]] = {
    frozenset(names): (names, rule)
    for names, rule in (
        (("g", "v"), normed),
        (("original0", "original1"), normed),
        (("orig", "u", "v"), divided),
        (("original", "0._u", "0._v"), divided),
        (("orig", "mask"), masked),
        (("raw",), torch.clone),
    )
}


def effective(tensors: Mapping[str, Tensor]) -> tuple[Tensors, tuple[str, ...]]:
    """Return the tensors with the weights in their place, and the names of those computed."""
    found, made = dict(tensors), dict[str, Tensor]()
    for (prefix, name), pieces in pieces_of(tensors).items():
        rule = RULES.get(frozenset(pieces))
        if rule and (weight := _computed(pieces, *rule)) is not None:
            made[f"{_owner(tensors, prefix, name, pieces)}{name}"] = weight
    found |= made
    return found, tuple(sorted(made))


def pieces_of(tensors: Mapping[str, Tensor]) -> dict[tuple[str, str], Tensors]:
    """What is kept in the place of each weight, by the weight's prefix and name."""
    found: dict[tuple[str, str], Tensors] = {}
    for full, tensor in tensors.items():
        if m := PIECE.fullmatch(full):
            found.setdefault((m[1], m[2] or m[4]), {})[m[3] or m[5]] = tensor
    return found


def _computed(
    pieces: Tensors, names: tuple[str, ...], rule: Callable[..., Tensor]
) -> Tensor | None:
    """The weight; None where the pieces do not fit together."""
    given = [pieces[name].detach() for name in names]
    given = [w.float() if w.dtype in (torch.float16, torch.bfloat16) else w for w in given]
    try:
        return rule(*given)
    except (RuntimeError, IndexError):
        return None


def _owner(tensors: Mapping[str, Tensor], prefix: str, name: str, pieces: Tensors) -> str:
    """The prefix of the layer: DropConnect wraps it, and may keep the raw weight outside."""
    inner = f"{prefix}module."
    layer = name.replace("_hh", "_ih")
    return inner if "raw" in pieces and f"{inner}{layer}" in tensors else prefix


def as_layers(tensors: Mapping[str, Tensor]) -> tuple[Tensors, tuple[str, ...]]:
    """Return the tensors with cells named as layers, and the cells' prefixes."""
    matches = {name: m[1] for name in tensors if (m := CELL.fullmatch(name))}
    cells = {
        prefix
        for prefix in matches.values()
        if {f"{prefix}weight_ih", f"{prefix}weight_hh"} <= tensors.keys()
        if f"{prefix}weight_ih_l0" not in tensors
    }
    renamed = {name: f"{name}_l0" for name, prefix in matches.items() if prefix in cells}
    return {renamed.get(name, name): w for name, w in tensors.items()}, tuple(sorted(cells))
