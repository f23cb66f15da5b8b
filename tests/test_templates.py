"""Templates show a view and nothing else: every name they read is an attribute of it."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
from helpers import write
from jinja2 import Environment, nodes
from template_views import VIEWS

from generator.outputs.pages.environment import TEMPLATES, CompiledTemplates, environment
from generator.views.entry_page import EntryPageView
from generator.views.sections import types, work_types
from generator.views.site import SiteView

ENV: Environment = environment()
ANY: Any = object()
"""The type of what cannot be told, such as a macro's argument."""
MOST_COLUMNS = 120
SECTIONS = {
    class_.id: class_
    for class_ in (*vars(types).values(), *vars(work_types).values())
    if isinstance(class_, type) and issubclass(class_, types.Section) and "id" in vars(class_)
}


def parsed(template: str) -> nodes.Template:
    assert ENV.loader is not None
    return ENV.parse(ENV.loader.get_source(ENV, template)[0])


def attribute_type(owner: Any, name: str) -> Any:
    """Return the type of an attribute; ``ANY`` when it cannot be told, ``None`` if there is none."""
    if owner is ANY or get_origin(owner) in {Mapping, dict} or owner in {str, int}:
        return ANY
    if get_origin(owner) in {Union, UnionType}:
        options = [one for one in get_args(owner) if one is not type(None)]
        found = [attribute_type(one, name) for one in options]
        return None if None in found else found[0]
    if dataclasses.is_dataclass(owner) or issubclass(owner, msgspec.Struct):
        hints = get_type_hints(owner)
        if name in hints:
            return hints[name]
        inherited = getattr(owner, name, None)
        if isinstance(inherited, property):
            return get_type_hints(inherited.fget).get("return", ANY)
    return ANY if callable(getattr(owner, name, None)) else None


def name_of(owner: Any) -> str:
    """Return the name of a class, or of the one beside ``None``."""
    options = [one for one in get_args(owner) if one is not type(None)]
    return str((options[0] if options else owner).__name__)


def item_type(owner: Any) -> Any:
    """Return the type of what a loop goes over."""
    arguments = get_args(owner)
    return arguments[0] if get_origin(owner) is tuple and arguments else ANY


class Reader:
    """Reads one template with the types of the names it is given."""

    def __init__(self, template: str, **given: type) -> None:
        self.template, self.given = template, given
        self.wrong: list[str] = []

    def read(self) -> list[str]:
        known = {**self.given, "site": SiteView, "root": str}
        self.block(parsed(self.template).body, known)
        return self.wrong

    def block(self, body: list[nodes.Node], known: dict[str, Any]) -> None:
        for node in body:
            self.node(node, known)

    def node(self, node: nodes.Node, known: dict[str, Any]) -> None:
        if isinstance(node, nodes.For):
            over = self.type_of(node.iter, known)
            inner = {**known, "loop": ANY, **self.targets(node.target, item_type(over))}
            if node.test is not None:
                self.type_of(node.test, inner)
            self.block([*node.body, *node.else_], inner)
        elif isinstance(node, nodes.Macro):
            arguments = {argument.name: ANY for argument in node.args}
            known[node.name] = ANY
            self.block(node.body, {**known, **arguments, "caller": ANY})
        elif isinstance(node, nodes.Assign):
            known.update(self.targets(node.target, self.type_of(node.node, known)))
        elif isinstance(node, nodes.Import):
            known[node.target] = ANY
        elif isinstance(node, nodes.Include | nodes.Extends):
            self.type_of(node.template, known)
        elif isinstance(node, nodes.Expr):
            self.type_of(node, known)
        else:
            for child in node.iter_child_nodes():
                self.node(child, known)

    def targets(self, target: nodes.Node, type_: Any) -> dict[str, Any]:
        if isinstance(target, nodes.Name):
            return {target.name: type_}
        if isinstance(target, nodes.Tuple):
            parts = get_args(type_) if get_origin(type_) is tuple else ()
            many = parts if len(parts) == len(target.items) else [ANY] * len(target.items)
            pairs = zip(target.items, many, strict=True)
            return {
                name: found
                for item, part in pairs
                for name, found in self.targets(item, part).items()
            }
        return {}

    def type_of(self, node: nodes.Node, known: dict[str, Any]) -> Any:
        if isinstance(node, nodes.Name):
            if node.name not in known:
                self.wrong.append(f"{self.template}:{node.lineno}: {node.name}")
            return known.get(node.name, ANY)
        if isinstance(node, nodes.Getattr):
            owner = self.type_of(node.node, known)
            found = attribute_type(owner, node.attr)
            if found is None:
                self.wrong.append(f"{self.template}:{node.lineno}: {name_of(owner)}.{node.attr}")
                return ANY
            return found
        if isinstance(node, nodes.Filter) and node.node is not None:
            inner = self.type_of(node.node, known)
            for child in (*node.args, *(one.value for one in node.kwargs)):
                self.type_of(child, known)
            return inner if node.name in {"list", "sort", "reverse"} else ANY
        for child in node.iter_child_nodes():
            self.type_of(child, known)
        return ANY


