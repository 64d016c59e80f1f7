"""Files of every kind, made by hand: nothing binary is kept beside the tests."""

import io
import zipfile
import zlib
from email.message import EmailMessage

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    """Return a zip archive of named parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def paragraph(text, style="", extra=""):
    """Return a paragraph of WordprocessingML."""
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{style}{extra}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def docx(body, parts=()):
    """Return a Word document with that body and further parts."""
    document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **dict(parts)})


def part(name, inner):
    """Return a part of a Word document beside its text."""
    return f'<w:{name} xmlns:w="{WORD}">{inner}</w:{name}>'


def epub(chapters, metadata="", parts=(), spine=None):
    """Return an e-book of chapters by their names, which may be any reference."""
    items = "".join(
        f'<item id="c{at}" href="{name}" media-type="application/xhtml+xml"/>' for at, name in enumerate(chapters)
    )
    order = range(len(chapters)) if spine is None else spine
    references = "".join(f'<itemref idref="c{at}"/>' for at in order)
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{references}</spine></package>"
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/book.opf": package,
            **{f"OEBPS/{name}": content for name, content in chapters.items() if content is not None},
            **dict(parts),
        }
    )


def chapter(body, title="x"):
    """Return a chapter of an e-book."""
    return (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>'
        f"{title}</title><script/></head><body>{body}</body></html>"
    )


def mail(text="", html="", attachments=(), **headers):
    """Return an e-mail."""
    message = EmailMessage()
    for name, value in {"From": "Maren Holt <maren@quay.example>", "Subject": "The dredger", **headers}.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    for name in attachments:
        message.add_attachment(b"PK\3\4 secret", maintype="application", subtype="zip", filename=name)
    return message.as_bytes()


def placed(lines, left=72, top=720, size=12, step=14):
    """Return the drawing of lines of text, one below the other."""
    drawn = [
        f"BT /F1 {size} Tf {left} {top - step * at} Td ({_escaped(line)}) Tj ET"
        for at, line in enumerate(lines)
        if line
    ]
    return "\n".join(drawn)


def _escaped(line):
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def pdf(pages, info="", catalog="", extra=(), trailer=""):
    """Return a PDF whose pages are drawn as given, in Helvetica with the characters of Windows."""
    first = 4
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, drawing in enumerate(pages):
        stream = zlib.compress(drawing.encode("cp1252"))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {first + 2 * at + 1} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode() + stream + b"\nendstream")
    objects += [each if isinstance(each, bytes) else each.encode() for each in extra]
    objects.append(f"<< {info} >>".encode("latin-1"))
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer} >>\n".encode()
    return bytes(out + f"startxref\n{table}\n%%EOF\n".encode())
