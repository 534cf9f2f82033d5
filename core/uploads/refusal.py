"""Why an uploaded file cannot be used. Free of torch."""

from core.errors import InputError

LARGEST = 20 * 2**20  # bytes of a file


class UploadError(InputError):
    """A file that breaks a rule: ``code`` and ``numbers`` are what a page words the sentence from.

    ``str()`` is one sentence in English, as of every InputError.
    """

    def __init__(self, code: str, rule: str, value: object, **numbers: object):
        super().__init__("file", rule, value)
        self.code = code
        self.numbers: dict[str, object] = {"value": value, **numbers}


def check_size(size: int) -> None:
    """Refuse a file of so many bytes before it is read.

    Raises:
        UploadError: it is too large.
    """
    if size > LARGEST:
        raise UploadError("large", f"at most {LARGEST} bytes", size, most=LARGEST // 2**20)
