"""What is published stays: the bytes of editions, addresses of pages and files, keys of the open data.

``data/published`` holds what the shipped site had on 2026-11-26. Lines are added, never taken out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers import TESTS

from generator.editions.edition import catalogue_of
from generator.model.canonical import decision_fingerprint

PUBLISHED = TESTS / "data" / "published"
EDITIONS = {
    "2026-1": (
        "f05b0965abb10bc23655af1401066510f7b9f989a74781badb9ee38e850a6521",
        "3000dafce0eace9e25564faae02b4ea962baf6a019a9d38bea7a0e104785126e",
    ),
    "2026-2": (
        "b7098c8c865bc81d5a8020ae8343088c5b4b0dddd1cf6d11db713168881f614d",
        "940b97fc918c0a13abbb3fb495a2febc09d19b40fe321d560eb4c263f7443729",
    ),
    "2026-3": (
        "8d18c003611ea44532880cdab747408442b02adac4c44d02bb5f68f44f51ae7e",
        "6a48afa63e5e459fa95e2a13a17239c0160f82e184996dd1125b952d409d738d",
    ),
    "2026-4": (
        "4b0b6a9cb5c0907e72e8f2214c53b9b03f325fe8033fb9cafdc7f7860cb09859",
        "94a93cb3380066be981b24c1ebc66224a2a296f0ed37379dbbb09f7d19ae383a",
    ),
}
"""The SHA-256 of the file, and the digest of the content, which is in the file."""
FINGERPRINTS = {
    ("2026-1", "ZM-001"): ("fe3d145b", "dcbae121"),
    ("2026-1", "SX-001"): ("fd6ace46", "79d0749b"),
    ("2026-2", "YZ-001"): ("d6b6328b", "a67e1c32"),
    ("2026-2", "JF-001"): ("ed2147df", "de6c4597"),
    ("2026-3", "ZM-001"): ("15853463", "fae3e68c"),
    ("2026-3", "FD-001"): ("4346227e", "1558757f"),
}
"""Of an entry in an edition: the fingerprint that is cited, and that of what it decides."""
JSON_TYPES = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    int: "number",
    float: "number",
    type(None): "null",
}


def lines(name: str) -> list[str]:
    """What was published, one line each."""
    return (PUBLISHED / name).read_text(encoding="utf-8").splitlines()


def key_paths(value: object, path: str = "") -> Iterator[str]:
    """Yield each place in JSON with its type; the fields of records are left to their schemas."""
    yield f"{path} {JSON_TYPES[type(value)]}"
    if isinstance(value, dict) and not path.endswith(".fields"):
        for key, below in value.items():
            yield from key_paths(below, f"{path}.{key}")
    if isinstance(value, list):
        for below in value:
            yield from key_paths(below, f"{path}[]")


def properties(schema: object) -> Iterator[str]:
    """Yield the name of every property in a schema, however deep."""
    if isinstance(schema, dict):
        named = schema.get("properties")
        yield from named if isinstance(named, dict) else ()
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from properties(part)


def published_keys(site: Path) -> set[str]:
    """The keys of all JSON a site publishes; the files of one folder, all alike, go together."""
    found = set()
    api = site / "api/v1"
    for file in api.rglob("*.json"):
        name = file.relative_to(api).parent / ("*.json" if file.parent != api else file.name)
        content = json.loads(file.read_bytes())
        found |= {f"api/v1/{name.as_posix()} {key}" for key in key_paths(content)}
    for file in (site / "schemas").glob("*.schema.json"):
        content = json.loads(file.read_bytes())
        found |= {f"schemas/{file.name} {name}" for name in properties(content)}
    return found


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_stays_byte_for_byte_and_is_written_as_it_was_read(
    repository, shipped_check, name
):
    content = (repository / f"catalogue/editions/{name}.json").read_bytes()
    (edition,) = [one for one in shipped_check.editions if one.id == name]

    assert (hashlib.sha256(content).hexdigest(), json.loads(content)["sha256"]) == EDITIONS[name]
    assert edition.to_bytes() == content


@pytest.mark.parametrize(("edition", "entry"), FINGERPRINTS)
def test_a_fingerprint_stays_what_was_cited(shipped_check, edition, entry):
    (then,) = [one for one in shipped_check.editions if one.id == edition]
    catalogue = catalogue_of(then, shipped_check.catalogue.kinds)
    record = catalogue.entries[entry]
    cited = catalogue.fingerprint(record)

    assert (cited, decision_fingerprint(record.fields)) == FINGERPRINTS[edition, entry]


def files(path: str) -> tuple[str, ...]:
    """The files behind a published path; a page has its copy in Traditional characters."""
    page = f"{path}index.html"
    return (page, f"zh-hant/{page}") if path.endswith("/") else (path,)


def test_every_address_still_leads_somewhere(shipped_site):
    published = [file for path in lines("paths.txt") for file in files(path)]

    assert [file for file in published if not (shipped_site / file).is_file()] == []


def test_no_key_and_no_type_of_the_open_data_is_gone(shipped_site):
    assert set(lines("keys.txt")) - published_keys(shipped_site) == set()
