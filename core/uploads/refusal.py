"""Why an uploaded file cannot be used. Free of torch."""

from core.errors import InputError


class UploadError(InputError):
    """A file that breaks a rule: ``code`` and ``numbers`` are what a page words the sentence from.

    ``str()`` is one sentence in English, as of every InputError.
    """

    def __init__(self, code: str, rule: str, value: object, **numbers: object):
        super().__init__("file", rule, value)
        self.code = code
        self.numbers: dict[str, object] = {"value": value, **numbers}
