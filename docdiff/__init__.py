"""Before you send it: what changed, what repeats, what contradicts itself, across every version."""

__version__ = "0.1.0"
