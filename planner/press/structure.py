"""Mends a PDF's structure before it is written: what WeasyPrint leaves out and PDF/UA asks for."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

# PDF/A-3 wants a schema for every property that it does not know itself (ISO 19005-3 6.6.2.3).
_ALSO_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification\
</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289\
</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
</rdf:Description></rdf:RDF>"""
_KINDS = {"h1": "/H1", "h2": "/H2", "h3": "/H3", "p": "/P", "div": "/Div", "a": "/Link"}


def mend(document: Any, pdf: Any) -> None:
    """WeasyPrint's finisher: scopes, languages of inner texts, running lines, files named once, the PDF/UA claim."""
    elements = {
        thing.reference: thing
        for thing in pdf.objects
        if isinstance(thing, pydyf.Dictionary) and thing.get("Type") == "/StructElem"
    }
    _give_scopes(elements)
    _give_languages(document, list(elements.values()))
    _make_artifacts(pdf, elements)
    _name_files_once(pdf)
    _claim_ua(pdf)


def _give_scopes(elements: dict[Any, Any]) -> None:
    for row in elements.values():
        if row["S"] != "/TR":
            continue
        cells = [elements[kid] for kid in row["K"] if kid in elements]
        scope = "/Row" if any(cell["S"] == "/TD" for cell in cells) else "/Column"
        for cell in cells:
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = scope


def _give_languages(document: Any, elements: list[Any]) -> None:
    """A text in the other language says so. WeasyPrint makes structure elements in the order of the boxes."""
    made = defaultdict(list)
    for element in elements:
        made[element["S"]].append(element)
    drawn = defaultdict(list)
    for page in document.pages:
        for box in _boxes(page._page_box):
            if box.element is not None and (kind := _KINDS.get(box.element_tag)):
                drawn[kind].append(box)
    for kind, found in drawn.items():
        if len(found) == len(made[kind]):
            for box, element in zip(found, made[kind], strict=True):
                if lang := box.element.attrib.get("lang"):
                    element["Lang"] = pydyf.String(lang)


def _boxes(box: Any) -> Iterator[Any]:
    """The boxes that get a structure element, in that order; lines and their letters get none of their own."""
    box = getattr(box, "_box", box)
    if not isinstance(box, boxes.LineBox | boxes.TextBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


def _make_artifacts(pdf: Any, elements: dict[Any, Any]) -> None:
    """What stands in the margins is marked but in no structure: it belongs to the page, so it is called an artifact."""
    reached = set(_reached(elements))
    loose = [element for reference, element in elements.items() if reference not in reached]
    marks: dict[Any, set[Any]] = defaultdict(set)
    for element in loose:
        marks[element["Pg"]].update(kid for kid in element["K"] if isinstance(kid, int))
    things = {thing.reference: thing for thing in pdf.objects if thing.number}
    for page, gone in marks.items():
        _unmark(things[things[page]["Contents"]].stream, gone)
    lost = {element.reference for element in loose}
    for of_page in things[things[pdf.catalog["StructTreeRoot"]]["ParentTree"]]["Nums"][1::2]:
        if isinstance(of_page, list):
            of_page[:] = ["null" if reference in lost else reference for reference in of_page]
    for element in loose:
        element.clear()


def _reached(elements: dict[Any, Any]) -> Iterator[Any]:
    waiting = [reference for reference, element in elements.items() if element["S"] == "/Document"]
    while waiting:
        yield (reference := waiting.pop())
        waiting.extend(kid for kid in elements[reference]["K"] if kid in elements)


def _unmark(stream: list[Any], gone: set[Any]) -> None:
    for at, piece in enumerate(stream):
        if isinstance(piece, pydyf.Dictionary) and piece.get("MCID") in gone:
            stream[at - 1 : at + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]


def _name_files_once(pdf: Any) -> None:
    """WeasyPrint names each attached file twice: when it writes it, and again for PDF/A."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _claim_ua(pdf: Any) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream) and thing.extra.get("Type") == "/Metadata":
            thing.stream[0] = thing.stream[0].replace(b"</rdf:RDF>", _ALSO_UA)
