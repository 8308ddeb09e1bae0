"""One spaCy pipeline for Vietnamese school plans, usable alone.

The tokenizer is underthesea's word segmenter; six rule components add entities:

=================== ========= =====================================================
component           label     ``span._.value``
=================== ========= =====================================================
kehoach_legal       LEGAL     number of the paper ("18/2018/TT-BGDĐT")
kehoach_criteria    CRITERION codes joined by ";" or the standard
kehoach_dates       DATE      "start/end" as ISO dates, "" where one is not known
kehoach_money       MONEY     đồng, as digits
kehoach_people      PERSON    the name without title
kehoach_roles       ROLE      the canonical role
=================== ========= =====================================================

``doc.ents`` holds the entities without overlap, earlier components first; ``doc.spans["kehoach"]``
holds all of them. ``doc.text`` is the text in the project's one way of writing (``clean``), since
offsets must not depend on soft hyphens or decomposed letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from normalizers.criteria import find_criteria
from normalizers.deadlines import DeadlineValue, find_deadlines
from normalizers.money import find_money
from normalizers.office.legal import find_legal_references
from normalizers.owners import find_roles
from normalizers.people import find_people
from normalizers.text.unicode import clean

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["COMPONENTS", "SPANS_KEY", "Entity", "nlp", "recognise"]

SPANS_KEY = "kehoach"
COMPONENTS = (
    "kehoach_legal",
    "kehoach_criteria",
    "kehoach_dates",
    "kehoach_money",
    "kehoach_people",
    "kehoach_roles",
)
_TOKENIZER = "kehoach.underthesea.v1"
_Found = tuple[int, int, str, str]


def _legal(text: str) -> Iterator[_Found]:
    for r in find_legal_references(text):
        yield r.start, r.end, "LEGAL", r.number or r.kind


def _criteria(text: str) -> Iterator[_Found]:
    for c in find_criteria(text):
        yield c.start, c.end, "CRITERION", ";".join(c.codes) or c.standard


def _dates(text: str) -> Iterator[_Found]:
    for d in find_deadlines(text):
        yield d.start, d.end, "DATE", _iso(d.value)


def _iso(value: DeadlineValue) -> str:
    start, end = value.start, value.end
    return f"{start.isoformat() if start else ''}/{end.isoformat() if end else ''}"


def _money(text: str) -> Iterator[_Found]:
    for start, end, vnd in find_money(text):
        yield start, end, "MONEY", str(vnd)


def _people(text: str) -> Iterator[_Found]:
    for p in find_people(text):
        yield p.start, p.end, "PERSON", p.name


def _roles(text: str) -> Iterator[_Found]:
    for r in find_roles(text):
        yield r.start, r.end, "ROLE", r.name


_FINDERS = dict(zip(COMPONENTS, (_legal, _criteria, _dates, _money, _people, _roles), strict=True))


class Entity(NamedTuple):
    """What a recogniser found: offsets in ``clean(text)``, label and value as tabled above."""

    start: int
    end: int
    label: str
    value: str


def recognise(text: str, components: Sequence[str] = COMPONENTS) -> tuple[Entity, ...]:
    """Return the entities of the pipeline without building it: no spaCy, no word segmenter.

    The recognisers and their order are those of ``nlp()``, so an entity of an earlier component
    keeps later ones out. Words are not cut here, which is two thirds of the pipeline's time.
    """
    cleaned = clean(text)
    found: list[Entity] = []
    for name in components:
        for entity in map(Entity._make, _FINDERS[name](cleaned)):
            if not any(e.start < entity.end and entity.start < e.end for e in found):
                found.append(entity)
    return tuple(sorted(found, key=lambda e: e.start))


def _add(doc: Doc, found: Iterable[_Found]) -> Doc:
    """Add the spans found; those that overlap an entity already there stay out of ``ents``."""
    taken = {i for ent in doc.ents for i in range(ent.start, ent.end)}
    ents = list(doc.ents)
    spans = list(doc.spans.get(SPANS_KEY, []))
    for start, end, label, value in found:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is None:
            continue
        span._.value = value
        spans.append(span)
        if not taken & set(range(span.start, span.end)):
            ents.append(span)
            taken |= set(range(span.start, span.end))
    doc.ents = ents
    doc.spans[SPANS_KEY] = spans
    return doc


class _UndertheseaTokenizer:
    """Cuts a text into Vietnamese words of one or more syllables."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc
        from spacy.util import get_words_and_spaces

        cleaned = clean(text)
        words, spaces = get_words_and_spaces(_words(cleaned), cleaned)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> _UndertheseaTokenizer:
        return self

    def to_disk(self, *_: Any, **__: Any) -> None:
        """Nothing to write: the segmenter ships with underthesea."""

    def from_disk(self, *_: Any, **__: Any) -> _UndertheseaTokenizer:
        return self


def _words(text: str) -> list[str]:
    """Return underthesea's words, each as it stands in the text (no word spans a line break)."""
    from underthesea import word_tokenize

    words: list[str] = []
    for line in text.splitlines():
        at = 0
        for word in word_tokenize(line) if line.strip() else []:
            start = line.find(word, at)
            if start < 0:  # the segmenter rewrote something: keep the rest cut at blanks
                break
            words += line[at:start].split()
            words.append(word)
            at = start + len(word)
        words += line[at:].split()
    return words


def _register() -> None:
    """Make the tokenizer, the components and ``span._.value`` known to spaCy, once."""
    from spacy.language import Language
    from spacy.tokens import Span
    from spacy.util import registry

    if not Span.has_extension("value"):
        Span.set_extension("value", default="")
    if not registry.has("tokenizers", _TOKENIZER):

        def create() -> Any:
            return lambda language: _UndertheseaTokenizer(language.vocab)

        registry.tokenizers(_TOKENIZER, func=create)
    for name in COMPONENTS:
        if not Language.has_factory(name):
            Language.component(name, func=_component(name))


def _component(name: str) -> Any:
    finder = _FINDERS[name]

    def component(doc: Doc) -> Doc:
        return _add(doc, finder(doc.text))

    return component


@lru_cache(maxsize=1)
def nlp() -> Language:
    """Return the pipeline; the first call builds it (about two seconds), later calls share it.

    Nothing is downloaded: underthesea's word segmenter is part of its package. Components can be
    left out with spaCy's own means, ``nlp().select_pipes(enable=["kehoach_dates"])``.
    """
    import spacy

    _register()
    language = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}})
    for name in COMPONENTS:
        language.add_pipe(name)
    return language
