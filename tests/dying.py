"""Building a catalogue of a fleet on a worker that is killed meanwhile: apart, as a worker imports it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from generator.site.fleet import Member, Result, build_member

VICTIM = "xian2"


def dies_once(mark: str, member: Member) -> Result:
    """Build, but let the worker be killed the first time it comes to the victim."""
    if member.id == VICTIM and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return build_member(member)


def always_dies(member: Member) -> Result:
    """Build, but let the worker be killed whenever it comes to the victim."""
    if member.id == VICTIM:
        os.kill(os.getpid(), signal.SIGKILL)
    return build_member(member)
