"""Linked data against the official shapes of CPSV-AP and CCCEV, which are kept as they are."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import MappingProxyType

import pyshacl
import pytest
from helpers import DAY, TESTS, sampled, small_catalogue
from rdflib import RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef
from test_evidence import FACT, REQUIREMENT, evidence_type

from generator.checking import check
from generator.derive.evidence import EVIDENCE, evidence_of
from generator.derive.evidence import FACT as SHOWN
from generator.derive.proof_graph import Grade, Node, Way
from generator.outputs.api.turtle import turtle, written
from generator.views.linked_evidence import alternatives

CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
DCT = Namespace("http://purl.org/dc/terms/")
SITE = "https://mulu.example/"
BASIS = """
      - source: minfa-2020-20
        clause: 第一条
        quote: 一句原话。"""
JOURNEY = f"""\
id: ban-jia
title: 搬家
summary: 先到派出所，再到民政局。
type: journey
steps:
  - id: xian
    title: 先到派出所
    text: 拿材料2换材料1。
    body: gonganju
    place: 派出所
    needs: [ZL-002]
    yields: [ZL-001]
    entries: [ZM-001]
    legal_basis: {BASIS}
    phone:
      text: 打热线
      number: '12345'
    fee:
      text: 不要钱
    online:
      text: 网上也能办
      url: https://zwfw.gov.cn/
  - id: zai
    title: 再到民政局
    text: 交材料1。
    body: minzhengju
    needs: [ZL-001]
    legal_basis: {BASIS}
    phone:
      text: 听人说的
      number: '12345'
      unverified: true
  - id: xie
    title: 自己写
    text: 写一张字据。
    legal_basis: {BASIS}
"""
FILES = {
    "facts/fs-001-zhu.yml": FACT,
    "evidence-types/zl-001-jia.yml": evidence_type("ZL-001", needs="ZL-002", proves="FS-001"),
    "evidence-types/zl-002-yi.yml": evidence_type("ZL-002") + "requires:\n  - nothing: true\n",
    "requirements/zm-001.yml": REQUIREMENT,
    "journeys/ban-jia.yml": JOURNEY,
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The small catalogue with a fact, two evidence types, a requirement and a journey."""
    root = small_catalogue(tmp_path_factory.mktemp("linked"), FILES)
    checked = check(root, on=DAY)
    assert [one.message for one in checked.problems] == []
    return checked.catalogue


def graph_of(catalogue) -> Graph:
    written = turtle(catalogue, evidence_of(catalogue)).decode()
    return Graph().parse(data=written, publicID=f"{SITE}api/v1/catalogue.ttl")


@cache
def shapes(name: str) -> Graph:
    return Graph().parse(TESTS / f"data/shapes/{name}.ttl")


def faults(graph: Graph, name: str) -> str:
    """What the shapes say against a graph; nothing when it conforms."""
    sound, _, said = pyshacl.validate(graph, shacl_graph=shapes(name), inference="none")
    return "" if sound else said


def test_what_is_written_is_read_back_as_it_was():
    said = "“引号”\"'\\\n\t\x01<>&\x7f\U0001f3e0"
    inner = {"@id": f'{SITE}a b"<>/#第一', "@type": "skos:Concept", "skos:prefLabel": said}
    node = {
        "@id": SITE,
        "@type": ["cv:Event", "cv:LifeEvent"],
        "dct:title": {"@value": said, "@language": "zh-CN"},
        "dct:description": [],
        "dct:relation": [inner, {"@id": SITE}, {"@id": SITE}],
        "eli:first_date_entry_in_force": {"@value": "2026-11-24", "@type": "xsd:date"},
    }

    graph = Graph().parse(data="".join(written((node, inner, node))))

    here, there = URIRef(SITE), URIRef(f"{SITE}a%20b%22%3C%3E/#第一")
    assert set(graph) == {
        (here, RDF.type, CV.Event),
        (here, RDF.type, CV.LifeEvent),
        (here, DCT.title, Literal(said, lang="zh-CN")),
        (here, DCT.relation, there),
        (here, DCT.relation, here),
        (here, ELI.first_date_entry_in_force, Literal("2026-11-24", datatype=XSD.date)),
        (there, RDF.type, SKOS.Concept),
        (there, SKOS.prefLabel, Literal(said)),
    }
    assert "".join(written((node, inner, node))) == "".join(written((node,)))


