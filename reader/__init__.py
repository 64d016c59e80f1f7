"""Close reading of a folder of documents, in the terminal."""

__version__ = "0.1.0"
