"""Schemas: converting by type, formats checked for real, kinds without a second list."""

import json
import re
from copy import deepcopy
from functools import cache, reduce
from pathlib import Path

import pytest
from helpers import DAY, examples, small_catalogue, told, write
from hypothesis import given
from hypothesis import strategies as st

from generator.checking import check
from generator.reading.parse import parse
from generator.schema import formats
from generator.schema.check import check as check_document
from generator.schema.check import compile_conversions, convert
from generator.schema.kinds import load_kinds
from generator.schema.walk import Reference, compile_references, schema_at

KINDS = load_kinds()


def converted(kind, text):
    document = parse(text, "x.yml").document
    return convert(document, compile_conversions(KINDS)[kind]).data


class TestConversion:
    def test_whole_numbers_and_true_or_false(self):
        text = "rows:\n  - {serial: 007, name: 12}\nexpected_count: 3\n"

        assert converted("upstream", text) == {
            "rows": [{"serial": 7, "name": "12"}],
            "expected_count": 3,
        }
        assert converted("bodies", "name_verified: false\n") == {"name_verified": False}

    @pytest.mark.parametrize("written", ["三", "-1", "1.0", "１", "9" * 16, "[1]", "True", ""])
    def test_what_is_none_stays_for_the_schema_to_judge(self, written):
        before = parse(f"expected_count: {written}\n", "x.yml").document.data

        assert converted("upstream", f"expected_count: {written}\n") == before

    def test_shared_definitions_are_followed(self):
        text = "upstream:\n  - {list: a, serial: 2, relation: same}\n"

        assert converted("certificates", text)["upstream"][0]["serial"] == 2


class TestFormats:
    @pytest.mark.parametrize(
        "value",
        ["2026-11-23", "2024-02-29", "1949-10-01", "1900-01-01", "2199-12-31", None, 3],
    )
    def test_dates(self, value):
        assert formats.is_date(value)

    @pytest.mark.parametrize(
        "value",
        [
            "2026-02-30",
            "2025-02-29",
            "2026-1-1",
            "20261123",
            "2026-11-23T00:00",
            "２０２６-11-23",
            "1899-12-31",
            "2200-01-01",
            "0001-01-01",
            "9999-12-31",
            "",
        ],
    )
    def test_no_dates(self, value):
        assert not formats.is_date(value)

    @pytest.mark.parametrize("year", ["0001", "1899", "1900", "2199", "2200", "9999"])
    def test_the_schema_tells_other_programs_which_years(self, year):
        assert formats.is_date(f"{year}-01-01") == bool(
            re.search(KINDS.common["day"]["pattern"], f"{year}-01-01")
        )

    def test_every_date_is_a_day_of_the_shared_definition(self):
        dates = {
            name: text.count('"format": "date"')
            for name, text in KINDS.texts.items()
            if '"format": "date"' in text
        }

        assert dates == {"common.schema.json": 1}

    @pytest.mark.parametrize("value", ["0", "60000", "0.9", "1" * 15, None])
    def test_amounts(self, value):
        assert formats.is_decimal(value)

    @pytest.mark.parametrize("value", ["60,000", "6万", "-1", "1e5", "NaN", ".5", "1" * 16, "１"])
    def test_no_amounts(self, value):
        assert not formats.is_decimal(value)

    @pytest.mark.parametrize("value", ["https://www.gov.cn/a?b=1", "http://例子.中国/页", None])
    def test_web_addresses(self, value):
        assert formats.is_web_address(value)

    @pytest.mark.parametrize(
        "value",
        [
            "javascript:alert(1)",
            "JAVASCRIPT:alert(1)",
            "data:text/html,x",
            "//www.gov.cn",
            "https://",
            "https://www.gov.cn:99999",
            "https://[::1",
            "https://www.gov.cn/\"onclick='x'",
            "https://www.gov.cn/a\nb",
            "ftp://www.gov.cn",
        ],
    )
    def test_no_web_addresses(self, value):
        assert not formats.is_web_address(value)

    @pytest.mark.parametrize(
        "value", ["民发〔2020〕20号", "主席令第三十七号", "国发〔2023〕1号", None]
    )
    def test_document_numbers(self, value):
        assert formats.is_document_number(value)

    @pytest.mark.parametrize(
        "value",
        [
            "民发[2020]20号",
            "民发（2020）20号",
            "民发【2020】20号",
            "民发［2020］20号",
            "民发(2020)20号",
        ],
    )
    def test_no_document_numbers(self, value):
        assert not formats.is_document_number(value)


