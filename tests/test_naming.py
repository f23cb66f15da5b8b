"""A name, a short name, a former name or a document number means one body or source."""

from __future__ import annotations

import pytest

from generator.derive.naming import Names, names, normalize_document_number


@pytest.fixture(scope="session")
def shipped_names(shipped_catalogue) -> Names:
    return names(shipped_catalogue)


@pytest.mark.parametrize(
    "text",
    [
        "公安局",
        "鄂州市公安局",
        "公 安 局",
        "公安局（户籍窗口）",
        "《公安局》",
        "鄂州市公安局（本級）",
    ],
)
def test_a_body_by_its_names(shipped_names, text):
    found = shipped_names.body(text)

    assert found is not None
    assert (found.record.id, found.is_former) == ("gonganju", False)


def test_a_body_by_a_name_it_had(shipped_names):
    found = shipped_names.body("安监局")

    assert found is not None
    assert (found.record.short_name, found.is_former) == ("应急管理局", True)


@pytest.mark.parametrize("text", ["", "局", "不存在的局", "委员会"])
def test_no_body_is_guessed(shipped_names, text):
    assert shipped_names.body(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "国办发〔2018〕47号",
        "国办发[2018]47号",
        "国办发（２０１８）47号",
        "国办发【2018】47 号",
        "国办发(2018)47号",
    ],
)
def test_a_source_by_its_number_however_bracketed(shipped_names, text):
    assert normalize_document_number(text) == "国办发〔2018〕47号"
    found = shipped_names.source(text)
    assert found is None or "2018" in found.record.document_number


@pytest.mark.parametrize(
    "text",
    [
        "城市居民委员会组织法",
        "《中华人民共和国城市居民委员会组织法》",
        "中華人民共和國城市居民委員會組織法",
    ],
)
def test_a_source_by_its_title(shipped_catalogue, shipped_names, text):
    found = shipped_names.source(text)
    several = [s.id for s in shipped_catalogue.sources.values() if "居民委员会组织法" in s.title]

    assert (
        found.record.id in several
        if len(several) == 1
        else found is None or found.record.id in several
    )
