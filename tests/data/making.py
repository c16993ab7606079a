"""Small files of many formats, made byte by byte, so that tests can break them."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from email.message import EmailMessage
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def pdf(pages: Sequence[Sequence[str]], title: str | None = None) -> bytes:
    """A PDF with a text layer, one list of lines a page; a page without lines has no text."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>")
    objects.append(f"<< /Title ({title}) >>" if title is not None else "<< >>")
    kids = []
    for lines in pages:
        shown = " T* ".join("(" + re.sub(r"([\\()])", r"\\\1", line) + ") Tj" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 72 740 Td {shown} ET" if lines else ""
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def docx(
    *paragraphs: str | tuple[str, str], title: str | None = None, styles: Mapping[str, str] | None = None
) -> bytes:
    """A Word document; a paragraph is its text, or its style's id and its text, or WordprocessingML."""
    body = ""
    for paragraph in paragraphs:
        style, text = paragraph if isinstance(paragraph, tuple) else ("", paragraph)
        if text.startswith("<w:"):
            body += text
            continue
        named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        body += f"<w:p>{named}<w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p>"
    parts = {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'}
    if title is not None:
        core = f'<c:coreProperties xmlns:c="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        parts["docProps/core.xml"] = f"{core}<dc:title>{escape(title)}</dc:title></c:coreProperties>"
    if styles is not None:
        named = "".join(f'<w:style w:styleId="{of}"><w:name w:val="{name}"/></w:style>' for of, name in styles.items())
        parts["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{named}</w:styles>'
    return archive(parts)


def eml(
    subject: str, plain: str | None = None, html: str | None = None, date: str = "Tue, 4 Mar 2025 09:00 -0500"
) -> bytes:
    """An e-mail with a plain part, an HTML part, or both."""
    message = EmailMessage()
    message["From"] = "Example Alerts <alerts@example.org>"
    message["Subject"] = subject
    message["Date"] = date
    if plain is not None:
        message.set_content(plain)
    if html is not None and plain is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message.as_bytes()


def rss(items: Iterable[str], title: str = "The Example") -> bytes:
    """An RSS feed of items, given as the XML inside them."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    head = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {spaces}><channel><title>{title}</title>'
    return f"{head}{inside}</channel></rss>".encode()
