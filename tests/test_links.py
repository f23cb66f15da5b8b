"""Addresses asked for politely, against a real server on this machine."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from helpers import DAY, small_catalogue, write
from link_server import ENDLESS, MOST_LINES, TRICKLE, Server, Site

from generator.checking import check
from generator.cli import main
from generator.cli.links import look
from generator.editing.link_checker import MOST_OF_ROBOTS, MOST_REDIRECTS, RateLimit, check_links
from generator.editing.links import Link, addresses, stale
from generator.editing.requesting import is_public

HERE = {"127.0.0.1", "::1"}
"""What the tests may connect to: this machine by its usual addresses, not by 127.0.0.2."""
QUICK = RateLimit(pause=0, allowed=HERE.__contains__)


@pytest.fixture
def site() -> Iterator[Server]:
    running = Server()
    threading.Thread(target=running.server.serve_forever, args=(0.01,), daemon=True).start()
    yield running
    running.stop()


def asked(urls: list[str], manners: RateLimit = QUICK) -> dict[str, tuple[str, str]]:
    """The state of each address and what was said."""
    return {link.url: (link.state, link.said) for link in check_links(urls, DAY, manners)}


def asked_for(url: str, manners: RateLimit = QUICK) -> tuple[str, str]:
    return asked([url], manners)[url]


def catalogue_with(tmp_path, urls: list[str]):
    root = small_catalogue(tmp_path)
    source = next((root / "sources").glob("*.yml"))
    lines = "".join(f"  - url: {url}\n    state: unchecked\n" for url in urls)
    write(source, source.read_text(encoding="utf-8") + f"urls:\n{lines}")
    return root


def looked(root, on: date, manners: RateLimit = QUICK) -> dict[str, tuple[str, str]]:
    """What ``links.json`` says after a run, by path."""
    assert look(root, on, 30, manners) == 0
    told = json.loads((root / "links.json").read_text(encoding="utf-8"))["links"]
    return {one["url"].split("/", 3)[3]: (one["state"], one["checked_on"]) for one in told}


# --- what is found ----------------------------------------------------------------------------


def test_each_answer_is_kept_with_its_day_and_no_build_minds(site, tmp_path, capsys):
    paths = ["yes", "gone", "robot", "to//yes", "broken", "tired", "private/x"]
    root = catalogue_with(tmp_path, [f"{site.url}/{path}" for path in paths])

    found = looked(root, DAY)

    assert {path: state for path, (state, _) in found.items()} == {
        "yes": "ok",
        "to//yes": "ok",
        "tired": "ok",
        "gone": "broken",
        "broken": "broken",
        "robot": "refused",
        "private/x": "refused",
    }
    assert {day for _, day in found.values()} == {"2026-11-23"}
    assert "/private/x" not in site.asked
    assert (
        "网址7个：打得开3个，页上说没有这一页0个，转到了首页0个，不让机器看2个，打不开2个。"
        in capsys.readouterr().out
    )
    assert check(root, on=DAY).passed


def test_what_was_seen_lately_is_not_asked_again(site, tmp_path):
    root = catalogue_with(tmp_path, [f"{site.url}/yes"])
    looked(root, date(2026, 11, 23))

    looked(root, date(2026, 12, 1))
    assert site.asked.count("/yes") == 1
    found = looked(root, date(2027, 1, 1))

    assert site.asked.count("/yes") == 2
    assert found["yes"] == ("ok", "2027-01-01")


@pytest.mark.parametrize(("days", "asked"), [(10**9, []), (0, ["x"]), (-(10**9), ["x"])])
def test_any_number_of_days_can_be_counted_back(days, asked):
    seen = {"x": Link("x", "ok", "", DAY.isoformat())}

    assert stale(seen, seen, DAY, days) == asked


def test_a_host_that_is_not_there_is_no_error(tmp_path, capsys):
    root = catalogue_with(tmp_path, ["http://127.0.0.1:9/x"])
    write(root / "links.json", "不是JSON")

    assert looked(root, DAY)["x"][0] == "broken"
    assert "打不开：http://127.0.0.1:9/x（连不上；sources/" in capsys.readouterr().out


def test_every_address_of_the_sample_is_known_with_its_files(shipped_check):
    found = addresses(shipped_check.documents)

    assert len(found) > 10
    assert all(url.startswith("http") and files for url, files in found.items())


# --- what is there only in name -----------------------------------------------------------------


def test_a_page_that_says_there_is_no_page_is_missing(site):
    site.pages["/page"] = (
        "<title>您访问的页面不存在</title>".encode("gb18030"),
        "text/html; charset=GBK",
    )

    assert asked_for(f"{site.url}/page") == ("missing", "网站答200，页上写着没有")


@pytest.mark.parametrize("home", ["/", "/index.html", "/index.shtml"])
def test_what_leads_to_the_home_page_is_told(home, site):
    assert asked_for(f"{site.url}/to/{home}") == ("home", f"转到{site.url}{home}")


def test_a_home_page_may_lead_to_itself_under_another_name(site, monkeypatch):
    real = Site.do_GET

    def led(self: Site) -> None:
        self._say(302, location="/index.html") if self.path == "/" else real(self)

    monkeypatch.setattr(Site, "do_GET", led)

    assert asked_for(f"{site.url}/") == ("ok", f"转到{site.url}/index.html")


def test_what_leads_to_a_page_named_404_is_missing(site):
    assert asked_for(f"{site.url}/to//404.html") == ("missing", f"转到{site.url}/404.html")
    assert asked_for(f"{site.url}/404.html") == ("ok", "打得开")


def test_each_kind_is_listed_and_counted(site, tmp_path, capsys):
    site.pages["/moved"] = b"<title>404</title>", "text/html"
    root = catalogue_with(tmp_path, [f"{site.url}/moved", f"{site.url}/to//"])

    assert {state for state, _ in looked(root, DAY).values()} == {"missing", "home"}
    out = capsys.readouterr().out
    assert f"页上说没有这一页：{site.url}/moved（网站答200，页上写着没有；sources/" in out
    assert f"转到了首页：{site.url}/to//（转到{site.url}/；sources/" in out


def test_a_state_that_nobody_wrote_is_asked_for_again(site, tmp_path):
    root = catalogue_with(tmp_path, [f"{site.url}/yes"])
    known = {"url": f"{site.url}/yes", "state": "x", "said": "", "checked_on": "2026-11-23"}
    write(root / "links.json", json.dumps({"links": [known]}))

    assert looked(root, DAY)["yes"] == ("ok", "2026-11-23")


# --- whom it may ask --------------------------------------------------------------------------

PUBLIC = ["1.1.1.1", "59.175.1.1", "2400:3200::1", "::ffff:1.1.1.1", "64:ff9b::101:101"]
NOT_PUBLIC = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104 - an address to refuse, none to bind
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::1",
    "2001::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]


def test_only_what_belongs_to_the_internet_is_public():
    assert [address for address in PUBLIC if not is_public(address)] == []
    assert [address for address in NOT_PUBLIC if is_public(address)] == []


NAMES = ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0", "[::1]", "[::ffff:127.0.0.1]"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_on_this_machine_is_asked(name, site, tmp_path, capsys):
    root = catalogue_with(tmp_path, [f"http://{name}:{site.port}/secret"])

    assert main(["links", "--catalogue", str(root), "--pause", "0"]) == 0

    assert site.asked == []
    assert "打不开1个" in capsys.readouterr().out


def test_a_redirect_leads_to_nothing_that_may_not_be_asked(site):
    inside = f"{site.url}/to/http://127.0.0.2:{site.port}/secret"
    twice = f"{site.url}/to//to/http://127.0.0.2:{site.port}/secret"

    found = asked([inside, twice])

    assert {said[:8] for _, said in found.values()} == {"不是公开的网址（"}
    assert "/secret" not in site.asked


def test_robots_txt_leads_to_nothing_that_may_not_be_asked(site, monkeypatch):
    inside = f"http://127.0.0.2:{site.port}/secret"
    real = Site.do_GET

    def led(self: Site) -> None:
        self._say(302, location=inside) if self.path == "/robots.txt" else real(self)

    monkeypatch.setattr(Site, "do_GET", led)

    assert asked_for(f"{site.url}/yes") == ("ok", "打得开")
    assert "/secret" not in site.asked


def names(monkeypatch, told: dict[str, list[list[str]]]) -> None:
    """Let names lead to these addresses, one list after the other."""
    real = socket.getaddrinfo

    def lookup(host, port, *more, **options):
        if host not in told:
            return real(host, port, *more, **options)
        found = told[host].pop(0) if len(told[host]) > 1 else told[host][0]
        return [one for address in found for one in real(address, port, *more, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)


def test_a_name_that_also_leads_inside_is_not_asked(site, monkeypatch):
    names(monkeypatch, {"two.example": [["127.0.0.1", "127.0.0.2"]]})

    assert asked_for(f"http://two.example:{site.port}/yes")[0] == "broken"
    assert site.asked == []


def test_a_name_that_changes_is_connected_to_where_it_was_checked(site, monkeypatch):
    names(monkeypatch, {"turn.example": [["127.0.0.1"], ["127.0.0.1"], ["127.0.0.2"]]})
    url = f"http://turn.example:{site.port}"

    assert asked_for(f"{url}/to/{url}/secret")[1].startswith("不是公开的网址")
    assert site.asked == ["/robots.txt", f"/to/{url}/secret"]


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://x/", "http://[x/"]
)
def test_a_redirect_to_something_else_is_not_followed(location, site):
    assert asked_for(f"{site.url}/to/{location}") == ("broken", "转到的不是http、https的网址")


@pytest.mark.parametrize("url", ["http://[x/", "http://a..b/", "http://x:99999/", "http://"])
def test_what_is_no_address_is_told(url):
    assert asked_for(url) == ("broken", "网址写得不对")


# --- how much and how often -------------------------------------------------------------------


def test_an_address_leads_on_only_so_often(site):
    assert asked_for(f"{site.url}/loop") == ("broken", f"转了{MOST_REDIRECTS}次还没有到")
    assert site.asked.count("/loop") == MOST_REDIRECTS + 1


def test_a_host_that_others_lead_to_is_not_hurried(site):
    there = f"http://localhost:{site.port}"
    urls = [f"{site.url}/to/{there}/{number}" for number in range(3)]
    urls += [f"{there}/own-{number}" for number in range(2)]
    manners = RateLimit(pause=0.1, allowed=HERE.__contains__)

    found = asked(urls, manners)

    assert {state for state, _ in found.values()} == {"ok"}
    assert len(site.times["localhost"]) == 6  # five pages and one robots.txt
    for times in site.times.values():
        assert all(later - before >= manners.pause for before, later in pairwise(sorted(times)))


def test_robots_txt_of_the_host_led_to_counts(site):
    site.robots["localhost"] = "User-agent: *\nDisallow: /secret\n"

    found = asked_for(f"{site.url}/to/http://localhost:{site.port}/secret")

    assert found == ("refused", "网站的robots.txt不让机器看")
    assert "/secret" not in site.asked


@pytest.mark.parametrize("delay", ["86400", "9" * 400])
def test_a_host_that_wants_too_long_a_pause_is_left_alone(delay, site):
    site.robots["127.0.0.1"] = f"User-agent: *\nCrawl-delay: {delay}\n"

    assert asked_for(f"{site.url}/yes")[0] == "refused"
    assert "/yes" not in site.asked


@pytest.mark.parametrize("delay", ["²", "9" * 5000])
def test_a_pause_that_is_no_number_is_passed_over(delay, site):
    site.robots["127.0.0.1"] = f"User-agent: *\nCrawl-delay: {delay}\n"

    assert asked_for(f"{site.url}/yes") == ("ok", "打得开")


def test_only_the_beginning_of_a_long_robots_txt_is_read(site):
    site.robots["127.0.0.1"] = "User-agent: *\n" + "#\n" * MOST_OF_ROBOTS + "Disallow: /\n"

    assert asked_for(f"{site.url}/yes") == ("ok", "打得开")


def test_of_a_page_only_the_beginning_is_read(site):
    found = asked([f"{site.url}/endless", f"{site.url}/endless-redirect"])

    assert {state for state, _ in found.values()} == {"ok"}
    site.stop()
    assert len(site.sent) == 2
    assert max(site.sent) < ENDLESS


def test_an_answer_that_trickles_ends_when_its_time_is_over(site):
    manners = RateLimit(pause=0, seconds=0.3, allowed=HERE.__contains__)

    assert asked_for(f"{site.url}/slow", manners) == ("broken", "0.3秒没有回答完")
    site.stop()
    assert site.sent[0] < MOST_LINES


def test_a_robots_txt_that_trickles_ends_when_its_time_is_over(site):
    site.robots["127.0.0.1"] = TRICKLE
    manners = RateLimit(pause=0, seconds=0.3, allowed=HERE.__contains__)

    assert asked_for(f"{site.url}/yes", manners) == ("ok", "打得开")
    site.stop()
    assert site.sent[0] < MOST_LINES


def test_what_there_is_no_time_for_is_left_for_the_next_run(site, tmp_path, capsys):
    root = catalogue_with(tmp_path, [f"{site.url}/yes", f"{site.url}/gone"])

    assert looked(root, DAY, RateLimit(total_seconds=0, allowed=HERE.__contains__)) == {}

    assert "还有2个没有看" in capsys.readouterr().err
    assert site.asked == []
    assert len(looked(root, DAY)) == 2


@pytest.mark.parametrize(
    "options", [["--pause", "-1"], ["--pause", "nan"], ["--days", "-1"], ["--days", "99999999999"]]
)
def test_numbers_that_make_no_sense_are_wrong_usage(options, tmp_path, capsys):
    assert main(["links", "--catalogue", str(tmp_path), *options]) == 2
    assert "用法不对" in capsys.readouterr().err
