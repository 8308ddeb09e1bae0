"""Files that hold other files: ZIP archives and e-mails. See docs/decisions/containers.md."""

from extractors.formats.containers.unpack import Member, unpack

__all__ = ["Member", "unpack"]
