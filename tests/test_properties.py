"""What must hold for any input: nothing raises, every place is true, order does not matter."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import partial

import pytest
import yaml
from helpers import DAY, SMALL, TESTS, examples, small_catalogue
from hypothesis import example, given
from hypothesis import strategies as st

from generator.checking import check
from generator.model.catalogue import assemble
from generator.problems import machine, sarif, text
from generator.problems.problem import Location, in_order
from generator.reading import typing_errors
from generator.reading.document import Document
from generator.reading.folder import decode
from generator.reading.parse import parse
from generator.rules.check import check as check_rules
from generator.rules.explanations import all_explanations
from generator.rules.rule import RuleContext
from generator.schema.check import compile_conversions, convert
from generator.schema.kinds import load_kinds

KINDS = load_kinds()
BASE = {
    file.relative_to(SMALL).as_posix(): parse(file.read_text("utf-8"), file.name).document.data
    for file in sorted(SMALL.rglob("*.yml"))
}


# --- texts ---------------------------------------------------------------------------------

SIGNS = (TESTS / "data" / "signs.txt").read_text("utf-8").split()
BLANKS = [" ", "  ", "　", "\t", "\n", "\n  ", "\n\n", "\r\n", "\r"]
HIDDEN = ["\u200b", "\ufeff", "\x08", "\u3164", "\u2800", "\U000e0041", "\U000e0100", "葛"]
PIECES = st.sampled_from([*SIGNS, ": ", "- ", *BLANKS, *HIDDEN])
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(st.characters(), max_size=60)


@examples(200)
@given(TEXTS)
def test_reading_any_text_never_raises_and_points_into_it(written):
    reading = parse(written, "x.yml")

    lines = written.split("\n")
    assert (reading.document is None) == bool(reading.problems)
    for problem in reading.problems:
        line = lines[problem.location.line - 1].rstrip("\r")
        assert 1 <= problem.location.column <= len(line) + 1
        assert len(problem.source_line) in {0, len(line)}
        assert "\n" not in problem.repaired
    assert all(render(reading.problems))


LINES = st.lists(
    st.sampled_from([*SIGNS, "a", "name", "居住", "-", ": ", "：", "- ", " ", "　", "\t", "#"]),
    max_size=7,
)


@examples(500)
@given(LINES.map("".join))
def test_a_line_passed_over_as_sound_has_no_slip(line):
    if typing_errors.SOUND.match(line):
        assert not any(
            search(line) for search in (*typing_errors.SEARCHES, typing_errors.chinese_key)
        )


@examples(200)
@given(TEXTS)
def test_a_repaired_line_does_not_have_the_same_slip_again(written):
    told = [p for p in parse(written, "x.yml").problems if p.repaired and p.code != "Y001"]
    lines = written.split("\n")
    for problem in told:
        lines[problem.location.line - 1] = problem.repaired

    again = {(p.code, p.location.line) for p in parse("\n".join(lines), "x.yml").problems}

    # A line with two slips shows the second once the first is mended.
    assert all((p.code, p.location.line) not in again or p.code == "Y022" for p in told)


@examples(200)
@given(st.binary(max_size=60) | TEXTS.map(lambda t: t.encode("gb18030", "replace")))
def test_decoding_any_bytes_never_raises(content):
    reading = decode(content, "x.yml")

    assert (reading.document is None) == bool(reading.problems)
    assert all(render(reading.problems))


def render(problems):
    """Write the problems in every way; each must be text that can be sent out."""
    return (
        [
            write(problems).encode()
            for write in (
                text.render,
                machine.render_json,
                machine.render_github,
                machine.render_gitlab,
                partial(sarif.render, explained=all_explanations()),
            )
        ]
        if problems
        else [b"none"]
    )


# --- places --------------------------------------------------------------------------------

KEYS = st.text("编号𠮷名称ab_", min_size=1, max_size=4)
LEAVES = st.text("文字𠮷居住甲乙，、。", max_size=6).map("值{}".format)
NESTED = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(KEYS, inner, min_size=1, max_size=4)
    ),
    max_leaves=15,
)


class Writer:
    """Writes YAML in many styles and notes where everything went."""

    def __init__(self, random):
        self.random = random
        self.text = ""
        self.places = {}

    def mark(self, pointer, *, key=False):
        line = self.text.rsplit("\n", 1)[-1]
        self.places.setdefault((pointer, key), (self.text.count("\n") + 1, len(line) + 1))

    def scalar(self, value):
        self.text += self.random.choice(["{}", "'{}'", '"{}"']).format(value)

    def flow(self, value, pointer):
        self.mark(pointer)
        if isinstance(value, dict):
            self.text += "{"
            for key, item in value.items():
                self.mark((*pointer, key), key=True)
                self.scalar(key)
                self.text += ": "
                self.flow(item, (*pointer, key))
                self.text += ", "
            self.text += "}"
        elif isinstance(value, list):
            self.text += "["
            for index, item in enumerate(value):
                self.flow(item, (*pointer, index))
                self.text += ", "
            self.text += "]"
        else:
            self.scalar(value)

    def block(self, value, pointer=(), depth=0):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            self.text += "  " * depth
            self.mark(pointer)
            here = (*pointer, step)
            if isinstance(value, dict):
                self.mark(here, key=True)
                self.scalar(step)
                self.text += ":"
            else:
                self.text += "-"
            if isinstance(item, str) or self.random.random() < 0.3:
                self.text += " "
                self.flow(item, here)
                self.text += self.random.choice(["", " # 注", "   "]) + "\n"
            else:
                self.text += self.random.choice(["\n", " # 注\n", "\n\n"])
                self.block(item, here, depth + 1)


@examples(200)
@given(st.dictionaries(KEYS, NESTED, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_every_value_is_found_where_it_was_written(data, random):
    writer = Writer(random)
    writer.block(data)

    document = parse(writer.text, "x.yml").document

    assert document.data == data
    for (pointer, is_key), (line, column) in writer.places.items():
        assert document.location(pointer, key=is_key) == Location("x.yml", line, column)


# --- whole catalogues ----------------------------------------------------------------------


def names(schema):
    """Yield every key and every choice a schema knows."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from schema.get("enum", ())
        for inner in schema.values():
            yield from names(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from names(inner)


WORDS = sorted({str(name) for text in KINDS.texts.values() for name in names(json.loads(text))})
HOSTILE = st.sampled_from(
    [
        *(TESTS / "data" / "hostile.txt").read_text("utf-8").split(),
        *("", " ", "\t", "\u0301", "字" * 4000, "a" * 300, "葛\U000e0100", "\ue000", "\u0410类"),
    ]
)
VALUES = st.recursive(
    HOSTILE | st.sampled_from(WORDS) | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(WORDS) | HOSTILE, inner, max_size=4)
    ),
    max_leaves=6,
)
NEW_FILES = [f"{folder}/zm-002-x.yml" for folder in sorted(KINDS.folders)]
FILES = st.sampled_from([*BASE, *NEW_FILES, "waivers.yml", "permits/x.yml", "certificates/x.yaml"])