class TestWords:
    def problems(self, kind, text):
        document = convert(parse(text, "x.yml").document, compile_conversions(KINDS)[kind])
        return [told(p, "x.yml") for p in check_document(document, KINDS.by_key[kind], KINDS)]

    def test_long_values_are_cut(self):
        problem = self.problems(
            "vocabularies", f"id: x\ntitle: x\nconcepts: [{{id: {'长' * 500}, label: x}}]\n"
        )[0]

        assert problem["message"] == f"“编号”（id）的写法不对：“{'长' * 60}……”"

    def test_thousands_of_mistakes_are_told_in_time(self):
        text = "id: x\ntitle: x\nconcepts:\n" + "  - {id: x, label: y, k: z}\n" * 3000

        assert len(self.problems("vocabularies", text)) == 3000

    def test_an_empty_value_is_no_wrong_choice_as_well(self):
        told_codes = [p["code"] for p in self.problems("bodies", "id: x\ntype:\n")]

        assert told_codes == ["S001", "S001", "S001", "S006"]


class TestKinds:
    def test_every_kind_says_where_its_files_are(self):
        assert {"certificates", "services", "seal-uses", "bodies", "sources"} <= KINDS.folders
        assert {"catalogue.yml", "waivers.yml"} <= KINDS.files
        assert [kind.prefix for kind in KINDS.of_entries()] == ["ZM", "SX", "YZ", "FD", "JF"]

    def test_verdicts_have_words_in_every_kind(self):
        for kind in KINDS.of_entries():
            choices = kind.schema["properties"]["decision"]["enum"]
            assert list(kind.decision_words) == choices, kind.name

    def test_words_of_shared_definitions(self):
        assert KINDS.labels("status")["in_force"] == "现行"
        assert KINDS.labels("routes", "type")["issuing_body"] == "找该开的单位"

    def test_references_are_found_where_they_stand(self):
        schema = KINDS.by_key["certificates"].schema
        data = {"routes": [{"body": "a", "sources": ["b"]}, {"body": None}], "related": ["ZM-002"]}

        assert list(compile_references(schema, KINDS.common)(data)) == [
            Reference(("routes", 0, "body"), "bodies", "a"),
            Reference(("routes", 0, "sources", 0), "sources", "b"),
            Reference(("related", 0), "entries", "ZM-002"),
        ]

    def test_every_reference_of_a_schema_names_something_that_can_be_there(self):
        targets = KINDS.folders | {"entries"}
        for name, text in KINDS.texts.items():
            for target in find_all(json.loads(text), "x-ref"):
                assert target in targets or target.startswith("vocabularies/"), name

    def test_schema_of_a_value(self):
        schema = KINDS.by_key["certificates"].schema

        assert schema_at(schema, ("routes", 3, "body"), KINDS.common)["x-ref"] == "bodies"
        assert schema_at(schema, ("没有", 1), KINDS.common) == {}

    @pytest.mark.parametrize("end", ["\n", " ", "。"])
    def test_a_pattern_is_about_the_whole_text(self, end):
        for number, agreed in (("gonganju", True), (f"gonganju{end}", False)):
            assert KINDS.conforms("vocabularies", vocabulary(number)) is agreed


def vocabulary(number):
    return {"id": number, "title": "x", "concepts": [{"id": "a", "label": "甲"}]}


class TestSchemasOfOthers:
    def test_another_kind_needs_a_schema_only(self, tmp_path):
        root = small_catalogue(tmp_path, {"notices/gonggao.yml": "id: gonggao\nby: 公安局\n"})
        problems = check(with_schema(root, notice()), on=DAY).problems

        assert [(p.code, p.repaired) for p in problems] == [("R001", "by: gonganju")]

    def test_a_keyword_without_words_of_its_own_is_told_all_the_same(self, tmp_path):
        root = small_catalogue(tmp_path, {"notices/gonggao.yml": "id: gonggao\nby: gonganju\n"})
        schema = notice(
            by={
                "title": "谁发的",
                "description": "不能是公安局。",
                "type": "string",
                "not": {"const": "gonganju"},
            }
        )
        problems = check(with_schema(root, schema), on=DAY).problems

        assert [told(problem, "notices/gonggao.yml") for problem in problems] == [
            {
                "code": "S099",
                "line": 2,
                "column": 5,
                "message": "“谁发的”（by）不符合要求",
                "hint": "不能是公安局。",
            }
        ]

    def test_demands_below_the_root_are_told_without_a_reason(self, tmp_path):
        root = small_catalogue(tmp_path, {"notices/gonggao.yml": "id: gonggao\nby: {a: x}\n"})
        by = {"type": "object", "allOf": [{"if": {"required": ["a"]}, "then": {"required": ["b"]}}]}
        problems = check(with_schema(root, notice(by=by)), on=DAY).problems

        assert [(p.code, p.message) for p in problems] == [("S001", "缺少“b”")]

    @pytest.mark.parametrize("text", ["{", "[]", '{"type": "nonsense"}'])
    def test_a_shipped_schema_that_is_none_is_the_developers_mistake(self, text):
        with pytest.raises((ValueError, TypeError), match=r"x\.schema\.json"):
            load_kinds({"x.schema.json": text})


