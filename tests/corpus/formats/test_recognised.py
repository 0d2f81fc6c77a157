"""A file is of a format if it begins as one: neither the tag alone tells it, nor the namespace alone, which others use, too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.formats.xml import datacite, dublin, elsevier_xml, tei

DUBLIN, DATACITE, ELSEVIER = (
    "http://purl.org/dc/elements/1.1/",
    "http://datacite.org/schema/kernel-4",
    "http://www.elsevier.com/xml/document/schema",
)


@pytest.mark.parametrize(
    ("looks_like", "tag", "space"),
    [
        (dublin.looks_like, "dc", DUBLIN),
        (dublin.looks_like, "qualifieddc", DUBLIN),
        (datacite.looks_like, "resource", DATACITE),
        (elsevier_xml.looks_like, "document", ELSEVIER),
        (elsevier_xml.looks_like, "full-text-retrieval-response", ELSEVIER),
    ],
)
def test_the_tag_and_the_namespace_tell_it_together(
    looks_like: Callable[[str], bool], tag: str, space: str
) -> None:
    assert looks_like(f'<x:{tag} xmlns:x="{space}"><x:title>Owls</x:title>')
    assert not looks_like(f'<x:{tag} xmlns:x="http://example.org/owls"><x:title>Owls</x:title>')
    assert not looks_like(f'<x:owls xmlns:x="{space}"><x:title>Owls</x:title>')


def test_tei_has_a_header() -> None:
    assert tei.looks_like("<TEI><teiHeader><fileDesc>")
    assert not tei.looks_like("<TEI><text><body><p>Owls</p>")
    assert not tei.looks_like("<owls><teiHeader><fileDesc>")
