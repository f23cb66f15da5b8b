"""Check one document against the schema of its kind, with problems in Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from jsonschema.exceptions import ValidationError

from generator.problems.problem import Problem
from generator.reading.document import Document, Pointer
from generator.reading.finding import Finding, to_problem
from generator.schema.kinds import Kind, Kinds
from generator.schema.walk import Convert, compile_conversion, schema_at
from generator.schema.wording import findings

Conversions = Mapping[str, Convert | None]


def compile_conversions(kinds: Kinds) -> Conversions:
    """Compile the conversion of every kind, by folder or file."""
    return {
        key: compile_conversion(kind.schema, kinds.common) for key, kind in kinds.by_key.items()
    }


def convert(document: Document, conversion: Convert | None) -> Document:
    """Return the document with integers and booleans converted as its schema says.

    The part that it continues from a base is converted, too, so that its fingerprint is the same.
    """
    if conversion is None:
        return document
    data = conversion(dict(document.data))
    base = None if document.base is None else conversion(dict(document.base))
    assert isinstance(data, dict)
    assert base is None or isinstance(base, dict)
    return replace(document, data=data, base=base)


def check(document: Document, kind: Kind, kinds: Kinds) -> tuple[Problem, ...]:
    """Return a problem for each difference of the document from its schema."""
    key = kind.folder or kind.file
    if kinds.conforms(key, document.data):
        return ()
    errors = list(kinds.validators[key].iter_errors(document.data))
    wrong_type = {tuple(error.absolute_path) for error in errors if error.validator == "type"}
    different = {
        (finding.code, finding.pointer, finding.message): finding
        for error in errors
        # an empty value is not also reported as a wrong choice
        if error.validator == "type" or tuple(error.absolute_path) not in wrong_type
        for finding in _findings(error, kind.schema, kinds)
    }.values()
    meant = {finding.meant for finding in different if finding.meant}
    documents = {document.path: document}
    return tuple(
        to_problem(replace(finding, path=document.path), documents)
        for finding in different
        # a field under a misspelt name is not also reported as missing
        if finding.missing not in meant
    )


def in_wrong_folder(
    document: Document, kind: Kind, kinds: Kinds, conversions: Conversions
) -> Problem | None:
    """Return the problem of a file in the wrong folder, by its number or by its whole content.

    Its other problems are not reported until it is in the right folder.
    """
    if not kind.folder:
        return None
    number = str(document.data.get("id", ""))
    letters = number.partition("-")[0]
    others = [other for other in kinds if other.folder and other is not kind]
    if other := next((one for one in others if one.prefix and one.prefix == letters), None):
        ours = f"；真的是{kind.label}，就换一个{kind.prefix}开头的编号" if kind.prefix else ""
        message = f"“{number}”是{other.label}的编号，这里是{kind.label}的文件夹"
        place = document.location(("id",))
    else:
        fitting = [
            one
            for one in others
            if kinds.conforms(one.folder, convert(document, conversions[one.folder]).data)
        ]
        if len(fitting) != 1:
            return None
        (other,), ours = fitting, ""
        message = f"这个文件写的是{other.label}，这里是{kind.label}的文件夹"
        place = document.location()
    return Problem(
        code="F019",
        message=message,
        location=place,
        hint=f"把文件移到{other.folder}文件夹{ours}。",
        source_line=document.line_at(place),
    )


def objection(data: Any, key: str, kinds: Kinds) -> str:
    """Return the message of the first difference from a schema; empty if there is none."""
    if kinds.conforms(key, data):
        return ""
    validator = kinds.validators[key]
    return next(
        finding.message
        for error in validator.iter_errors(data)
        for finding in _findings(error, validator.schema, kinds)
    )


def _findings(error: ValidationError, schema: object, kinds: Kinds) -> Iterator[Finding]:
    pointer: Pointer = tuple(error.absolute_path)
    yield from findings(error, pointer, lambda at: schema_at(schema, at, kinds.common))
