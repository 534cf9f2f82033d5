"""What a file is that torch.save has not written, told by its bytes; and zips that it has.

Free of torch.
"""

import io
import re
import tarfile
import zipfile
from contextlib import suppress

from core.uploads.refusal import LARGEST, UploadError

UNPACKED = 2 * LARGEST  # bytes of all that a zip says it holds
ENTRIES = 10_000  # in a zip, or tensors in nested dictionaries
TAR, GZIP = b"ustar", b"\x1f\x8b"
LFS, HDF5 = b"version https://git-lfs", b"\x89HDF\r\n\x1a\n"
OLD = {"storages", "tensors"}  # in the tar files of PyTorch 0.1
KERAS = "model.weights.h5"
EXPORTED = {"archive_format", "serialized_exported_program.json"}  # by torch.export.save
WEIGHTS = re.compile(r".*\.(?:pt|pth|bin|ckpt|safetensors)", re.IGNORECASE | re.DOTALL)


def check_format(data: bytes) -> None:
    """Refuse what is the file of another tool, or packed.

    Raises:
        UploadError: each with its own way out.
    """
    if TAR in data[:512]:
        raise _tar(data)
    if data.startswith(GZIP):
        raise UploadError("packed", "unpacked", "gzip")
    if data.startswith(LFS):
        raise UploadError("lfs", "the file itself", "a pointer of Git LFS")
    if name := _foreign(data):
        raise UploadError("foreign", "written by torch.save or safetensors", name)


def _tar(data: bytes) -> UploadError:
    """Of PyTorch's own first format, or a packed folder."""
    with suppress(Exception), tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        names = {name.removeprefix("./") for name in archive.getnames()}
        if names and not names & OLD:
            return UploadError("packed", "unpacked", "tar")
    return UploadError("old", "in a format that torch reads without running it", "a tar")


def _foreign(data: bytes) -> str:
    """The name of a format of other tools; "" for what is none of them."""
    if data.startswith(HDF5):
        return "HDF5"
    onnx = data[:1] == b"\x08" and data[2:3] in (b"\x12", b"\x3a")  # version, then maker or graph
    return "ONNX" if onnx else ""


def check_zip(data: bytes) -> None:
    """Refuse a zip that torch.save has not written, or that would unpack to much more than it is.

    Raises:
        UploadError: too many entries, too many bytes in them, or none of a state_dict's.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except Exception as error:  # the end is missing, or says what no zip says
        raise UploadError("damaged", "a whole file", type(error).__name__) from error
    size = sum(entry.file_size for entry in entries)
    if size > UNPACKED or len(entries) > ENTRIES:
        rule = f"at most {UNPACKED} bytes unpacked"
        raise UploadError("bomb", rule, size, most=UNPACKED // 2**20)
    names = {entry.filename for entry in entries}
    inner = {name.partition("/")[2] for name in names}
    if "constants.pkl" in inner:
        raise UploadError("script", "a state_dict", "TorchScript")
    if "data.pkl" not in inner:
        raise _other_zip(names, inner)


def _other_zip(names: set[str], inner: set[str]) -> UploadError:
    """What a zip is that holds no data.pkl."""
    if EXPORTED & (names | inner):
        return UploadError("exported", "a state_dict", "a program of torch.export")
    if KERAS in names:
        return UploadError("foreign", "written by torch.save or safetensors", "Keras")
    if names and all(name.endswith(".npy") for name in names):
        return UploadError("numpy", "tensors", "numpy arrays")
    if any(map(WEIGHTS.fullmatch, names)):
        return UploadError("packed", "unpacked", "zip")
    return UploadError("zip", "a zip that torch.save has written", "another zip")
