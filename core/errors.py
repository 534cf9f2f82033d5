"""The one error that core raises for bad input; ui words it in the reader's language."""


class InputError(ValueError):
    """A value that breaks a rule, e.g. ``InputError("hidden", "8–256", 0)``.

    ``str()`` is one sentence: "hidden must be 8–256, got 0". ``field`` names the argument,
    ``rule`` completes "must be …", and ``value`` is what was given.
    """

    def __init__(self, field: str, rule: str, value: object):
        super().__init__(field, rule, value)
        self.field = field
        self.rule = rule
        self.value = value

    def __str__(self) -> str:
        return f"{self.field} must be {self.rule}, got {self.value}"
