"""What comes with a pull request: CI files that are sound, and a script that tells what changed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from helpers import DAY, repository_in
from markdown_it import MarkdownIt

from generator.cli.comparison import Comparison, as_markdown
from generator.editions.audience import Audience
from generator.editions.changes import Group
from generator.editions.history import Affected, DescribedChange

SCHEMAS = {
    ".github/workflows/*.yml": "vendor.github-workflows",
    ".gitea/workflows/*.yml": "vendor.github-workflows",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
    ".github/ISSUE_TEMPLATE/[sw]*.yml": "vendor.github-issue-forms",
    ".github/ISSUE_TEMPLATE/config.yml": "vendor.github-issue-config",
}


@pytest.mark.parametrize(("pattern", "schema"), SCHEMAS.items())
def test_the_files_are_what_their_schemas_say(repository, pattern, schema):
    files = sorted(map(str, repository.glob(pattern)))
    assert files
    subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *files], check=True
    )


def workflows(repository):
    return [*repository.glob(".github/workflows/*.yml"), *repository.glob(".gitea/workflows/*.yml")]


def test_every_action_is_pinned_by_its_hash(repository):
    for file in workflows(repository):
        used = re.findall(r"uses:\s*(\S+)", file.read_text(encoding="utf-8"))
        assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action) for action in used), file


CI = (".github/workflows/*.yml", ".gitea/workflows/*.yml", ".gitlab-ci.yml", ".ci/*", "Makefile")


def test_whatever_is_installed_is_checked_against_its_hash(repository):
    """What the package itself is built from is in the lock file, so nothing is fetched for it.

    But versions newer than the lock file have no hashes yet; what tries them keeps nothing.
    """
    for file in (file for pattern in CI for file in repository.glob(pattern)):
        text = file.read_text(encoding="utf-8")
        for command in re.findall(r"pip3? install.*", text):
            own = "--no-deps --no-build-isolation -e ." in command
            newest = command.endswith(" '.[build,print]'") and file.name == "Makefile"
            assert (
                own or newest or re.search(r"--require-hashes -r requirements/\w+\.txt", command)
            ), command
        assert not re.search(r"\b(pipx|uvx|npx|npm install|curl|wget)\b", text), file


def test_every_image_is_pinned_by_its_digest(repository):
    images = re.findall(r"image: (\S+)", (repository / ".gitlab-ci.yml").read_text("utf-8"))
    assert images
    assert all(re.fullmatch(r"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}", image) for image in images)


def test_every_locked_package_has_its_version_and_hashes(repository):
    for name in ("site", "test", "audit"):
        text = (repository / f"requirements/{name}.txt").read_text(encoding="utf-8")
        for package in re.split(r"\n(?=[a-z])", text.replace(" \\\n", " ")):
            assert re.match(r"[\w.-]+==\S+ (; .+ )?( *--hash=sha256:[0-9a-f]{64})+", package), (
                package
            )


def test_every_workflow_says_what_it_may_and_those_of_requests_only_read(repository):
    for file in workflows(repository):
        loaded = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert loaded["permissions"], file
        if "pull_request" in loaded[True]:
            assert loaded["permissions"] == {"contents": "read"}, file


def test_what_runs_a_request_may_only_read_and_knows_no_secret(repository):
    for file in workflows(repository):
        text = file.read_text(encoding="utf-8")
        loaded = yaml.safe_load(text)
        assert "pull_request_target" not in text
        assert "secrets." not in text
        writes = "write" in json.dumps(loaded.get("permissions", {}))
        assert not (writes and "pull_request" in loaded[True])  # YAML 1.1 takes "on" for true
        assert not (writes and "checkout" in text)  # what may write runs nothing of the request
        assert not ("workflow_run" in loaded[True] and "checkout" in text)


def test_a_change_runs_the_tests_and_a_night_the_deep_ones_too(repository):
    gitlab = yaml.safe_load((repository / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    for name, when, command in (
        ("test", "pull_request", "make test"),
        ("nightly", "schedule", "make test-deep"),
    ):
        for forge in (".github", ".gitea"):
            file = repository / forge / f"workflows/{name}.yml"
            flow = yaml.safe_load(file.read_text(encoding="utf-8"))
            assert when in flow[True]
            assert command in [step.get("run") for step in flow["jobs"][name]["steps"]], file
        assert gitlab[name]["script"] == [command]


def test_a_night_builds_with_the_newest_versions(repository):
    """On every forge, and without the lock files."""
    gitlab = yaml.safe_load((repository / ".gitlab-ci.yml").read_text("utf-8"))
    for forge in (".github", ".gitea"):
        flow = yaml.safe_load((repository / forge / "workflows/nightly.yml").read_text("utf-8"))
        assert flow["jobs"]["newest"]["steps"][-1] == {"run": "make newest"}
    assert gitlab["newest"]["script"] == ["make newest"]
    recipe = (repository / "Makefile").read_text("utf-8").partition("\nnewest:")[2]
    assert "requirements/" not in recipe.partition("\n\n")[0]


@pytest.mark.parametrize("forge", [".github", ".gitea"])
def test_a_night_lets_others_judge_with_all_they_need(repository, forge):
    flow = yaml.safe_load((repository / forge / "workflows/nightly.yml").read_text("utf-8"))
    steps = [step.get("run", "") for step in flow["jobs"]["conform"]["steps"]]

    assert steps[-1] == "make conform"
    assert any("default-jre" in step and "nginx" in step for step in steps)


def test_gitlab_lets_them_judge_in_a_scheduled_pipeline(repository):
    job = yaml.safe_load((repository / ".gitlab-ci.yml").read_text("utf-8"))["conform"]

    assert job["script"][-1] == "make conform"
    assert "default-jre" in job["script"][0]
    assert "nginx" in job["script"][0]
    assert job["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}]


@pytest.fixture
def request_(place):
    """A small catalogue with one commit, and what the script needs to run there."""
    repository_in(place)
    return place


def review(repository: Path, place: Path, *options: str):
    command = [str(repository / ".ci/review"), "HEAD", "review", *options]
    catalogue = str(Path(sys.executable).with_name("catalogue"))
    return subprocess.run(
        command,
        cwd=place,
        env={**os.environ, "CATALOGUE": catalogue},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_sound_change_is_told_in_sentences_with_a_preview(repository, request_):
    file = next((request_ / "catalogue/certificates").glob("*.yml"))
    text = file.read_text(encoding="utf-8")
    summary = re.search(r"^summary: (.*)$", text, re.MULTILINE)[1]
    file.write_text(text.replace(summary, "到派出所办，社区不开。"), encoding="utf-8")

    done = review(repository, request_, "gitlab")

    assert done.returncode == 0, done.stderr
    assert json.loads((request_ / "review/problems").read_text(encoding="utf-8")) == []
    changes = (request_ / "review/changes.md").read_text(encoding="utf-8")
    assert f"由“{summary}”改为“到派出所办，社区不开。”" in changes
    assert "网页：/zm-001/" in changes
    assert (request_ / "review/site/zm-001/index.html").is_file()


def test_an_error_stands_on_its_line(repository, request_):
    file = next((request_ / "catalogue/certificates").glob("*.yml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("decision: ", "decision: 不", 1), encoding="utf-8")

    done = review(repository, request_)

    assert done.returncode == 1
    line = text[: text.index("decision:")].count("\n") + 1
    assert re.search(rf"::error file=catalogue/certificates/.*,line={line}", done.stdout)
    assert "目录有错" in (request_ / "review/changes.md").read_text(encoding="utf-8")


HOSTILE = [
    "@everyone @some-org/some-team",
    "![图](https://evil.example/x.png) [点](https://evil.example) https://evil.example www.evil.example",
    "<img src=https://evil.example/x.png> <!-- x --> &#64;everyone &commat;everyone",
    "甲`@everyone`乙 ``@everyone`` ```@everyone",
    "#1 GH-1 some-org/some-repo#1 fixes #1 a@evil.example",
    "一\n\n# 二 @everyone\n\n- 三\n\n    四\n\n<h1>五</h1>\n",
    "$`@everyone`$ | a | b |\n|---|---|\n~~~\n```\n",
]
"""Texts that would mention, link, embed or break out if a forge took them for Markdown."""


def loose(markdown: str) -> list[str]:
    """What a forge reads of Markdown besides code: texts and whatever is no heading, list or break."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {"heading_open", "bullet_list_open", "list_item_open", "paragraph_open", "inline"}
    kinds |= {kind.replace("open", "close") for kind in kinds}
    others = [token.type for token in tokens if token.type not in kinds]
    texts = [one.content for one in inline if one.type not in {"code_inline", "softbreak"}]
    return [*others, *filter(None, texts)]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_the_catalogue_says_is_code_in_a_comment(text):
    who = Affected(pages=(text,), prints=(text,), life_events=(text,), entries=(text,))
    change = DescribedChange(
        group=Group.ADDED,
        audience=Audience.RESIDENTS,
        folder="certificates",
        id="ZM-001",
        subject=text,
        sentence=f"{text}：新增",
        affected=who,
    )

    written = as_markdown(
        Comparison(
            title=f"{text}到工作稿",
            groups=(("新增", (change,)),),
            for_reviewers=(text,),
            not_compared=(text,),
        )
    )

    assert loose(written) == ["新增（1）", "只给审的人看（1）", "没有比的（1）"]
    assert written.count("evil.example") == 8 * text.count("evil.example")


