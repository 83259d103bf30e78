"""Why a command of this room will not go on: one line, said as it is."""


class Refused(Exception):
    """The message says what to do."""
