"""What a command says when it cannot do what it was asked."""


class CommandError(Exception):
    """A command cannot run; the message is for people, and says what would be right."""
