"""Publishing a finished folder in one step: the old site or the new one, never half of each.

Links are followed first: what is replaced is the folder that readers are shown. A folder that is
mounted cannot change places with another; its files are replaced one by one (``replacing``).
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.site.replacing import MARK, replace_files

if sys.platform != "win32":
    import fcntl

NEW, OLD = ".site-new-", ".site-old-"
LOST = "lost+found"
"""What some file systems keep at their root."""
_NO_LOCKS = frozenset({errno.EBADF, errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL})
"""How a file system says that it cannot lock a folder; NFS is one."""
_MOUNTS = Path("/proc/self/mountinfo")
_WRITTEN = {ord(" "): r"\040", ord("\t"): r"\011", ord("\n"): r"\012", ord("\\"): r"\134"}
"""How Linux writes these in its list of mounts."""


class ForeignFolderError(Exception):
    """The folder where the site belongs holds something else; nothing of it is thrown away."""


@dataclass(frozen=True, slots=True)
class Staging:
    """A folder to build in, and where the site lies that it is to become.

    Its lock tells other builds that this one is alive; it goes with the process that holds it.
    """

    folder: Path
    target: Path
    lock: int | None

    def discard(self) -> None:
        """Clear what was begun, and what was replaced."""
        if self.lock is not None:
            os.close(self.lock)  # it may be that of the published folder now
        shutil.rmtree(self.folder, ignore_errors=True)


def staging_directory(site: Path) -> Staging:
    """Make an empty folder to build ``site`` in; left-overs of dead builds are cleared.

    It lies beside the site, or inside when the site is a mount of its own: where renaming works.
    Raises ``OSError``, and at once the ``ForeignFolderError`` that publishing would end with.
    """
    target = real(site)
    target.parent.mkdir(parents=True, exist_ok=True)
    recover(target)
    _refuse_foreign(target)
    parent = _staging_parent(target)
    while True:
        try:
            folder = Path(tempfile.mkdtemp(prefix=f"{NEW}{target.name}-", dir=parent))
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(parent)) from error
        with suppress(BlockingIOError):  # another build took it for a dead one's; make another
            return Staging(folder, target, _lock(folder))


def real(site: Path) -> Path:
    """Return the folder that ``site`` leads to, whether it is there yet or not.

    Raises ``OSError`` for a link that leads to itself.
    """
    with suppress(RuntimeError):  # as Python before 3.13 tells it
        target = site.resolve()
        if not target.is_symlink():
            return target
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(site))


def is_mount_point(folder: Path) -> bool:
    """Tell whether something is mounted at ``folder``.

    ``os.path.ismount`` does not see a folder that is bound from the same file system.
    """
    if os.path.ismount(folder):
        return True
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:  # not Linux
        return False
    return str(folder).translate(_WRITTEN) in {line.split(" ")[4] for line in lines}


def _staging_parent(target: Path) -> Path:
    return target if is_mount_point(target) else target.parent


def recover(target: Path) -> None:
    """Bring back the old site if a build died between its two renames; clear what the dead left."""
    for old in _left(OLD, target):
        with suppress(OSError), locked(old):
            if target.exists():
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.rename(target)
    for new in _left(NEW, target):
        with suppress(OSError), locked(new) as lock:
            if lock is not None:  # where there are no locks, nobody knows that its build is dead
                shutil.rmtree(new, ignore_errors=True)


def _left(prefix: str, target: Path) -> Iterator[Path]:
    """Yield the folders that builds of this very site made: ``site-2026`` is another one's."""
    for parent in {target.parent, _staging_parent(target)}:
        with suppress(OSError):
            for folder in sorted(parent.iterdir()):
                mine = folder.name.rpartition("-")[0] == f"{prefix}{target.name}"
                if mine and folder.is_dir() and not folder.is_symlink():
                    yield folder


def _lock(folder: Path) -> int | None:
    """Lock a folder; ``None`` where the system or the file system has no locks for folders.

    Raises ``BlockingIOError`` when somebody else holds it, or has just removed it.
    """
    if sys.platform == "win32":
        return None
    with ExitStack() as opened:
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            opened.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError as error:
            raise BlockingIOError(errno.EAGAIN, "removed", str(folder)) from error
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return None
            raise
        if not folder.exists():
            raise BlockingIOError(errno.EAGAIN, "removed", str(folder))
        opened.pop_all()
    return handle


@contextmanager
def locked(folder: Path) -> Iterator[int | None]:
    """Hold a folder's lock; yields and raises what ``_lock`` does."""
    lock = _lock(folder)
    try:
        yield lock
    finally:
        if lock is not None:
            os.close(lock)


def publish(finished: Path, target: Path) -> None:
    """Put ``finished`` in the place of ``target``, a folder that is no link.

    What was there is then in ``finished``. Raises ``ForeignFolderError``; ``HalfReplacedError``
    when single files were being replaced; ``OSError`` with the old site as it was.
    """
    if not target.exists():
        finished.chmod(0o755)
        finished.rename(target)
        return
    _refuse_foreign(target)
    inside = finished.parent == target
    if not inside:
        finished.chmod(0o755)
    if inside or not (swap_directories(finished, target) or _change_places(finished, target)):
        with locked(target):
            replace_files(finished, target, lambda name: _is_ours(target / name))


def _refuse_foreign(target: Path) -> None:
    if target.exists() and not is_site(target) and not all(map(_is_ours, target.iterdir())):
        raise ForeignFolderError(str(target))


def _is_ours(entry: Path) -> bool:
    """Tell what may lie in a site that is mounted and is no part of it."""
    return entry.name == LOST or entry.name.startswith(NEW)


def _change_places(finished: Path, target: Path) -> bool:
    """Let two folders change places in two steps; ``False`` where folders cannot be renamed."""
    aside = target.parent / f"{OLD}{target.name}-{finished.name.rpartition('-')[2]}"
    with locked(target):
        try:
            target.rename(aside)
        except OSError as error:
            if error.errno in {errno.EBUSY, errno.EXDEV}:
                return False
            raise
        try:
            finished.rename(target)
        except OSError:
            aside.rename(target)
            raise
        with suppress(FileNotFoundError):  # cleared by another build
            aside.rename(finished)
    return True


def swap_directories(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, so that no reader finds neither.

    Linux alone can (``renameat2(2)`` with ``RENAME_EXCHANGE``), and not on every file system;
    ``False`` when it was not done.
    """
    if sys.platform != "linux":
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    here, names = -100, (os.fsencode(one), os.fsencode(other))
    return bool(call(here, names[0], here, names[1], 2) == 0)


def is_site(folder: Path) -> bool:
    """Tell whether a folder was built by us."""
    return (folder / MARK).is_file()