@sampled("which", sample="small", whole="shipped_catalogue")
def test_the_turtle_is_what_the_official_shapes_ask_for(request, which):
    catalogue = request.getfixturevalue(which)
    graph = graph_of(catalogue)

    assert faults(graph, "cpsv-ap-3.2.0") == ""
    assert faults(graph, "cccev-2.1.0") == ""
    services = set(graph.subjects(RDF.type, CPSV.PublicService))
    assert len(services) > len(catalogue.entries)
    assert all(str(service).startswith(SITE) for service in services)
    assert not set(graph.subjects(RDF.type, CV.Evidence))


@pytest.mark.parametrize(
    ("shape", "removed", "said"),
    [
        ("cpsv-ap-3.2.0", (None, DCT.description, None), "description"),
        ("cpsv-ap-3.2.0", (None, CV.hasCompetentAuthority, None), "hasCompetentAuthority"),
        ("cpsv-ap-3.2.0", (None, RDF.type, CV.EvidenceType), "hasInputType"),
        ("cccev-2.1.0", (None, RDF.type, CV.EvidenceType), "specifiesEvidenceType"),
        ("cccev-2.1.0", (None, RDF.type, CV.InformationConcept), "hasConcept"),
    ],
)
def test_the_shapes_find_what_is_missing(small, shape, removed, said):
    graph = graph_of(small)
    graph.remove(removed)

    assert said in faults(graph, shape)


def test_a_requirement_names_its_fact_and_what_is_enough(small):
    graph = graph_of(small)
    (asked,) = graph.subjects(DCT.identifier, Literal("YQ-001"))

    (concept,) = graph.objects(asked, CV.hasConcept)
    (enough,) = graph.objects(asked, CV.hasEvidenceTypeList)
    (shown,) = graph.objects(enough, CV.specifiesEvidenceType)
    assert str(concept) == f"{SITE}fact-fs-001/"
    assert str(shown) == f"{SITE}evidence-zl-001/"
    assert graph.value(enough, SKOS.prefLabel) == Literal("材料1")


def test_what_is_asked_behind_an_entry_that_is_no_more_is_not_told(small):
    graph = graph_of(replace(small, entries=MappingProxyType({})))

    assert not list(graph.subjects(DCT.identifier, Literal("YQ-001")))


def test_a_step_says_who_with_what_and_what_comes_first(small):
    graph = graph_of(small)
    first, second = (
        next(graph.subjects(DCT.identifier, Literal(f"ban-jia-{step}"))) for step in ("xian", "zai")
    )

    assert [str(one) for one in graph.objects(first, CV.hasCompetentAuthority)] == [
        f"{SITE}body-gonganju/"
    ]
    assert [str(one) for one in graph.objects(first, CV.hasInputType)] == [
        f"{SITE}evidence-zl-002/"
    ]
    assert list(graph.objects(second, DCT.requires)) == [first]
    (point,) = graph.objects(first, CV.contactPoint)
    assert graph.value(point, CV.telephone) == Literal("12345")
    assert not list(graph.objects(second, CV.contactPoint)), "nobody checked that number"
    assert not list(graph.subjects(DCT.identifier, Literal("ban-jia-xie")))


def test_what_facts_are_shown_by_is_written_out_as_evidence_types():
    """Dead and married, by two papers each: four lists, and none that goes round in a circle."""
    asked, dead, married = Node("requirement", "R"), Node(SHOWN, "dead"), Node(SHOWN, "married")
    needs = {
        asked: ((dead, married),),
        dead: ((Node(EVIDENCE, "A"),), (Node(EVIDENCE, "B"),)),
        married: ((Node(EVIDENCE, "C"),), (Node(EVIDENCE, "D"),), (dead, married)),
    }
    ways = {
        node: [Way(node=node, needs=one, grade=Grade.GROUNDED) for one in found]
        for node, found in needs.items()
    }

    found = [one.types for one in alternatives(ways, asked)]

    assert found == [("A", "C"), ("A", "D"), ("B", "C"), ("B", "D")]
