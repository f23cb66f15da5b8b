"""``catalogue import --as questions``: import the questions that a hotline could not answer."""

from __future__ import annotations

import argparse
import sys

from generator.checking import Check
from generator.cli.common import day_of
from generator.editing.files import write_all
from generator.editing.questions import QuestionsError, accept_questions, questions
from generator.editing.sheets import read_sheets
from generator.editing.sizes import SheetError
from generator.problems.os_errors import describe_os_error
from generator.search.folding import fold
from generator.views.hotline import hotline_answers


def run(options: argparse.Namespace, checked: Check) -> int:
    """Write the accepted questions and report on each; 1 if the file is not usable."""
    catalogue = checked.catalogue
    numbers = {
        fold(text): answer.id
        for answer in hotline_answers(catalogue, day_of(options))
        for text in (answer.question, *answer.asked_as, *answer.other_names)
    }
    try:
        unanswered = questions(read_sheets(options.list))
        taken = accept_questions(
            unanswered, catalogue, options.catalogue, lambda text: numbers.get(fold(text), "")
        )
        if not options.preview:
            write_all(options.catalogue, taken.files)
    except (SheetError, QuestionsError) as error:
        sys.stderr.write(f"{error}\n没有写任何文件。\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"写不了，一个文件也没有改：{describe_os_error(error)}。\n")
        return 1
    paths = "、".join(taken.files)
    result = (
        "只是预览，没有写文件。" if options.preview else f"写了{paths}。再运行catalogue check。"
    )
    sys.stdout.write("\n".join([*taken.messages, result if taken.files else "没有写文件。"]) + "\n")
    return 0