def used_templates(template: str) -> Iterator[str]:
    """Yield a template and every one that it includes or extends by name."""
    yield template
    for node in parsed(template).find_all((nodes.Include, nodes.Extends)):
        if isinstance(node.template, nodes.Const):
            yield from used_templates(str(node.template.value))


@pytest.mark.parametrize("template", sorted(VIEWS))
def test_a_template_reads_only_what_its_view_has(template):
    wrong = [
        found
        for name in dict.fromkeys(used_templates(template))
        for found in Reader(name, view=VIEWS[template]).read()
    ]

    assert wrong == []


def test_every_template_has_a_view_or_is_part_of_one_that_has():
    used = {name for template in VIEWS for name in used_templates(template)}
    files = {file.name for file in TEMPLATES.glob("*.j2") if not file.name.startswith("_")}

    assert files == used - {"_ask.html.j2"}


def test_every_section_has_a_template_and_every_template_a_section():
    files = {file.name.removesuffix(".html.j2") for file in (TEMPLATES / "sections").iterdir()}

    assert files == SECTIONS.keys()


@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_a_section_reads_only_what_it_is_given(section):
    template = f"sections/{section}.html.j2"

    assert Reader(template, view=EntryPageView, section=SECTIONS[section]).read() == []


@pytest.mark.parametrize("template", sorted(VIEWS))
def test_a_view_is_frozen(template):
    assert dataclasses.is_dataclass(VIEWS[template])
    assert VIEWS[template].__dataclass_params__.frozen


@pytest.mark.parametrize(
    "template",
    sorted(file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.j2")),
)
def test_template_lines_can_be_read(template):
    lines = (TEMPLATES / template).read_text(encoding="utf-8").splitlines()

    assert [n for n, line in enumerate(lines, 1) if len(line) > MOST_COLUMNS] == []


@dataclasses.dataclass(frozen=True)
class Row:
    title: str


@dataclasses.dataclass(frozen=True)
class Table:
    rows: tuple[Row, ...]
    note: Row | None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{% for row in view.rows %}{{ row.title|e }}{% endfor %}", []),
        ("{% for row in view.rows if row.x %}{{ row.name }}{% endfor %}", ["Row.x", "Row.name"]),
        ("{{ view.note.title }}{{ view.note.name }}{{ view.notes }}", ["Row.name", "Table.notes"]),
        ("{{ catalogue.entries }}", ["catalogue"]),
        (
            "{% macro cell(text) %}{{ text.anything }}{{ view.rows }}{{ other }}{% endmacro %}",
            ["other"],
        ),
    ],
)
def test_a_name_that_is_not_there_is_found(text, wrong):
    reader = Reader("text", view=Table)
    reader.block(ENV.parse(text).body, {"view": Table, "root": str})

    assert reader.wrong == [f"text:1: {name}" for name in wrong]


def shown(template: Path) -> str:
    """Return what a template shows in an environment that is made for it."""
    return environment((template.parent,)).get_template(template.name).render()


def test_what_is_compiled_is_kept_as_long_as_the_text_is_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(CompiledTemplates, "FOLDER", tmp_path / "kept")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    template = tmp_path / "own/page.html.j2"
    compiled: list[str] = []
    compile_ = Environment.compile

    def note(env: Environment, source: str, *given: Any) -> Any:
        compiled.append(source)
        return compile_(env, source, *given)

    monkeypatch.setattr(Environment, "compile", note)
    for text in ("one", "one", "two", "two"):
        write(template, text)
        assert shown(template) == text

    assert compiled == ["one", "two"]


def test_where_nothing_may_be_written_templates_are_compiled_each_time(tmp_path, monkeypatch):
    monkeypatch.setattr(CompiledTemplates, "FOLDER", Path("/proc/kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    write(tmp_path / "own/page.html.j2", "one")

    assert shown(tmp_path / "own/page.html.j2") == "one"
