"""The door: a file comes in, a document of safe text goes out. One module per format."""

from reader.documents.collecting import collection, holder_of, is_collection, stamp_of
from reader.documents.folder import FileEntry, Folder, Scan
from reader.documents.kinds import READ, is_read, readers, reads
from reader.documents.model import Block, Document, DocumentError, PassingError, Published, StoppedError
from reader.documents.piped import bytes_of_pipe, read_piped
from reader.documents.reading import make_document, read_document
from reader.documents.stopping import until

__all__ = [
    "READ",
    "Block",
    "Document",
    "DocumentError",
    "FileEntry",
    "Folder",
    "PassingError",
    "Published",
    "Scan",
    "StoppedError",
    "bytes_of_pipe",
    "collection",
    "holder_of",
    "is_collection",
    "is_read",
    "make_document",
    "read_document",
    "read_piped",
    "readers",
    "reads",
    "stamp_of",
    "until",
]