GH = """#!/bin/sh
case "$1 $2" in
  "run download") mkdir changes && cp "$HOSTILE" changes/changes.md ;;
  "api repos/a/b/commits/c/pulls") echo 7 ;;
  "pr comment") [ "$4" = --edit-last ] && exit 1; cp "$5" posted.md ;;
esac
"""


@pytest.mark.parametrize(
    "content",
    [
        *(text.encode() for text in HOSTILE),
        *(f"- `{text}`\r\r@everyone\n".encode() for text in HOSTILE),
        b"\xff\xfe\x00 @everyone `\n",
        b"- \n  - \n## \n### @everyone\n- ``\n``\n",
        "- `很长的一行@everyone`\n".encode() * 6000,
    ],
)
def test_what_is_posted_is_code_whoever_wrote_it(content, repository, tmp_path):
    """The request's code can write anything into the file that the comment is made of."""
    text = (repository / ".github/workflows/comment.yml").read_text(encoding="utf-8")
    steps = yaml.safe_load(text)["jobs"]["comment"]["steps"]
    (tmp_path / "hostile.md").write_bytes(content)
    gh = tmp_path / "bin/gh"
    gh.parent.mkdir()
    gh.write_text(GH, encoding="utf-8")
    gh.chmod(0o755)
    known = {"RUN": "1", "GH_REPO": "a/b", "COMMIT": "c", "HOSTILE": str(tmp_path / "hostile.md")}
    for step in steps:
        subprocess.run(
            ["/bin/bash", "-e", "-c", step["run"]],
            cwd=tmp_path,
            env={**known, "PATH": f"{gh.parent}:{os.environ['PATH']}"},
            check=True,
        )

    posted = (tmp_path / "posted.md").read_text(encoding="utf-8")
    assert loose(posted) == ["预览：下载这次检查（review）的preview，解压以后打开index.html。"]
    assert len(posted) < 65_536


def test_the_snippets_are_yaml(repository):
    text = (repository / ".vscode/catalogue.code-snippets").read_text(encoding="utf-8")
    for name, snippet in json.loads(text).items():
        body = "\n".join(snippet["body"])
        plain = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\}", r"\1", body)
        plain = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", plain)
        plain = plain.replace("$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", DAY.isoformat())
        assert yaml.safe_load(plain), name
        assert "$" not in plain
