"""How each kind of file is read: one module a format, each with `parse(data) -> Parsed`."""
