"""`catalogue init` gives another place a catalogue that checks, is in order and builds at once."""

import shutil
import tomllib
from datetime import date

import pytest
import yaml
from conftest import REPOSITORY
from helpers import small_catalogue, write
from test_bases import install, of_package

from generator.checking import check
from generator.cli import main
from generator.editing.base_copies import PACKAGE
from generator.reading import bases
from generator.reading.bases import SHARED_DATA

LATER = date(2026, 12, 1)
"""A day when everything in the national catalogue has been verified."""
NATIONAL = REPOSITORY / "catalogue/bases/national"
PLACES = [("浙江省", "安吉县", "zhejiang"), ("四川省", "成都市锦江区", "sichuan")]


def started(folder, province, place, on=NATIONAL):
    words = ["--on", str(on), "--province", province, "--place", place]
    return main(["init", str(folder), *words])


@pytest.mark.parametrize(
    ("province", "place", "letters"), [PLACES[0], pytest.param(*PLACES[1], marks=pytest.mark.deep)]
)
def test_over_the_national_catalogue_all_is_sound_at_once(tmp_path, province, place, letters):
    folder = tmp_path / "mine"
    assert started(folder, province, place) == 0

    checked = check(folder / "catalogue", on=LATER)

    assert checked.problems == ()
    settings = checked.catalogue.settings
    assert settings.jurisdiction.name == f"{province}{place}"
    assert settings.jurisdiction.province == province
    assert len(checked.catalogue.vocabularies["life-events"].concepts) > 20
    assert main(["fmt", "--check", "--catalogue", str(folder / "catalogue")]) == 0
    rows = yaml.safe_load((folder / f"待填/{letters}.yml").read_text(encoding="utf-8"))["rows"]
    assert [row["base_serial"] for row in rows] == list(range(1, 21))
    assert {row["name"] for row in rows} == {"待写"}


def test_nothing_of_the_sample_stands_in_for_what_is_above(tmp_path):
    assert started(tmp_path / "mine", "浙江省", "安吉县") == 0

    own = {file.name for file in (tmp_path / "mine/catalogue").iterdir()}
    assert own == {"bases", "bases.lock", "catalogue.yml", "waivers.yml"}


def test_what_every_catalogue_needs_around_it_is_there(tmp_path):
    assert main(["init", str(tmp_path / "plain")]) == 0
    assert started(tmp_path / "over", "浙江省", "安吉县", small_catalogue(tmp_path)) == 0

    for folder in ("plain", "over"):
        for file in (
            "README.md",
            "Makefile",
            ".gitattributes",
            ".gitignore",
            ".vscode/settings.json",
            ".github/workflows/catalogue.yml",
            ".gitea/workflows/catalogue.yml",
            ".gitlab-ci.yml",
        ):
            assert (tmp_path / folder / file).is_file(), file


@pytest.mark.parametrize(
    "file", [".github/workflows/catalogue.yml", ".gitea/workflows/catalogue.yml"]
)
def test_what_runs_elsewhere_is_pinned_and_may_only_read_but_to_publish(tmp_path, file):
    main(["init", str(tmp_path / "plain")])
    flow = yaml.safe_load((tmp_path / "plain" / file).read_text(encoding="utf-8"))

    assert set(flow[True]) == {"push", "pull_request"}
    assert flow["permissions"] == {"contents": "read"}
    writing = {name for name, job in flow["jobs"].items() if "permissions" in job}
    assert writing == {"publish"}
    for job in flow["jobs"].values():
        for step in job["steps"]:
            assert "uses" not in step or len(step["uses"].split("@")[1]) == 40


def test_a_new_catalogue_is_in_order_also_after_a_clone_on_windows(tmp_path):
    main(["init", str(tmp_path / "plain")])

    assert main(["fmt", "--check", "--catalogue", str(tmp_path / "plain/catalogue")]) == 0
    assert "* text=auto eol=lf" in (tmp_path / "plain/.gitattributes").read_text(encoding="utf-8")


def test_a_base_by_name_is_found_in_the_checkout(tmp_path, monkeypatch):
    shutil.copytree(small_catalogue(tmp_path), tmp_path / "here/catalogue/bases/national")
    monkeypatch.chdir(tmp_path / "here")

    assert started(tmp_path / "mine", "浙江省", "安吉县", "national") == 0
    assert (tmp_path / "mine/catalogue/bases/national/bodies/gonganju.yml").is_file()


def test_a_base_by_name_is_found_in_its_package(tmp_path, monkeypatch):
    monkeypatch.setattr(bases, "package_folders", lambda: (tmp_path / "packages",))
    monkeypatch.chdir(tmp_path)
    files = {
        path.replace("x/catalogue", "community_admission_catalogues/shengji"): content
        for path, content in of_package("x").items()
    }
    install(tmp_path / "packages", "community-admission-shengji", files)

    assert started(tmp_path / "mine", "浙江省", "安吉县", "shengji") == 0
    assert (tmp_path / "mine/catalogue/bases/shengji/bodies/gonganju.yml").is_file()


def test_what_lies_above_is_locked_from_the_start(tmp_path):
    assert started(tmp_path / "mine", "浙江省", "安吉县", small_catalogue(tmp_path)) == 0
    body = tmp_path / "mine/catalogue/bases/catalogue/bodies/gonganju.yml"
    write(body, body.read_text(encoding="utf-8") + "# mine\n")

    problems = check(tmp_path / "mine/catalogue", on=LATER).problems
    assert [(one.code, one.location.file) for one in problems] == [
        ("F020", "bases/catalogue/bodies/gonganju.yml")
    ]


@pytest.mark.parametrize("base", ["national", "hubei"])
def test_a_package_of_data_is_named_for_its_folder_and_dated_by_what_it_holds(base):
    folder = REPOSITORY / "catalogue/bases" / base
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    held = yaml.safe_load((folder / "catalogue.yml").read_text(encoding="utf-8"))

    assert project["project"]["name"] == f"{PACKAGE}{base}"
    assert project["project"]["version"] == f"{held['verified_on']:%Y.%-m.%-d}"
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["sources"] == {
        "": f"{SHARED_DATA}/{base}"
    }


def test_a_base_that_is_not_there_is_told(tmp_path, capsys):
    assert started(tmp_path / "mine", "浙江省", "安吉县", tmp_path / "nowhere") == 1
    assert "没有找到上级目录" in capsys.readouterr().err
    assert not (tmp_path / "mine").exists()


def test_place_and_province_go_with_a_base(tmp_path, capsys):
    assert main(["init", str(tmp_path / "mine"), "--on", str(NATIONAL)]) == 2
    assert "--province 浙江省 --place 安吉县" in capsys.readouterr().err


def test_a_name_of_a_place_is_one_text(tmp_path):
    write(tmp_path / "x/catalogue.yml", (small_catalogue(tmp_path) / "catalogue.yml").read_bytes())
    assert started(tmp_path / "mine", "浙江省", "安吉: 县 #1", tmp_path / "x") == 0
    data = yaml.safe_load((tmp_path / "mine/catalogue/catalogue.yml").read_text(encoding="utf-8"))
    assert data["jurisdiction"]["name"] == "浙江省安吉: 县 #1"
