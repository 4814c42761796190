"""落实 (luoshi): turns a government plan's document into the running system that the document describes."""

__version__ = "0.1.0"