@st.composite
def spoilt_files(draw):
    """Some files of the small catalogue with something replaced, added or left out."""
    files = {}
    for path in draw(st.lists(FILES, min_size=1, max_size=3)):
        data = json.loads(json.dumps(BASE.get(path, BASE["certificates/zm-001-qinshu-guanxi.yml"])))
        for _ in range(draw(st.integers(1, 3))):
            holder = draw(st.sampled_from(list(holders(data))))
            if isinstance(holder, list):
                holder.append(draw(VALUES))
            elif holder and draw(st.booleans()):
                key = draw(st.sampled_from(sorted(holder)))
                holder[key] = draw(VALUES)
                if draw(st.booleans()):
                    del holder[key]
            else:
                holder[draw(st.sampled_from(WORDS))] = draw(VALUES)
        files[path] = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    return files


def holders(value):
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from holders(inner)


def adopts(text):
    """Tell whether a file goes on with one above, of which a damaged ``catalogue.yml`` says nothing."""
    return isinstance(yaml.safe_load(text).get("adoption"), dict)


NULL_ADOPTION = {"bodies/gonganju.yml": "id: gonganju\nname: 公安局\nadoption: '~'\n"}


@examples(60)
@given(files=spoilt_files(), day=st.dates(date(1900, 1, 1), date(9999, 12, 30)))
@example(files=NULL_ADOPTION, day=DAY)
def test_checking_any_catalogue_never_raises(tmp_path_factory, files, day):
    root = small_catalogue(tmp_path_factory.mktemp("any"), files)

    checked = check(root, on=day)

    lines = {
        path: (root / path).read_text("utf-8").split("\n")
        for path in {problem.location.file for problem in checked.problems}
        if (root / path).is_file()
    }
    for problem in checked.problems:
        assert problem.message
        if problem.location.file in lines:
            line = lines[problem.location.file][problem.location.line - 1]
            assert 1 <= problem.location.column <= len(line) + 1
    told = {problem.location.file for problem in checked.problems}
    assert all(
        path in checked.documents
        or path.split("/")[0] in told
        or path in told
        or ("catalogue.yml" in told and adopts(files[path]))
        for path in files
    )
    assert all(render(checked.problems))


@examples(30)
@given(files=spoilt_files(), data=st.data())
def test_the_order_of_files_changes_nothing(files, data):
    conversions = compile_conversions(KINDS)
    documents = []
    for path, value in {**BASE, **files}.items():
        kind = KINDS.by_key.get(path.split("/")[0])
        written = value if isinstance(value, str) else yaml.safe_dump(value, allow_unicode=True)
        document = parse(written, path).document
        if kind is None or document is None or not path.endswith(".yml"):
            continue
        document = convert(document, conversions[kind.folder or kind.file])
        if KINDS.conforms(kind.folder or kind.file, document.data):
            documents.append((kind, document))
    ids = [document.data.get("id") for _, document in documents]
    documents = [
        pair for pair, number in zip(documents, ids, strict=True) if ids.count(number) == 1
    ]

    assert problems_of(documents) == problems_of(data.draw(st.permutations(documents)))


def problems_of(documents):
    catalogue = assemble(documents, KINDS)
    by_path = {document.path: document for _, document in documents}
    return in_order(check_rules(catalogue, by_path, RuleContext(on=DAY + timedelta(days=400))))


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_day_there_are(day, tmp_path):
    assert check(small_catalogue(tmp_path), on=day).documents


def test_pointers_into_a_document_made_by_hand():
    document = Document("x.yml", {}, "a: [\n")

    assert document.location(("a", 3, "b")).line == 1
