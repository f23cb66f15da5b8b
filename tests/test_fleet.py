"""Many catalogues at once: on processes, on a Dask cluster, with workers that die."""

from __future__ import annotations

import json
import os
import shutil
import signal
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest
from conftest import STARTER
from distributed import Client, LocalCluster
from helpers import write

from generator.cli import main
from generator.site.fleet import Member, build_fleet, build_member, read_fleet
from generator.site.swap import is_site

COUNTIES = 3


@pytest.fixture(params=[False])
def fleet(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A fleet file with some made-up counties, which print only where a test says so."""
    listed = ""
    for number in range(COUNTIES):
        shutil.copytree(STARTER, tmp_path / f"xian{number}")
        settings = tmp_path / f"xian{number}/catalogue/catalogue.yml"
        text = settings.read_text(encoding="utf-8")
        write(settings, text.replace("title: 社区", f"title: 虚构{number}县社区", 1))
        engine = tmp_path / f"xian{number}/mkdocs.yml"
        text = engine.read_text(encoding="utf-8")
        printing = f"  - catalogue:\n      prints: {str(request.param).lower()}\n      traditional: false\n"
        write(engine, text.replace("  - catalogue\n", printing, 1))
        listed += f"  - id: xian{number}\n    path: xian{number}\n"
    write(tmp_path / "fleet.yml", f"sites: sites\ncatalogues:\n{listed}")
    return tmp_path / "fleet.yml"


def processes() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


def whole(target: Path) -> bool:
    """Tell whether every site is there and as long as its own list of files says."""
    for number in range(COUNTIES):
        site = target / f"xian{number}"
        if not is_site(site) or f"虚构{number}县" not in (site / "index.html").read_text("utf-8"):
            return False
        for path in json.loads((site / "offline.json").read_text(encoding="utf-8"))["files"]:
            assert (site / path).is_file()
    return not list(target.glob(".site-*"))


@pytest.mark.parametrize("fleet", [True], indirect=True)
def test_every_catalogue_gets_its_site_and_a_page_lists_them(fleet, capsys):
    assert main(["fleet", "build", str(fleet), "--jobs", "2"]) == 0

    target = fleet.parent / "sites"
    assert whole(target)
    index = (target / "index.html").read_text(encoding="utf-8")
    assert index.count("<li>") == COUNTIES
    assert '<a href="xian2/">虚构2县社区' in index
    assert f"{COUNTIES}个目录，做成{COUNTIES}个" in capsys.readouterr().out

    assert main(["fleet", "build", str(fleet)]) == 0  # nothing has changed: nothing is built
    assert "xian" not in capsys.readouterr().err


def test_one_that_fails_keeps_its_last_site_and_stops_nobody(fleet, capsys):
    target, members = read_fleet(fleet)
    build_fleet(target, members, processes)
    broken = fleet.parent / "xian1/catalogue/catalogue.yml"
    good = broken.read_text(encoding="utf-8")
    write(broken, good.replace("title: ", "title："))
    write(fleet.parent / "xian2/docs/new.md", "# 新的一页\n")

    assert main(["fleet", "build", str(fleet), "--jobs", "2"]) == 1

    out = capsys.readouterr().out
    assert "xian1没有做成" in out
    assert "Y003" in out
    assert whole(target)
    assert "还是上一次的" in (target / "index.html").read_text(encoding="utf-8")

    write(broken, good)
    assert main(["fleet", "build", str(fleet), "--jobs", "2"]) == 0


def dies_once(mark: str, member: Member):
    """Build, but let the worker be killed the first time it comes to the third county."""
    if member.id == "xian2" and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return build_member(member)


@pytest.mark.deep
def test_a_worker_killed_in_mid_build_loses_nothing(fleet, tmp_path):
    target, members = read_fleet(fleet)

    results = build_fleet(
        target, members, processes, build=partial(dies_once, str(tmp_path / "died"))
    )

    assert [result.built for result in results] == [True] * COUNTIES
    assert (tmp_path / "died").exists()
    assert whole(target)


def always_dies(member: Member):
    if member.id == "xian2":
        os.kill(os.getpid(), signal.SIGKILL)
    return build_member(member)


def test_what_kills_every_worker_is_given_up_and_said(fleet):
    target, members = read_fleet(fleet)

    results = {
        one.id: one for one in build_fleet(target, members[2:3], processes, build=always_dies)
    }

    assert not results["xian2"].built
    assert "BrokenProcessPool" in results["xian2"].said


def test_a_dask_cluster_whose_worker_is_killed(fleet, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    target, members = read_fleet(fleet)
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
        ) as cluster,
        Client(cluster) as client,
    ):
        results = build_fleet(
            target,
            members,
            partial(client.get_executor, pure=False),
            build=partial(dies_once, str(tmp_path / "died")),
        )

    assert [result.built for result in results] == [True] * COUNTIES
    assert (tmp_path / "died").exists()
    assert whole(target)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sites: sites\n", "要写sites"),
        ("sites：sites\n", "全角冒号"),
        ("sites: s\ncatalogues:\n  - id: ../x\n    path: a\n", "每个目录写id"),
        ("sites: s\ncatalogues:\n  - id: a\n    path: a\n  - id: a\n    path: b\n", "a写了两次"),
    ],
)
def test_a_fleet_file_that_is_wrong(tmp_path, capsys, text, said):
    write(tmp_path / "fleet.yml", text)

    assert main(["fleet", "build", str(tmp_path / "fleet.yml")]) == 2
    assert said in capsys.readouterr().err


def test_a_cluster_that_is_not_there(fleet, capsys, monkeypatch):
    monkeypatch.setattr("generator.cli.fleet.CLUSTER_ANSWERS_WITHIN", 1)

    assert main(["fleet", "build", str(fleet), "--dask", "tcp://127.0.0.1:9"]) == 2
    assert "连不上集群" in capsys.readouterr().err
