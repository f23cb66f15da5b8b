"""The form editor in the tree is what its record says, and the list of packages names it."""

from __future__ import annotations

import hashlib
import io
import runpy
import tarfile
from pathlib import Path

import pytest

EDITOR = Path("generator/outputs/pages/static/edit")
CONTENT = b"globalThis.JSONEditor = 1;"


@pytest.fixture(scope="module")
def vendored(repository):
    return runpy.run_path(str(repository / "requirements/javascript/vendored.py"))


@pytest.fixture
def archive() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as file:
        member = tarfile.TarInfo("package/dist/jsoneditor.js")
        member.size = len(CONTENT)
        file.addfile(member, io.BytesIO(CONTENT))
    return packed.getvalue()


def test_the_script_and_its_licences_name_what_the_record_names(repository, vendored):
    (editor,) = vendored["components"]()
    licences = (repository / EDITOR / "jsoneditor-LICENSE.txt").read_text(encoding="utf-8")
    script = (repository / EDITOR / "jsoneditor.js").read_text(encoding="utf-8")

    assert f"{editor['group']}/{editor['name']} {editor['version']}" in licences
    for bundled in editor["components"]:
        assert bundled["name"] in licences
    assert f'version:"{editor["components"][0]["version"]}"' in script
    assert "Denis Pushkarev" in licences


def test_the_script_is_taken_from_the_archive_of_its_package(vendored, archive):
    digest = hashlib.sha256(archive).hexdigest()

    assert vendored["unpacked"](archive, digest) == CONTENT


def test_another_archive_is_refused(vendored, archive):
    with pytest.raises(SystemExit, match="SHA-256"):
        vendored["unpacked"](archive, "0" * 64)


def test_an_sbom_lists_it_once(vendored):
    sbom = {"components": [{"bom-ref": "jinja2", "name": "jinja2"}]}

    once = vendored["listed"](sbom)

    assert [one["name"] for one in once["components"]] == ["jinja2", "json-editor"]
    assert vendored["listed"](once) == once
