"""What lies in docs/ is published as it is: nothing from elsewhere, nothing that runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.cli import main
from generator.site.written_files import WrittenFileError, check_written_files

SVG = '<svg xmlns="http://www.w3.org/2000/svg"{}>{}</svg>'
OUTSIDE = "指到外面的链接"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a mkdocs.yml, beside a file of somebody else."""
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "site"
    (folder / "docs").mkdir(parents=True)
    (folder / "README.md").write_text("# 目录\n", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git/config").write_text("token", encoding="utf-8")
    return folder


def refused(root: Path, name: str, logo: Path | None = None) -> str:
    with pytest.raises(WrittenFileError) as caught:
        check_written_files(root, [root / "docs" / name], logo=logo)
    return str(caught.value)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("../../secret.txt", OUTSIDE),
        ("/etc/hostname", OUTSIDE),
        ("../.git/config", "隐藏文件夹"),
        ("nowhere", "没有"),
        ("a.txt", "没有"),
    ],
)
def test_a_link_that_leads_out_or_nowhere_is_refused(root, target, reason):
    (root / "docs/a.txt").symlink_to(target)

    assert refused(root, "a.txt").startswith("docs/a.txt：")
    assert reason in refused(root, "a.txt")


def test_a_folder_that_leads_out_is_refused_by_what_is_in_it(root):
    (root / "docs/all").symlink_to(root.parent)

    assert OUTSIDE in refused(root, "all/secret.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes")
def test_a_pipe_is_refused_and_not_waited_for(root):
    os.mkfifo(root / "docs/a.md")

    assert "不是普通的文件" in refused(root, "a.md")


@pytest.mark.parametrize(
    "drawing",
    [
        SVG.format(' onload="alert(1)"', ""),
        SVG.format("", "<script>alert(1)</script>"),
        SVG.format("", '<a href="java&#10;script:alert(1)"/>'),
        SVG.format(' xmlns:xlink="http://www.w3.org/1999/xlink"', '<a xlink:href="javascript:1"/>'),
        SVG.format("", "<foreignObject><p>字</p></foreignObject>"),
        SVG.format("", '<animate attributeName="href" to="javascript:alert(1)"/>'),
        '<?xml-stylesheet href="a.xsl" type="text/xsl"?>' + SVG.format("", ""),
        '<!DOCTYPE svg [<!ENTITY e "<script/>">]>' + SVG.format("", "&e;"),
    ],
)
def test_a_drawing_with_a_program_is_refused(root, drawing):
    (root / "docs/logo.svg").write_text(drawing, encoding="utf-8")

    assert refused(root, "logo.svg") == "docs/logo.svg：图里有程序，不能用"


@pytest.mark.parametrize("content", [b"", b"hello", b"<svg", b"\x00\xff"])
def test_a_drawing_that_is_none_is_refused(root, content):
    (root / "docs/logo.svg").write_bytes(content)

    assert "不是能读的SVG图" in refused(root, "logo.svg")


def test_a_plain_drawing_and_a_link_within_the_folder_are_published(root):
    drawing = SVG.format("", '<!-- ours --><a href="https://example.org/"><path d="M0 0"/></a>')
    (root / "docs/logo.svg").write_text(drawing, encoding="utf-8")
    (root / "docs/readme.md").symlink_to("../README.md")

    files = [root / "docs/logo.svg", root / "docs/readme.md"]
    check_written_files(root, files, logo=files[0])


def test_the_logo_of_the_settings_has_to_be_there(tmp_path, capsys):
    assert main(["init", str(tmp_path / "ours")]) == 0
    settings = tmp_path / "ours/catalogue/catalogue.yml"
    settings.write_text(settings.read_text("utf-8") + "\nlogo: logo.svg\n", encoding="utf-8")

    config = str(tmp_path / "ours/mkdocs.yml")
    assert main(["build", "--config", config, "--no-prints"]) == 1
    assert "logo写的logo.svg，docs文件夹里没有" in capsys.readouterr().err
    assert not (tmp_path / "ours/site").exists()


def test_no_logo_leads_out_of_the_site(tmp_path, capsys):
    assert main(["init", str(tmp_path / "ours")]) == 0
    settings = tmp_path / "ours/catalogue/catalogue.yml"
    settings.write_text(settings.read_text("utf-8") + "\nlogo: a/../../x.svg\n", encoding="utf-8")

    assert main(["check", "--catalogue", str(settings.parent)]) == 1
    assert "catalogue.yml" in capsys.readouterr().out


def test_the_written_pages_may_lie_beside_the_settings(tmp_path):
    """``docs_dir`` may name a folder elsewhere; what leads out of that is still refused."""
    assert main(["init", str(tmp_path / "ours")]) == 0
    docs = (tmp_path / "ours/docs").rename(tmp_path / "docs")
    config = tmp_path / "ours/mkdocs.yml"
    text = config.read_text("utf-8").replace("docs_dir: docs", "docs_dir: ../docs")
    config.write_text(text, encoding="utf-8")
    assert main(["build", "--config", str(config), "--no-prints"]) == 0

    (docs / "a.txt").symlink_to("../ours/README.md")
    assert main(["build", "--config", str(config), "--no-prints"]) == 1
