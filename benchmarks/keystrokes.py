"""How long after a key the answer is on the screen, typed key by key as people do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import quantiles

from playwright.sync_api import Browser, Page

WATCH = """() => {
  const times = globalThis.keystrokes = [];
  let pressed = 0;
  addEventListener("input", () => { pressed = performance.now(); }, true);
  const watcher = new MutationObserver(() => {
    const since = pressed;
    if (!since) return;
    pressed = 0;
    const changed = performance.now() - since;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      times.push([changed, performance.now() - since]);
    }));
  });
  watcher.observe(document.getElementById("found"), { subtree: true, childList: true, characterData: true });
}"""
"""Notes for each key: milliseconds to the change of the page, and to the frame after it."""
READY = """() => new Promise((ready) => {
  const begun = performance.now();
  const box = document.getElementById("q");
  new MutationObserver((_, watcher) => {
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => ready(performance.now() - begun)));
  }).observe(document.getElementById("found"), { subtree: true, childList: true, characterData: true });
  box.focus();
  box.value = "证";
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
})"""
"""Milliseconds from touching the box, nothing loaded yet, to the first answer."""
PAUSE = 60
"""Milliseconds between an answer and the next key."""


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds: of every key to the page's change and to the screen; and of the first answer."""

    changed: list[float]
    painted: list[float]
    first: list[float]


def measure(browser: Browser, address: str, queries: Iterable[str], slowed: int) -> Times:
    """Type each query into the home page's box, each on a fresh page, the CPU slowed down."""
    times = Times([], [], [])
    for query in queries:
        context = browser.new_context(
            viewport={"width": 360, "height": 640}, service_workers="block"
        )
        page = context.new_page()
        page.goto(address)
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        times.first.append(page.evaluate(READY))
        page.locator("#q").fill("")
        page.wait_for_timeout(PAUSE)
        page.evaluate(WATCH)
        for typed, key in enumerate(query, 1):
            page.keyboard.type(key)
            page.wait_for_function("typed => keystrokes.length === typed", arg=typed)
            page.wait_for_timeout(PAUSE)
        for changed, painted in page.evaluate("keystrokes"):
            times.changed.append(changed)
            times.painted.append(painted)
        context.close()
    return times


def middle_and_worst(times: list[float]) -> tuple[float, float]:
    """Return what half of the times and what 95 of 100 do not exceed."""
    shares = quantiles(times, n=100, method="inclusive")
    return shares[49], shares[94]


def floor(page: Page) -> float:
    """Return what the measuring itself takes: two frames after a change of one letter."""
    times: list[float] = page.evaluate("""async () => {
      const times = [];
      for (let i = 0; i < 60; i += 1) {
        await new Promise((next) => setTimeout(next, 7));
        const begun = performance.now();
        await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
        times.push(performance.now() - begun);
      }
      return times;
    }""")
    return middle_and_worst(times)[0]
