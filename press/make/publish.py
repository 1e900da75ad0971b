"""Makes output/ what the plan says, whole or not at all.

A complete tree is staged in .press/next, then changes places with output/ in one call. Kept files are hard links
into the old tree; a made file is always a new one, since writing into a linked file would change both trees.
The tree that was replaced stays as the beginning of the next one: what is the same file in both need not be linked
again, so that one changed page costs one page. Nothing is believed of it: its files count when they are output/'s own.
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
from collections.abc import Callable, Container, Iterator
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

    def __init__(self, project: Path, planned: Container[str] = ()) -> None:
        """Empty, but for the `planned` files that an earlier tree left here and that are output/'s own: those may be kept."""
        self._project = project
        self.output = project / OUTPUT
        self._next = project / STATE / "next"
        self._root = os.fspath(self._next)
        self._ready = project / STATE / "ready"
        self._folders: set[str] = set()
        self._there: dict[str, int] = {}  # what is left of an earlier tree -> its inode
        self.linked: set[str] = set()  # kept files that got another name, which changes how they look
        self._mend()
        self._next.mkdir(parents=True, exist_ok=True)
        self._clear("", planned)

    def write(self, path: str, content: bytes) -> None:
        """A made file, always a new one. Raises OSError, a full disk's for instance."""
        place = self._place(path)
        with suppress(FileNotFoundError):
            os.unlink(place)
        file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(file, left) :]
        finally:
            os.close(file)

    def content(self, path: str) -> bytes:
        """What a made file holds."""
        return (self._next / path).read_bytes()

    def keep(self, path: str) -> None:
        """A file as it lies in output/ today: a second name of it, or a copy where the disk has no such thing."""
        if self._there.pop(path, None) is not None:
            return
        target, source = self._place(path), os.path.join(self.output, path)
        try:
            os.link(source, target)
        except OSError as fault:
            if fault.errno not in _CANT | {errno.EMLINK}:
                raise
            shutil.copy2(source, target)
        self.linked.add(path)

    def publish(self) -> bool:
        """The staged tree becomes output/. Whether its files look as they did: not where they had to be moved one by one,
        nor after a first build, which leaves a twin of its tree."""
        for path, inode in self._there.items():  # neither kept nor made anew
            place = f"{self._root}/{path}"
            if os.lstat(place).st_ino == inode:
                os.unlink(place)
                self._prune(place.rpartition("/")[0])
        if not self.output.exists():
            self._next.rename(self.output)
            self._leave_twin()
            return False
        if not exchange(self._next, self.output):
            names = sorted(path.relative_to(self._next).as_posix() for path in self._next.rglob("*") if path.is_file())
            temporary = self._ready.with_suffix(".new")
            temporary.write_text("\n".join([*names, _END]), encoding="utf-8")
            temporary.replace(self._ready)
            self._move_over()
            return False
        return True

    def _leave_twin(self) -> None:
        """Links a first tree where the next one begins, as a replaced one would be, so that the first edit costs one page."""
        try:
            _link_all(os.fspath(self.output), self._root)
            os.unlink(f"{self._root}/{LEDGER}")  # always made anew: its second name would go, and so change how it looks
        except OSError:  # a disk without links, or full: the next build links what it keeps
            self.discard()

    def _clear(self, folder: str, planned: Container[str]) -> bool:
        """Takes out of a staged folder what may not be kept. Whether anything is left in it."""
        try:
            with os.scandir(f"{self.output}/{folder}") as entries:
                own = {entry.name: entry.inode() for entry in entries if entry.is_file(follow_symlinks=False)}
        except (FileNotFoundError, NotADirectoryError):
            own = {}
        is_left = False
        with os.scandir(f"{self._root}/{folder}") as entries:
            for entry in entries:
                path = f"{folder}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    if self._clear(f"{path}/", planned):
                        self._folders.add(entry.path)
                        is_left = True
                    else:
                        os.rmdir(entry.path)
                elif path in planned and own.get(entry.name) == entry.inode():
                    self._there[path] = entry.inode()
                    is_left = True
                else:
                    os.unlink(entry.path)
        return is_left

    def _prune(self, folder: str) -> None:
        """Takes away a folder that has become empty, and those above it."""
        while folder != self._root:
            try:
                os.rmdir(folder)
            except OSError:
                return
            folder = folder.rpartition("/")[0]

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


def _link_all(source: str, target: str) -> None:
    """A second name for each file of a tree, in a tree of the same folders. Raises OSError."""
    os.mkdir(target)
    with os.scandir(source) as entries:
        for entry in entries:
            place = f"{target}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                _link_all(entry.path, place)
            else:
                os.link(entry.path, place)


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
