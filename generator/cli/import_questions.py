"""``catalogue import --as questions``: what a hotline could not answer, as it sends it back."""

from __future__ import annotations

import argparse
import sys

from generator.checking import Check
from generator.cli.common import day_of
from generator.editing.files import write_all
from generator.editing.questions import QuestionsError, questions, take
from generator.editing.sheets import read_sheets
from generator.editing.sizes import SheetError
from generator.problems.os_errors import in_words
from generator.search.folding import fold
from generator.views.hotline import hotline_answers


def run(options: argparse.Namespace, checked: Check) -> int:
    """Write what was accepted and say what became of every question; 1 where nothing can be taken."""
    catalogue = checked.catalogue
    known = {
        fold(text): one.id
        for one in hotline_answers(catalogue, day_of(options))
        for text in (one.question, *one.asked_as, *one.other_names)
    }
    try:
        asked = questions(read_sheets(options.list))
        taken = take(asked, catalogue, options.catalogue, lambda text: known.get(fold(text), ""))
        if not options.preview:
            write_all(options.catalogue, taken.files)
    except (SheetError, QuestionsError) as error:
        sys.stderr.write(f"{error}\n没有写任何文件。\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"写不了，一个文件也没有改：{in_words(error)}。\n")
        return 1
    paths = "、".join(taken.files)
    wrote = "只是预览，没有写文件。" if options.preview else f"写了{paths}。再运行catalogue check。"
    sys.stdout.write("\n".join([*taken.said, wrote if taken.files else "没有写文件。"]) + "\n")
    return 0
