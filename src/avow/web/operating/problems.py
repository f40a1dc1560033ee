"""What goes wrong with a backup, in words for the operator."""


class CopyProblem(Exception):
    """A backup can't be made or restored; the message is one clear line."""
