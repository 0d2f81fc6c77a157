"""The text of an abstract in XML: its sections, each behind its title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corpus.formats.xml.xmltext import locally, text_of, within

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_SECTIONS = ("sec", "section")  # JATS's and Wiley's
# What stands within a line of text, where the text of an abstract has no paragraphs.
_IN_LINES = frozenset(
    "sup sub inf i b u italic bold underline monospace sc roman overline strike named-content styled-content inline-formula tex-math math alternatives"
    " ext-link uri email xref abbrev span a em strong br break".split()
)


def labelled(parts: Iterable[tuple[str, str]]) -> str:
    """The parts of an abstract, each a label (or "") and its text, as one paragraph: "METHODS: …"."""
    told = list[str]()
    for label, text in parts:
        label = label.strip().rstrip(":")
        if label and not text.casefold().startswith(f"{label}:".casefold()):
            text = f"{label}: {text}"
        if told:
            told.append(" " if told[-1][-1:] in (*".?!)]", "") else "\n")
        told.append(text)
    return "".join(told)


def sections_of(abstract: Element) -> str:
    """The text of an abstract, its sections with their titles; the one title above all of it ("Abstract") is no part."""
    whole = len(within(abstract, "title")) == 1
    sections = ((one is abstract, one) for one in abstract.iter() if one is abstract or locally(one) in _SECTIONS)
    return labelled(
        ("" if (top and whole) or label.casefold() == "abstract" else label, text)
        for top, section in sections
        for label, text in _blocks(section)
    )


def _blocks(section: Element) -> Iterator[tuple[str, str]]:
    """A section's own text under each title in it, also what stands in no paragraph; sections inside stand by themselves."""
    label, texts, line = "", list[str](), _line(section, section.text)
    for child in section:
        name = locally(child)
        if name in _IN_LINES:
            line.append(child)
            continue
        texts.append(text_of(line))
        if name == "title":
            if any(texts):
                yield label, " ".join(filter(None, texts))
            label, texts = text_of(child), []
        else:
            texts.append(_block(child))
        line = _line(section, child.tail)
    texts.append(text_of(line))
    if any(texts):
        yield label, " ".join(filter(None, texts))


def _line(section: Element, text: str | None) -> Element:
    """Where what follows a text directly inside a section is put."""
    line = section.makeelement("p", {})
    line.text = text
    return line


def _block(child: Element) -> str:
    """The text of a block of an abstract; "" for a section, which is told by itself."""
    name = locally(child)
    if name in (*_SECTIONS, "label", ""):
        return ""
    if name == "list":
        return " ".join(text_of(one) for one in child.iter() if locally(one) == "p")
    return text_of(child)
