"""数据接口: every file for programs below ``api/v1/``."""

from __future__ import annotations

PATHS: tuple[tuple[str, str, str, str], ...] = (
    ("entries.json", "entries", "全部事项的编号、名称、结论、指纹", "application/json"),
    ("entries/{slug}.json", "entry", "一条事项，全部内容、引用、改过什么", "application/json"),
    ("bodies.json", "bodies", "部门", "application/json"),
    ("sources.json", "sources", "依据", "application/json"),
    (
        "provisions.json",
        "provisions",
        "写到居委会、村委会的每一条法条，有没有事项写它",
        "application/json",
    ),
    ("evidence.json", "evidence", "什么能证明什么，谁凭什么要，认什么", "application/json"),
    ("journeys.json", "journeys", "一件事一步一步怎么办；窗口不办怎么办", "application/json"),
    ("tallies.json", "tallies", "各社区从台账报来的件数，一个月一份", "application/json"),
    ("consultations.json", "consultations", "部门的意见，采纳没有，为什么", "application/json"),
    ("editions.json", "editions", "发布过的版次", "application/json"),
    ("changes.json", "changes", "每一版改了什么，一处一句话", "application/json"),
    ("catalogue.json", "catalogue", "全部内容在一个文件里", "application/json"),
    ("entries.csv", "", "全部事项，表格；=、+、-、@开头的格子，前面加了一个'", "text/csv"),
    ("catalogue.ttl", "", "全部内容，CPSV-AP 3.2.0和CCCEV 2.1.0，Turtle", "text/turtle"),
    ("changes.atom", "", "改动，Atom订阅", "application/atom+xml"),
    ("bodies/{body}.atom", "", "一个部门的改动，Atom订阅", "application/atom+xml"),
    ("dates.ics", "", "施行和核对的日期，日历", "text/calendar"),
)
"""Every address below ``api/v1/``: path, schema, what it is, media type."""
