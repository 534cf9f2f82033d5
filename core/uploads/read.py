"""Weights from a file that somebody else made: read as data, never run.

A file is told by its first bytes, not by its name. ``.safetensors`` is data only. A ``.pt`` is a
zip whose pickle could run anything: its sizes are checked before it is opened, every name that it
asks for is listed without running it, and only then ``torch.load(weights_only=True)`` reads it.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pickle import UnpicklingError
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_safetensors
from torch import Tensor
from torch.serialization import get_unsafe_globals_in_checkpoint

from core.errors import InputError
from core.uploads.refusal import UploadError

LARGEST = 20 * 2**20  # bytes of a file
UNPACKED = 2 * LARGEST  # bytes of all that a zip says it holds
ENTRIES = 10_000  # in a zip, or tensors in nested dictionaries
HEADER = 2**20  # bytes of the JSON at the head of a .safetensors
DEPTH = 6  # of dictionaries in dictionaries, as checkpoints have them
ZIP, TAR, OLD = b"PK\x03\x04", b"ustar", (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")


def read(data: bytes) -> dict[str, Tensor]:
    """Return every tensor of a file by its name; of nested dictionaries, names joined by dots.

    Raises:
        UploadError: the file is empty, too large, damaged, of another kind, or asks to run code.
    """
    if not data:
        raise UploadError("empty", "more than 0 bytes", 0)
    if len(data) > LARGEST:
        raise UploadError("large", f"at most {LARGEST} bytes", len(data), most=LARGEST // 2**20)
    if data.startswith(ZIP):
        found = _torch_zip(data)
    elif data[8:9] == b"{":  # first: the length before it may look like the start of a pickle
        found = _safetensors(data)
    elif data.startswith(OLD) or TAR in data[:512]:
        raise UploadError("old", "in the format that torch.save writes since 1.6", "an older one")
    else:
        raise UploadError("kind", "a .safetensors, .pt or .pth file", "something else")
    size = sum(tensor.numel() for tensor in found.values())
    if size > LARGEST:  # views of one number can be of any size
        raise UploadError("bomb", f"at most {LARGEST} numbers", size, most=UNPACKED // 2**20)
    return found


def _safetensors(data: bytes) -> dict[str, Tensor]:
    """8 bytes that tell how long the JSON header is, the header, and the numbers."""
    length = int.from_bytes(data[:8], "little")
    if length > min(HEADER, len(data) - 8):
        raise UploadError("header", f"a header of at most {HEADER} bytes", length)
    try:
        json.loads(data[8 : 8 + length])
        return load_safetensors(data)
    except (SafetensorError, ValueError, KeyError, RecursionError, AttributeError) as error:
        raise UploadError("damaged", "a whole file", type(error).__name__) from error


def _torch_zip(data: bytes) -> dict[str, Tensor]:
    try:
        check_zip(data)
        unsafe = get_unsafe_globals_in_checkpoint(io.BytesIO(data))
        if unsafe:
            names = ", ".join(sorted(unsafe))
            raise UploadError("code", "weights only", names)
        return named(torch.load(io.BytesIO(data), map_location="cpu", weights_only=True))
    except InputError:
        raise
    except UnpicklingError as error:
        raise UploadError("code", "weights only", "another pickle instruction") from error
    except Exception as error:  # whatever a damaged file makes a reader stumble over
        raise UploadError("damaged", "a whole file", type(error).__name__) from error


def check_zip(data: bytes) -> None:
    """Refuse a zip that would unpack to much more than it is.

    Raises:
        UploadError: too many entries, or too many bytes in them.
        BadZipFile: it is no zip, or the end is missing.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    if size > UNPACKED or len(entries) > ENTRIES:
        rule = f"at most {UNPACKED} bytes unpacked"
        raise UploadError("bomb", rule, size, most=UNPACKED // 2**20)


def named(loaded: Any) -> dict[str, Tensor]:
    """Return the tensors in dictionaries of dictionaries, by their joined names.

    Raises:
        UploadError: there are none.
    """
    found: dict[str, Tensor] = {}
    for count, (name, tensor) in enumerate(_walk(loaded, "", DEPTH)):
        if isinstance(tensor, Tensor):
            found[name] = tensor
        if count > ENTRIES:
            break
    if not found:
        raise UploadError("nothing", "a dictionary of tensors", type(loaded).__name__)
    return found


def _walk(item: Any, name: str, depth: int) -> Iterator[tuple[str, Any]]:
    """Everything in nested dictionaries; what they share is counted each time it is met."""
    if not isinstance(item, Mapping) or not depth:
        yield name, item
        return
    yield name, None
    for key, inner in item.items():
        yield from _walk(inner, f"{name}.{key}" if name else str(key), depth - 1)
