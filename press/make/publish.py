"""Makes output/ what the plan says, whole or not at all.

A complete tree is staged in .press/next, then changes places with output/ in one call. Kept files are hard links
into the old tree; a made file is always a new one, since writing into a linked file would change both trees.
Where two folders can't change places, the staged tree is moved over file by file, under a mark that lets the
next build finish what was interrupted.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OUTPUT, STATE, LEDGER = "output", ".press", ".ledger"
_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2
_END = "."  # the last line of the mark, which is no file's name
_CANT = {errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.EBUSY, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP}


@contextmanager
def locked(project: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """One build at a time: a second one waits. `waiting` is called first when it has to."""
    folder = project / STATE
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Stage:
    """The next output/, while it is being filled."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self.output = project / OUTPUT
        self._next = project / STATE / "next"
        self._root = os.fspath(self._next)
        self._ready = project / STATE / "ready"
        self._folders: set[str] = set()
        self._mend()
        shutil.rmtree(self._next, ignore_errors=True)
        self._next.mkdir(parents=True)

    def write(self, path: str, content: bytes) -> None:
        """A made file. Raises OSError, a full disk's for instance."""
        file = os.open(self._place(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(file, left) :]
        finally:
            os.close(file)

    def keep(self, path: str) -> None:
        """A file as it lies in output/ today: a second name of it, or a copy where the disk has no such thing."""
        target, source = self._place(path), os.path.join(self.output, path)
        try:
            os.link(source, target)
        except OSError as fault:
            if fault.errno not in _CANT | {errno.EMLINK}:
                raise
            shutil.copy2(source, target)

    def publish(self) -> None:
        """The staged tree becomes output/; what was there before is removed."""
        if not self.output.exists():
            self._next.rename(self.output)
        elif exchange(self._next, self.output):
            shutil.rmtree(self._next, ignore_errors=True)
        else:
            names = sorted(path.relative_to(self._next).as_posix() for path in self._next.rglob("*") if path.is_file())
            temporary = self._ready.with_suffix(".new")
            temporary.write_text("\n".join([*names, _END]), encoding="utf-8")
            temporary.replace(self._ready)
            self._move_over()

    def discard(self) -> None:
        shutil.rmtree(self._next, ignore_errors=True)

    def _place(self, path: str) -> str:
        target = f"{self._root}/{path}"
        self._enter(target.rpartition("/")[0])
        return target

    def _enter(self, folder: str) -> None:
        """Makes a folder and those above it, each once: system calls are what many small files cost."""
        if folder in self._folders:
            return
        if folder != self._root:
            self._enter(folder.rpartition("/")[0])
        with suppress(FileExistsError):
            os.mkdir(folder)
        self._folders.add(folder)

    def _mend(self) -> None:
        """Finishes a move that was interrupted after its tree was whole."""
        if self._ready.exists():
            self._move_over()

    def _move_over(self) -> None:
        """File by file: the new ones into their places, the ledger last, then the old ones away. Can be begun anew."""
        *names, end = self._ready.read_text(encoding="utf-8").split("\n")
        if end != _END:  # the power failed before the names were on the disk: the move had not begun
            self._ready.unlink()
            return
        for name in sorted(names, key=lambda name: name == LEDGER):
            staged, target = self._next / name, self.output / name
            if staged.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                beside = target.with_name(f".{target.name}.new")
                shutil.copy2(staged, beside)
                beside.replace(target)
                staged.unlink()
        keep = set(names)
        for path in sorted(self.output.rglob("*"), reverse=True):
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(self.output).as_posix() not in keep:
                path.unlink()
        self._ready.unlink()
        shutil.rmtree(self._next, ignore_errors=True)


def exchange(one: Path, other: Path) -> bool:
    """Two folders change places in one step. False where the system or the disk can't."""
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        call = library.renamex_np
        done = call(os.fsencode(one), os.fsencode(other), _RENAME_SWAP)
    else:
        call = getattr(library, "renameat2", None)
        if call is None:
            return False
        done = call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANT:
        return False
    raise OSError(number, os.strerror(number), str(other))
