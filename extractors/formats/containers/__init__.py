"""Files that hold other files: ZIP archives and e-mails. See docs/decisions/containers.md."""

from extractors.formats.containers.unpack import Member, laid_out, unpack

__all__ = ["Member", "laid_out", "unpack"]
