"""Catalogues built on others: what may be a base, where it may lie, and that nothing of it runs."""

from __future__ import annotations

import sys

import pytest
from helpers import DAY, at, small_catalogue, write
from test_guarded import ENTRY, REPOSITORY, problems_of

from generator.checking import check
from generator.reading import bases
from generator.reading.layers import read_layers

MARK = "import pathlib\npathlib.Path(__file__).with_suffix('.ran').touch()\n"


def name_base(root, base):
    settings = root / "catalogue.yml"
    write(settings, f"{settings.read_text(encoding='utf-8')}bases:\n  - {base}\n")


def above(folder):
    """Make the small catalogue one that others may build on."""
    root = small_catalogue(folder / "new")
    return root.rename(folder / "above")


def install(place, name, files, version="1.0"):
    """Put a package with these files where packages are installed, as an installer would."""
    for path, content in files.items():
        write(place / path, content)
    info = f"{name.replace('-', '_')}-{version}.dist-info"
    write(place / info / "METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    listed = [*files, f"{info}/METADATA", f"{info}/RECORD"]
    write(place / info / "RECORD", "".join(f"{path},,\n" for path in listed))


def of_package(package):
    """Return the files of the small catalogue as they lie in a package."""
    root = REPOSITORY / "tests/catalogues/small"
    return {
        f"{package}/catalogue/{file.relative_to(root).as_posix()}": file.read_bytes()
        for file in root.rglob("*.yml")
    }


@pytest.fixture
def city(tmp_path):
    """A catalogue with settings alone."""
    root = small_catalogue(tmp_path)
    for file in root.rglob("*.yml"):
        if file.name != "catalogue.yml":
            file.unlink()
    return root


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """An empty folder of installed packages, the only one there is."""
    monkeypatch.setattr(bases, "package_folders", lambda: (tmp_path / "packages",))
    return tmp_path / "packages"


@pytest.mark.parametrize("name", ["jia-mulu", "Jia_Mulu", "jia.mulu"])
def test_an_installed_package_is_a_base(city, packages, name):
    install(packages, "jia-mulu", {"jia/__init__.py": MARK, **of_package("jia")})
    name_base(city, f"package: {name}")
    found = check(city, on=DAY)

    assert found.problems == ()
    assert found.catalogue.entries["ZM-001"].path == f"{name}/{ENTRY}"
    assert not (packages / "jia/__init__.ran").exists()


@pytest.mark.parametrize("name", ["jia", "catalogue.evil", "evil", "os", "pip"])
def test_a_package_is_never_imported_nor_found_on_the_path(city, monkeypatch, name):
    for place in (city.parent, city):
        for module in ("jia", "evil", "catalogue/evil"):
            write(place / module / "__init__.py", MARK)
        install(place, "jia", of_package("jia"))
        install(place, "evil", of_package("evil"))
        monkeypatch.syspath_prepend(str(place))
    monkeypatch.chdir(city.parent)
    known = set(sys.modules)
    name_base(city, f"package: {name}")

    assert problems_of(city, "F015")
    assert not {module.split(".")[0] for module in sys.modules.keys() - known} & {"jia", "evil"}
    assert not list(city.parent.rglob("*.ran"))


def test_a_package_cannot_list_what_lies_elsewhere(city, packages):
    install(packages, "jia", {f"../elsewhere/{p}": c for p, c in of_package("jia").items()})
    assert (city.parent / "elsewhere/jia/catalogue" / ENTRY).is_file()
    name_base(city, "package: jia")

    assert problems_of(city, "F015")


def test_a_link_of_a_package_cannot_lead_elsewhere(city, packages):
    install(packages, "jia", {"jia/catalogue/catalogue.yml": "x: 1\n"})
    elsewhere = (packages / "jia/catalogue").rename(city.parent / "elsewhere")
    (packages / "jia/catalogue").symlink_to(elsewhere)
    name_base(city, "package: jia")

    assert problems_of(city, "F015")


def test_a_program_in_the_catalogue_of_a_package(city, packages):
    install(packages, "jia", {**of_package("jia"), "jia/catalogue/bodies/x.py": ""})
    name_base(city, "package: jia")

    assert [at(p.location) for p in problems_of(city, "F016")] == ["jia/bodies/x.py:1:1"]


# --- catalogues in folders --------------------------------------------------------------------


@pytest.mark.parametrize(
    "base", ["../above", "../above/", "./x/../../above", "inner", "deep/inner"]
)
def test_a_base_lies_inside_or_beside(city, base):
    above(city.parent)
    for inner in ("inner", "deep/inner"):
        small_catalogue(city.parent / inner).rename(city.parent / inner / "moved")
        (city / inner).parent.mkdir(exist_ok=True)
        (city.parent / inner / "moved").rename(city / inner)
    name_base(city, f"path: {base}")

    assert problems_of(city, "F015") == []
    assert "ZM-001" in check(city, on=DAY).catalogue.entries


@pytest.mark.parametrize(
    "base",
    [
        "..",
        "../",
        "../..",
        "../../far",
        "../../../../../../../../etc",
        "bases/../../../far",
        "{tmp}/far",
        "{tmp}/near/above",
        "/",
        "/proc/self/root",
        "'~'",
        "link-out",
        "link-out/../far",
        "link-in-circles",
        "../link-out",
        "devices",
        "folder",
    ],
)
def test_a_base_lies_nowhere_else(tmp_path, base):
    city = small_catalogue(tmp_path / "near")
    above(tmp_path / "near")
    small_catalogue(tmp_path / "new").rename(tmp_path / "far")
    write(tmp_path / "near/catalogue.yml", "title: x\n")
    (city / "link-out").symlink_to("../../far")
    (city.parent / "link-out").symlink_to("../far")
    (city / "link-in-circles").symlink_to("link-in-circles")
    (city / "devices").mkdir()
    (city / "devices/catalogue.yml").symlink_to("/dev/zero")
    (city / "folder/catalogue.yml").mkdir(parents=True)
    name_base(city, f"path: {base.format(tmp=tmp_path)}")
    found = check(city, on=DAY)

    assert [p.location.file for p in found.problems if p.code == "F015"] == ["catalogue.yml"]
    assert found.folders == (city,)


def test_a_link_is_a_base_when_it_stays_inside(city):
    above(city)
    (city / "bases").mkdir()
    (city / "bases/linked").symlink_to("../above")
    name_base(city, "path: bases/linked")

    assert "ZM-001" in check(city, on=DAY).catalogue.entries


@pytest.mark.parametrize(
    "base",
    ["path: ../above\n    package: jia", "path: ../above\n    more: x", "path: ../above\n  - x"],
)
def test_nothing_is_looked_for_before_the_schema_is_content(city, packages, base):
    install(packages, "jia", of_package("jia"))
    above(city.parent)
    name_base(city, base)
    found = check(city, on=DAY)

    assert found.folders == (city,)
    assert {p.code[0] for p in found.problems if p.location.file == "catalogue.yml"} == {"S"}


def test_another_mistake_in_the_settings_does_not_hide_the_bases(city):
    above(city.parent)
    name_base(city, "path: ../above")
    text = (city / "catalogue.yml").read_text(encoding="utf-8")
    write(city / "catalogue.yml", text.replace("title:", "titel:", 1))

    assert "ZM-001" in check(city, on=DAY).catalogue.entries


def test_a_base_that_many_name_is_read_once(tmp_path):
    """Five that name five each, six deep, are not read 5 x 5 x 5 x 5 x 5 x 5 times."""
    for level in range(6):
        for number in range(5):
            root = small_catalogue(tmp_path / "new").rename(tmp_path / f"c{level}{number}")
            (tmp_path / "new").rmdir()
            if level:
                names = [f"path: ../c{level - 1}{place}" for place in range(5)]
                name_base(root, "\n  - ".join(names))
    read = []

    def counted(folder):
        read.append(folder.name)
        return check_folder(folder)

    def check_folder(folder):
        from generator.reading.folder import read_folder  # noqa: PLC0415

        return read_folder(folder, folders={"certificates"}, files={"catalogue.yml"})

    read_layers(tmp_path / "c50", counted, frozenset({"certificates"}), lambda _: True)

    assert len(read) == 26
