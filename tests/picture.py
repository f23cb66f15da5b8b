"""The picture of which room imports which, in CONTRIBUTING.md: `make picture` draws it anew."""

from __future__ import annotations

from pathlib import Path

import grimp

PAGE = Path(__file__).resolve().parent.parent / "CONTRIBUTING.md"
BEGIN, END = "```mermaid\n", "```\n"
PACKAGE = "generator"


def imports() -> dict[str, set[str]]:
    """Return for each room of the package the rooms it imports."""
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    rooms = {name.split(".")[1] for name in graph.find_children(PACKAGE)}
    found: dict[str, set[str]] = {room: set() for room in rooms}
    for module in graph.modules - {PACKAGE}:
        room = module.split(".")[1]
        for imported in graph.find_modules_directly_imported_by(module) - {PACKAGE}:
            found[room] |= {imported.split(".")[1]} - {room}
    return found


def below(room: str, found: dict[str, set[str]]) -> set[str]:
    """Return every room that one reaches. Raises ``RecursionError`` where there is a circle."""
    return found[room].union(*(below(one, found) for one in found[room]))


def picture() -> str:
    """Return the picture in Mermaid: an arrow for each import that no others imply."""
    found = imports()
    arrows = [
        (room, imported)
        for room in sorted(found)
        for imported in sorted(found[room])
        if not any(imported in below(other, found) for other in found[room] - {imported})
    ]
    return "graph TD\n" + "".join(f"  {room} --> {imported}\n" for room, imported in arrows)


def drawn(page: str) -> str:
    """Return the page with the picture in its place."""
    before, begin, rest = page.partition(BEGIN)
    assert begin, "the page has no place for the picture"
    return f"{before}{BEGIN}{picture()}{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
