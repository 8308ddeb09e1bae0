"""The attachments of an e-mail (.eml); of one without any, its text."""

from __future__ import annotations

import email
import email.policy
import mimetypes
from collections.abc import Iterator
from email.message import EmailMessage, Message
from pathlib import Path
from typing import Any

from extractors.errors import damage
from extractors.formats.containers.part import BODY, LOGO_BYTES, Part

__all__ = ["mail_parts"]

_NAMELESS = "tep"
"""Name of an attachment that has none."""


def mail_parts(path: Path) -> Iterator[Part]:
    """Yield what is attached; logos within the text are passed over.

    Raises:
        TruncatedFileError: the file is no mail.
    """
    try:
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        leaves = list(_leaves(mail))
        attached = [part for leaf in leaves if (part := _attached(leaf)) is not None]
        yield from attached or _body(leaves)
    except Exception as error:  # the parser passes on whatever odd headers raise
        raise damage(path, error) from error


def _leaves(mail: Message[Any, Any]) -> Iterator[Message[Any, Any]]:
    """Yield the parts that hold something; a mail within a mail is one of them."""
    if mail.is_multipart() and mail.get_content_maintype() == "multipart":
        for part in mail.get_payload():
            if isinstance(part, Message):
                yield from _leaves(part)
    else:
        yield mail


def _attached(leaf: Message[Any, Any]) -> Part | None:
    kind, name = leaf.get_content_type(), _readable(leaf.get_filename() or "")
    attached = leaf.get_content_disposition() == "attachment"
    if kind == "message/rfc822":
        inner = leaf.get_payload()
        data = b"".join(part.as_bytes() for part in inner if isinstance(part, Message))
        return Part(name or f"{_NAMELESS}.eml", [data])
    if not name and not attached and leaf.get_content_maintype() == "text":
        return None
    held = leaf.get_payload(decode=True)
    if not isinstance(held, bytes) or not held:
        return None
    if leaf.get_content_maintype() == "image" and not attached and len(held) < LOGO_BYTES:
        return None
    return Part(name or f"{_NAMELESS}{mimetypes.guess_extension(kind) or ''}", [held])


def _readable(name: str) -> str:
    """Return a name whose bytes were sent as they are, against the rules."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _body(leaves: list[Message[Any, Any]]) -> Iterator[Part]:
    """Yield the text of a mail, as HTML if it has that: tables stand there alone."""
    for kind, suffix in (("text/html", "html"), ("text/plain", "txt")):
        for leaf in leaves:
            if leaf.get_content_type() == kind and (text := _text(leaf)).strip():
                yield Part(f"{BODY}.{suffix}", [text.encode("utf-8-sig")])
                return


def _text(leaf: Message[Any, Any]) -> str:
    try:
        return str(leaf.get_content()) if isinstance(leaf, EmailMessage) else ""
    except (LookupError, KeyError, ValueError):
        data = leaf.get_payload(decode=True)
        return data.decode("utf-8", "replace") if isinstance(data, bytes) else ""
