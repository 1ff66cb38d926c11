"""Why a deed on a position cannot be done, in words for who tries."""


class PositionRefusedError(Exception):
    """`field` is the value that it is about, or None."""

    def __init__(self, message, *, field=None):
        super().__init__(message)
        self.field = field


class StalePositionError(Exception):
    """Somebody was first: the position is not what the person looked at. Nothing is written."""


class UsedFormError(StalePositionError):
    """This form made something else before, or somebody else did; nothing is written."""


class NewTextError(StalePositionError):
    """The words are about a text that is not the newest any more."""


class StaleAnswerError(StalePositionError):
    """A colleague of the same city spoke since; `answer` is what the city says now."""

    def __init__(self, message, answer):
        super().__init__(message)
        self.answer = answer
