"""Many catalogues at once: on processes, on a Dask cluster, with workers that die."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import redirect_stdout
from functools import partial
from io import StringIO
from multiprocessing import get_context
from pathlib import Path

import pytest
from conftest import STARTER
from distributed import Client, LocalCluster
from dying import always_dies, dies_once
from helpers import sampled, write

from generator.cli import main
from generator.site.fleet import build_fleet, read_fleet
from generator.site.swap import is_site

COUNTIES = range(3)


def counties(folder: Path, numbers: Iterable[int] = COUNTIES) -> Path:
    """Make a fleet file with some made-up counties."""
    listed = ""
    for number in numbers:
        shutil.copytree(STARTER, folder / f"xian{number}")
        settings = folder / f"xian{number}/catalogue/catalogue.yml"
        text = settings.read_text(encoding="utf-8")
        text = text.replace("title: 社区", f"title: 虚构{number}县社区", 1)
        place = f"name: 虚构{number}县\n  province: 虚构省"
        write(settings, text.replace("name: 某县（请改成本地名称）", place, 1))
        engine = folder / f"xian{number}/mkdocs.yml"
        text = engine.read_text(encoding="utf-8")
        plain = "  - catalogue:\n      prints: false\n      traditional: false\n"
        write(engine, text.replace("  - catalogue\n", plain, 1))
        listed += f"  - id: xian{number}\n    path: xian{number}\n"
    write(folder / "fleet.yml", f"sites: sites\ncatalogues:\n{listed}")
    return folder / "fleet.yml"


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """A fleet file of which nothing is built."""
    return counties(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A fleet file of which all is built, and what the command said; copied by who changes it."""
    file = counties(tmp_path_factory.mktemp("fleet"))
    with redirect_stdout(StringIO()) as said:
        assert main(["fleet", "build", str(file), "--jobs", "1"]) == 0
    return file, said.getvalue()


def processes(number: int = 2) -> ProcessPoolExecutor:
    """Return an executor whose workers come from one process that has imported what they need."""
    context = get_context("forkserver")
    context.set_forkserver_preload([dies_once.__module__])
    return ProcessPoolExecutor(number, mp_context=context)


def whole(target: Path, numbers: Iterable[int] = COUNTIES) -> bool:
    """Tell whether every site is there and as long as its own list of files says."""
    for number in numbers:
        site = target / f"xian{number}"
        if not is_site(site) or f"虚构{number}县" not in (site / "index.html").read_text("utf-8"):
            return False
        for path in json.loads((site / "offline.json").read_text(encoding="utf-8"))["files"]:
            assert (site / path).is_file()
    return not list(target.glob(".site-*"))


def test_every_catalogue_gets_its_site_and_a_page_lists_them(built, capsys):
    fleet, said = built
    target = fleet.parent / "sites"
    assert whole(target)
    index = (target / "index.html").read_text(encoding="utf-8")
    assert index.count("<li>") == len(COUNTIES)
    assert '<a href="xian2/">虚构2县社区' in index
    assert index.count("<h2>虚构省</h2>") == 1
    assert "<b>虚构2县</b>" in index
    assert f"{len(COUNTIES)}个目录，做成{len(COUNTIES)}个" in said

    assert main(["fleet", "build", str(fleet)]) == 0  # nothing has changed: nothing is built
    assert "xian" not in capsys.readouterr().err


def test_one_that_fails_keeps_its_last_site_and_stops_nobody(built, tmp_path, capsys):
    fleet = shutil.copytree(built[0].parent, tmp_path / "fleet") / "fleet.yml"
    target, members = read_fleet(fleet)
    broken = fleet.parent / "xian1/catalogue/catalogue.yml"
    good = broken.read_text(encoding="utf-8")
    write(broken, good.replace("title: ", "title："))
    write(fleet.parent / "xian2/docs/new.md", "# 新的一页\n")

    assert main(["fleet", "build", str(fleet), "--jobs", "1"]) == 1

    out = capsys.readouterr().out
    assert "xian1没有做成" in out
    assert "Y003" in out
    assert whole(target)
    index = (target / "index.html").read_text(encoding="utf-8")
    assert "还是上一次的" in index
    assert "<b>虚构1县</b>" in index

    write(broken, good)
    results = build_fleet(target, members, partial(ThreadPoolExecutor, 1))
    assert all(result.built for result in results)
    assert "还是上一次的" not in (target / "index.html").read_text(encoding="utf-8")


@pytest.mark.deep
def test_a_worker_killed_in_mid_build_loses_nothing(fleet, tmp_path):
    target, members = read_fleet(fleet)

    results = build_fleet(
        target, members, processes, build=partial(dies_once, str(tmp_path / "died"))
    )

    assert [result.built for result in results] == [True] * len(COUNTIES)
    assert (tmp_path / "died").exists()
    assert whole(target)


def test_what_kills_every_worker_is_given_up_and_said(fleet):
    target, members = read_fleet(fleet)

    (result,) = build_fleet(target, members[2:], partial(processes, 1), build=always_dies)

    assert (result.id, result.built) == ("xian2", False)
    assert "BrokenProcessPool" in result.said


@sampled("workers", sample=1, whole=2)
def test_a_dask_cluster_whose_worker_is_killed(tmp_path, monkeypatch, workers):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    target, members = read_fleet(counties(tmp_path, [1, 2]))
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
        ) as cluster,
        Client(cluster) as client,
    ):
        results = build_fleet(
            target,
            members,
            partial(client.get_executor, pure=False),
            build=partial(dies_once, str(tmp_path / "died")),
        )

    assert [result.built for result in results] == [True, True]
    assert (tmp_path / "died").exists()
    assert whole(target, [1, 2])


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
