"""As a tool: it says in Chinese what may be written, guesses what was meant, completes, and is patient."""

import argparse
import io
import os
import re
import shlex
import subprocess
import time

import pytest

from generator import cli
from generator.cli import COMMANDS, main, parser
from generator.cli.usage import EXAMPLES
from generator.cli.waiting import WORDS, patience
from generator.problems import text

ENGLISH = re.compile(r"(?<![-\w./{,、:：（“])[A-Za-z]{2,} [A-Za-z]{2,}")
"""Two English words beside each other: a sentence of argparse's own."""


def wants_something(name):
    """Tell whether a command cannot be written alone."""
    try:
        parser([name]).parse_args([name])
    except SystemExit:
        return True
    return False


def test_every_command_that_wants_something_has_an_example_that_can_be_written():
    assert {name for name in COMMANDS if wants_something(name)} <= EXAMPLES.keys()
    for name, example in EXAMPLES.items():
        words = shlex.split(example)
        assert words[:2] == ["catalogue", name]
        assert parser([name]).parse_args(words[1:]).run


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_in_chinese(name, capsys):
    assert main([name, "--help"]) == 0

    said = capsys.readouterr().out
    assert said.startswith(f"用法：catalogue {name}")
    assert not re.search(r"usage|options:|arguments|show this", said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("new", "还要写上：类别"),
        ("new certificates", "这几个要写一个：--name --over"),
        ("new x --name a --over b", "--over和--name只能写一个"),
        (
            "release --id 1",
            "还要写上：--title（标题）、--instrument（批准文件）、--in-force（日期）",
        ),
        ("export --kind", "--kind：后面要写一个内容"),
        ("tally", "还要写上：文件"),
        ("check --format xml", "--format：不能写xml（可以写text、json、sarif、github、gitlab）"),
        ("check --formt json", "不认识：--formt\n是否想写--format？"),
        ("bases updat", "是否想写update？"),
        ("fleet build x.yml --jobs many", "--jobs：不能写many"),
        ("build --no-prints=1", "--no-prints：后面不写内容，多了1"),
    ],
)
def test_what_is_wrong_is_said_in_chinese_with_an_example(words, said, capsys):
    assert main(words.split()) == 2

    err = capsys.readouterr().err
    assert said in err
    assert f"例：{EXAMPLES[words.split()[0]]}\n" in err
    assert not ENGLISH.search(re.sub("例：.*|写 catalogue .*", "", err))


def test_a_near_command_is_guessed(capsys):
    assert main(["chekc"]) == 2
    assert "是否想写check？" in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_command(shell, capsys):
    assert main(["completion", shell]) == 0

    script = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in script] == []
    assert "--in-force" in script


def test_bash_completes_a_command(capsys, tmp_path):
    main(["completion", "bash"])
    (tmp_path / "script").write_text(capsys.readouterr().out, encoding="utf-8")
    asked = "source ./script; COMP_WORDS=(catalogue expl); COMP_CWORD=1; _shtab_catalogue"

    done = subprocess.run(
        ["bash", "-c", f'{asked}; echo "${{COMPREPLY[@]}}"'],  # noqa: S607 - the user's own
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "explain\n"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_who_waits_is_told_so_once():
    out = Terminal()
    with patience(out, seconds=0.01):
        time.sleep(0.1)
    time.sleep(0.05)

    assert out.getvalue() == WORDS


@pytest.mark.parametrize(("out", "wait"), [(Terminal(), 0), (io.StringIO(), 0.05)])
def test_who_does_not_wait_or_is_no_person_is_told_nothing(out, wait):
    with patience(out, seconds=0.02):
        time.sleep(wait)
    time.sleep(0.05)

    assert out.getvalue() == ""


def test_a_long_command_says_that_it_goes_on(monkeypatch):
    out = Terminal()
    monkeypatch.setattr("sys.stderr", out)
    monkeypatch.setattr("generator.cli.waiting.SECONDS", 0.01)
    monkeypatch.setattr("generator.cli.explain.run", lambda _: time.sleep(0.05) or 0)

    assert main(["explain"]) == 0
    assert out.getvalue() == WORDS


@pytest.mark.parametrize(("setting", "style"), [("1", text.PLAIN), ("", text.COLOUR)])
def test_who_wants_no_colour_gets_none(monkeypatch, setting, style):
    monkeypatch.setitem(os.environ, "NO_COLOR", setting)
    assert cli.common.style_for(Terminal()) is style


def test_options_are_written_whole():
    """A short form of today could mean something else tomorrow."""
    with pytest.raises(SystemExit):
        parser(["check"]).parse_args(["check", "--form", "json"])
    assert isinstance(parser(["check"]), argparse.ArgumentParser)