def notice(**properties):
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://catalogue.example/schemas/notice.schema.json",
        "title": "公告",
        "x-kind": {"folder": "notices"},
        "type": "object",
        "required": ["id", "by"],
        "properties": {
            "id": {"title": "编号", "type": "string"},
            "by": {"title": "谁发的", "type": "string", "x-ref": "bodies"},
            **properties,
        },
    }


def with_schema(root, schema):
    settings = root / "catalogue.yml"
    write(settings, settings.read_text(encoding="utf-8") + "schemas:\n  - schemas\n")
    write(root / "schemas/notice.schema.json", json.dumps(schema))
    return root


def find_all(value, key):
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key:
                yield inner
            else:
                yield from find_all(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from find_all(inner, key)


# --- the compiled filter against the validator ------------------------------------------------

CATALOGUE = Path(__file__).parents[1] / "catalogue"
ODD_TEXTS = [
    "",
    "x",
    " ",
    "\n",
    "\ud800",
    "２",
    "2026-02-30",
    "2026-02-28\n",
    "ZM-001\n",
    "ＺＭ-001",
]
ADDRESSES = ["http://", "https://a/\u2028", "javascript:1", "0.0000001"]
ODD = st.sampled_from(
    [None, True, 0, -1, 1.0, 1e300, 10**20, [], {}, [[]], {"": 1}, *ODD_TEXTS, *ADDRESSES]
)


@cache
def written():
    found = []
    for folder in (CATALOGUE, *sorted((CATALOGUE / "bases").iterdir())):
        for key in KINDS.by_key:
            path = folder / key
            files = [path] if path.is_file() else sorted(path.glob("*.yml"))
            found += [(key, converted(key, file.read_text("utf-8"))) for file in files[::7]]
    return found


def places(value, pointer=()):
    yield pointer
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*pointer, step))


@examples(200)
@given(st.data())
def test_what_the_filter_lets_through_the_validator_lets_through(data):
    """The other way round does not matter: the validator is asked about all the filter holds back."""
    key, document = data.draw(st.sampled_from(written()))
    document = deepcopy(document)
    for _ in range(data.draw(st.integers(0, 3))):
        found = [pointer for pointer in places(document) if pointer]
        if not found:
            break
        *above, last = data.draw(st.sampled_from(found))
        parent = reduce(lambda at, step: at[step], above, document)
        what = data.draw(st.sampled_from(["put", "take", "cut", "add"]))
        if what == "put":
            parent[last] = deepcopy(data.draw(ODD))
        elif what == "take":
            parent.pop(last)
        elif what == "cut" and isinstance(parent[last], str):
            parent[last] = parent[last][: data.draw(st.integers(0, 3))]
        elif isinstance(parent, dict):
            parent[data.draw(st.sampled_from(["x", "name", "id", ""]))] = deepcopy(data.draw(ODD))
    try:
        let_through = KINDS.filters[key].is_valid(document)
    except ValueError:
        let_through = False

    assert KINDS.validators[key].is_valid(document) or not let_through
    assert KINDS.conforms(key, document) == KINDS.validators[key].is_valid(document)


DRAFT = "https://json-schema.org/draft/2020-12/schema"


def test_a_schema_that_is_not_here_is_not_fetched():
    schema = {
        "$schema": DRAFT,
        "$id": "https://x.example/y",
        "x-kind": {"folder": "y"},
        "title": "y",
    }
    elsewhere = schema | {"properties": {"a": {"$ref": "http://127.0.0.1:9/z.schema.json"}}}

    with pytest.raises(ValueError, match=r"z\.schema\.json"):
        load_kinds({"y.schema.json": json.dumps(elsewhere)})


def test_every_shared_definition_is_followed_to_its_references():
    entry = {"adoption": {"legal_basis": [{"source": "law-x"}]}, "legal_basis": [{"source": "y"}]}

    for kind in KINDS.of_entries():
        found = {(one.pointer, one.value) for one in kind.references(entry)}
        assert found == {
            (("adoption", "legal_basis", 0, "source"), "law-x"),
            (("legal_basis", 0, "source"), "y"),
        }
