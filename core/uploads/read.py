"""Weights from a file that somebody else made: read as data, never run.

A file is told by its first bytes, not by its name. ``.safetensors`` is data only. What torch.save
writes, a zip now and bare pickles before 1.6, could run anything: sizes are checked before a zip is
opened, every name that the file asks for is listed without running it, and only then
``torch.load(weights_only=True)`` reads it, with nothing in the place of what is no weight.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pickle import UnpicklingError
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load as load_safetensors
from torch import Tensor

from core.errors import InputError
from core.uploads.effective import as_layers, effective
from core.uploads.formats import ENTRIES, UNPACKED, check_format, check_zip
from core.uploads.names import is_recurrent
from core.uploads.refusal import LARGEST, UploadError, check_size
from core.uploads.stand_ins import check_names, load, unknown_names

HEADER = 2**20  # bytes of the JSON at the head of a .safetensors
DEPTH = 6  # of dictionaries and lists in each other, as checkpoints have them
ZIP, PICKLE = b"PK\x03\x04", (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
MAGIC = b"\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."  # the number that torch.save wrote first before 1.6
READ = 3  # the latest protocol of pickles that torch reads without running anything
QUANTISED = "torch.ScriptObject"  # holds the packed numbers of a quantised layer
ARRAY = "multiarray._reconstruct"  # ends what a pickle names for each array of numpy
UNNAMED = re.compile(r"(?:\d+(?:\.\d+)*)?|(?:.*\.)?state\.\d+\.\w+")  # in lists, in optimizers


@dataclass(frozen=True)
class Opened:
    """What a file holds, and what was done with it."""

    tensors: dict[str, Tensor]  # by name, under the names that torch's own layers have
    left_out: tuple[str, ...] = ()  # the classes of objects in it that are no weights
    computed: tuple[str, ...] = ()  # weights that the file holds in parts (core.uploads.effective)
    cells: tuple[str, ...] = ()  # prefixes of cells, which are named as layers


def read(data: bytes) -> dict[str, Tensor]:
    """Return every tensor of a file by its name, as `opened` does."""
    return opened(data).tensors


def opened(data: bytes) -> Opened:
    """Read every tensor of a file by its name; of nested dictionaries, names joined by dots.

    Raises:
        UploadError: the file is empty, too large, damaged, of another kind, or asks to run code.
    """
    if not data:
        raise UploadError("empty", "more than 0 bytes", 0)
    check_size(len(data))
    found, names = _held(data)
    size = sum(tensor.numel() for tensor in found.values())
    if size > LARGEST:  # views of one number can be of any size
        raise UploadError("bomb", f"at most {LARGEST} numbers", size, most=UNPACKED // 2**20)
    tensors, computed = effective(found)
    tensors, cells = as_layers(tensors)
    if names and not any(map(is_recurrent, tensors)):
        raise _no_weights(names)
    if all(map(UNNAMED.fullmatch, tensors)):
        raise UploadError("nothing", "tensors with names", "a list, or an optimizer alone")
    return Opened(tensors, names, computed, cells)


def _held(data: bytes) -> tuple[dict[str, Tensor], tuple[str, ...]]:
    """The tensors of a file, and what else it names."""
    if data.startswith(ZIP):
        check_zip(data)
        return _torch(data)
    if data[8:9] == b"{":  # first: the length before it may look like the start of a pickle
        return _safetensors(data), ()
    if data.startswith(PICKLE) and MAGIC in data[: 4 * len(MAGIC)]:
        return _torch(data, old=True)
    check_format(data)
    if data.startswith(PICKLE):
        raise UploadError("pickle", "written by torch.save", "another pickle")
    raise UploadError("kind", "written by torch.save or safetensors", "something else")


def _safetensors(data: bytes) -> dict[str, Tensor]:
    """8 bytes that tell how long the JSON header is, the header, and the numbers."""
    length = int.from_bytes(data[:8], "little")
    if length > min(HEADER, len(data) - 8):
        raise UploadError("header", f"a header of at most {HEADER} bytes", length)
    try:
        header, found = json.loads(data[8 : 8 + length]), load_safetensors(data)
        return {name: found[name] for name in header if name in found}  # found in no order
    except (SafetensorError, ValueError, KeyError, RecursionError, AttributeError) as error:
        raise UploadError("damaged", "a whole file", type(error).__name__) from error


def _torch(data: bytes, old: bool = False) -> tuple[dict[str, Tensor], tuple[str, ...]]:
    names: tuple[str, ...] = ()
    try:
        names = unknown_names(data, old)
        check_names(names)
        return named(load(data, names), names), names
    except InputError:
        raise
    except UnpicklingError as error:
        raise _unread(names, protocol_of(data, old)) from error
    except Exception as error:  # whatever a damaged file makes a reader stumble over
        raise UploadError("damaged", "a whole file", type(error).__name__) from error


def _unread(names: tuple[str, ...], protocol: int) -> UploadError:
    """Why torch does not read a pickle."""
    if protocol > READ:
        return UploadError("protocol", f"a pickle of protocol {READ} at most", protocol)
    if not names or not protocol:
        return UploadError("damaged", "a whole file", UnpicklingError.__name__)
    return UploadError("code", "weights only", ", ".join(names))


def protocol_of(data: bytes, old: bool) -> int:
    """The protocol of a file's pickle, its second byte; 0 where the file is damaged there."""
    if old:
        return data[1]
    with suppress(Exception), zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = (n for n in archive.namelist() if n.partition("/")[2] == "data.pkl")
        return archive.read(name)[1]
    return 0


def _no_weights(names: tuple[str, ...]) -> UploadError:
    """Why a file with these objects is refused, if there are no recurrent weights beside them."""
    if QUANTISED in names:
        return UploadError("quantised", "weights that are not quantised", QUANTISED)
    return UploadError("code", "weights only", ", ".join(names))


def named(loaded: Any, names: tuple[str, ...] = ()) -> dict[str, Tensor]:
    """Return the tensors in dictionaries and lists of each other, by their joined names.

    ``names``: what else the file names.

    Raises:
        UploadError: there are none.
    """
    found: dict[str, Tensor] = {}
    for count, (name, tensor) in enumerate(_walk(loaded, "", DEPTH)):
        if isinstance(tensor, Tensor):
            found[name] = tensor
        if count > ENTRIES:
            break
    if not found and any(name.endswith(ARRAY) for name in names):
        raise UploadError("numpy", "tensors", "numpy arrays")
    if not found and names:
        raise _no_weights(names)
    if not found:
        raise UploadError("nothing", "a dictionary of tensors", type(loaded).__name__)
    return found


def _walk(item: Any, name: str, depth: int) -> Iterator[tuple[str, Any]]:
    """Everything in nested dictionaries and lists; what they share is counted each time."""
    if not isinstance(item, Mapping | list | tuple) or not depth:
        yield name, item
        return
    yield name, None
    for key, inner in item.items() if isinstance(item, Mapping) else enumerate(item):
        yield from _walk(inner, f"{name}.{key}" if name else str(key), depth - 1)
