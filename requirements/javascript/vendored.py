"""The form editor that is kept in the tree: fetch it again, or list it in an SBOM.

    python requirements/javascript/vendored.py fetch            wants npm
    python requirements/javascript/vendored.py list dist/sbom.json

``vendored.json`` beside this file says what it is, as components of CycloneDX.
"""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).resolve().parent
KEPT = HERE.parent.parent / "generator/outputs/pages/static/edit/jsoneditor.js"
PACKED = "package/dist/jsoneditor.js"
"""Where the script lies in the archive of the package."""


def components() -> list[dict[str, Any]]:
    """Return what is kept in the tree."""
    kept: list[dict[str, Any]] = json.loads((HERE / "vendored.json").read_text(encoding="utf-8"))
    return kept


def fetch() -> None:
    """Write the script anew from the archive of its package. Exits when its sum is another."""
    (editor,) = components()
    name = f"{editor['group']}/{editor['name']}@{editor['version']}"
    with TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", name], cwd=folder, check=True)
        (archive,) = Path(folder).iterdir()
        content = archive.read_bytes()
    KEPT.write_bytes(unpacked(content, editor["hashes"][0]["content"]))


def unpacked(archive: bytes, digest: str) -> bytes:
    """Return the script in an archive. Exits when the SHA-256 of the archive is not ``digest``."""
    if (found := hashlib.sha256(archive).hexdigest()) != digest:
        sys.exit(f"The archive has the SHA-256 {found}, not {digest}.")
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        script = packed.extractfile(PACKED)
        assert script is not None
        return script.read()


def listed(sbom: dict[str, Any]) -> dict[str, Any]:
    """Return an SBOM in CycloneDX with what is kept in the tree, once."""
    kept = components()
    names = {one["bom-ref"] for one in kept}
    others = [one for one in sbom.get("components", ()) if one.get("bom-ref") not in names]
    return {**sbom, "components": [*others, *kept]}


def main(command: str, *files: str) -> None:
    """Run one of the two commands."""
    if command == "fetch":
        fetch()
    for name in files:
        file = Path(name)
        sbom = listed(json.loads(file.read_text(encoding="utf-8")))
        file.write_text(json.dumps(sbom, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
