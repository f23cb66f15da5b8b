"""Data inside scripts: nothing in it can end the script or be anything but data."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

import generator
from generator.model.scripts import json_for_script
from generator.outputs.files import bare

PACKAGE = Path(generator.__file__).parent


@pytest.mark.parametrize(
    "text", ["</script>", "<!--<script>", "]]>", "a & b", "\u2028\u2029", "𠮷“”\\u003c", ""]
)
def test_what_it_says_stays_and_no_sign_of_markup_is_left(text):
    written = json_for_script(json.dumps({"text": text}, ensure_ascii=False))

    assert json.loads(written) == {"text": text}
    assert not set(written) & set("<>&\u2028\u2029")


def test_one_function_makes_text_safe_for_a_script():
    escaping = [
        file.relative_to(PACKAGE).as_posix()
        for file in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith(("\\u00", "\\u20"))
    ]

    assert escaping == []


def test_readers_are_sent_scripts_without_remarks():
    script = (
        '/* What\n   it does. */\n(() => {\n  /* one */\n  const kept = "/* a */"; // b\n})();\n'
    )

    assert bare(script) == '(() => {\nconst kept = "/* a */"; // b\n})();\n'
