"""Who may write to the repository can seal a rewritten past anew: one old page and a copy tell."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from helpers import DAY, small_catalogue
from releasing import FIRST, SECOND, change, release

from generator.checking import check
from generator.cli import main
from generator.cli.archive import archive
from generator.editions.citation import cite

NUMBERS = ("2026-1", "2026-2")
SSH = shutil.which("ssh-keygen") or ""


def two_editions(root, sentence):
    """Release two editions of a catalogue whose entry says a sentence."""
    change(root, "社区不开这份证明", sentence)
    assert release(root, *FIRST, "--in-force", "2026-11-23", papers=()) == 0
    change(root, "name: 亲属关系证明", "name: 亲属关系的证明")
    assert release(root, *SECOND, "--in-force", "2026-12-15", papers=()) == 0


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory):
    """A catalogue whose past was rewritten and sealed anew, and a copy from before."""
    folder = tmp_path_factory.mktemp("past")
    copy, now = (small_catalogue(folder / name) for name in ("copy", "now"))
    two_editions(copy, "社区不开这份证明")
    two_editions(now, "社区不开这一份证明")
    return now, copy


def verified(root, *words):
    return main(["verify", *map(str, words), "--catalogue", str(root), "--on", "2026-12-31"])


def test_nothing_but_a_copy_tells_that_the_past_was_rewritten(rewritten, capsys):
    now, copy = rewritten
    assert main(["check", "--catalogue", str(now), "--on", "2026-12-31"]) == 0
    capsys.readouterr()

    assert verified(now, "--against", copy) == 1

    said = capsys.readouterr().out
    assert said.startswith("从2026-1版起不一样：")
    for root in (now, copy):
        first = json.loads((root / "editions/2026-1.json").read_bytes())["sha256"]
        assert first[:16] in said


@pytest.mark.parametrize("number", NUMBERS)
def test_one_old_edition_on_a_stick_tells_as_well(rewritten, number, capsys):
    """Each is sealed over the one before: so the second tells of the first."""
    now, copy = rewritten

    assert verified(now, "--against", copy / f"editions/{number}.json") == 1
    assert capsys.readouterr().out.startswith("从2026-1版起不一样：")


def test_an_honest_copy_agrees_and_so_may_be_older(rewritten, tmp_path, capsys):
    _, copy = rewritten
    older = tmp_path / "older"
    shutil.copytree(copy, older)
    (older / "editions/2026-2.json").unlink()

    assert verified(copy, "--against", copy) == 0
    assert capsys.readouterr().out == "和副本一样：2026-1、2026-2版，一共2版。\n"
    assert verified(copy, "--against", older) == 0
    assert verified(older, "--against", copy) == 1
    assert "副本里有、这里没有：2026-2版" in capsys.readouterr().out


def test_a_site_is_a_copy(rewritten, tmp_path, capsys):
    now, copy = rewritten
    told = [json.loads((copy / f"editions/{one}.json").read_bytes()) for one in NUMBERS]
    site = tmp_path / "site/api/v1/editions.json"
    site.parent.mkdir(parents=True)
    site.write_text(
        json.dumps({"editions": [{key: one[key] for key in ("id", "sha256")} for one in told]})
    )

    for given in (tmp_path / "site", site):
        assert verified(copy, "--against", given) == 0
        assert verified(now, "--against", given) == 1
    assert "从2026-1版起不一样" in capsys.readouterr().out


def test_one_old_page_tells_that_the_past_was_rewritten(rewritten, capsys):
    """The fingerprint of a citation holds the digest of all of its edition."""
    now, copy = rewritten
    about = archive(check(copy, on=DAY), DAY)
    then = about.catalogue_of(about.editions[1])
    cited = cite(then, then.entries["ZM-001"]).line

    assert verified(copy, cited) == 0
    assert verified(now, cited) == 1
    assert "不符\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "副本的文件"),
        ("[]", "副本里没有版次"),
        ("{}", "没有写编号和校验值"),
        ('{"editions": [1]}', "没有写编号和校验值"),
        ('{"id": "2026-1", "sha256": "00"}', "被人改过"),
    ],
)
def test_what_is_no_copy_is_said_to_be_none(rewritten, tmp_path, content, said, capsys):
    file = tmp_path / "copy.json"
    file.write_text(content, encoding="utf-8")

    assert verified(rewritten[0], "--against", file) == 1
    assert said in capsys.readouterr().err


def test_a_folder_without_editions_and_nothing_at_all(rewritten, tmp_path, capsys):
    assert verified(rewritten[0], "--against", tmp_path) == 1
    assert "没有版次" in capsys.readouterr().err
    assert verified(rewritten[0], "--against", tmp_path / "gone") == 1
    assert "比不了" in capsys.readouterr().err
    assert verified(rewritten[0]) == 2


@pytest.mark.skipif(not SSH, reason="OpenSSH is not on this machine")
def test_an_edition_signed_with_ssh_is_known_again_and_a_rewritten_one_is_not(rewritten, tmp_path):
    """As docs/trust.md has it."""
    now, copy = rewritten
    key, signers = tmp_path / "key", tmp_path / "signers"
    subprocess.run([SSH, "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    kind, public, *_ = key.with_suffix(".pub").read_text().split()
    signers.write_text(f"mulu {kind} {public}\n")
    file = copy / "editions/2026-2.json"
    sign = [SSH, "-q", "-Y", "sign", "-n", "mulu", "-f", key, file]
    subprocess.run(sign, check=True, capture_output=True)
    signature = f"{file}.sig"

    def holds(content):
        asked = [SSH, "-Y", "verify", "-f", signers, "-I", "mulu", "-n", "mulu"]
        done = subprocess.run(
            [*asked, "-s", signature], input=content, capture_output=True, check=False
        )
        return done.returncode == 0

    assert holds(file.read_bytes())
    assert not holds((now / "editions/2026-2.json").read_bytes())
    assert main(["check", "--catalogue", str(copy), "--on", "2026-12-31"]) == 0
