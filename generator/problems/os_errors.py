"""Errors of the operating system, in Chinese."""

from __future__ import annotations

import errno
import re
import shutil

_WORDS = {
    errno.EACCES: "没有权限",
    errno.EADDRINUSE: "别的程序正用着",
    errno.EADDRNOTAVAIL: "不是这台机器的地址",
    errno.EAGAIN: "另一个程序正在换这个文件夹，等一会再来",
    errno.EBUSY: "正被别的程序占用，或者是挂载点",
    errno.EDQUOT: "超过了给这个用户的磁盘限额",
    errno.EEXIST: "已经有同名的",
    errno.EFBIG: "文件超过了允许的大小",
    errno.EIO: "磁盘读写出错",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ELOOP: "链接绕回了自己",
    errno.ENAMETOOLONG: "名字太长",
    errno.ENOENT: "没有这个文件或者文件夹",
    errno.ENOSPC: "磁盘满了",
    errno.ENOTDIR: "不是文件夹",
    errno.ENOTEMPTY: "文件夹里有东西",
    errno.EPERM: "系统不允许",
    errno.EROFS: "这里只能读，不能写",
    errno.EXDEV: "前后不在同一个文件系统，不能一步换过去",
}


_COPYING = re.compile(r"\[Errno (\d+)\]")
"""The error number in the message of ``shutil.Error``, which ``copytree`` raises."""


class StatedError(OSError):
    """An error that this program raises itself: ``strerror`` is the reason, in Chinese."""


def describe_os_error(error: OSError) -> str:
    """Return the reason in Chinese, or the message of the system if the error is not in the table."""
    if isinstance(error, StatedError):
        return str(error.strerror)
    match = _COPYING.search(str(error)) if isinstance(error, shutil.Error) else None
    number = int(match[1]) if match else error.errno or 0
    return _WORDS.get(number) or error.strerror or str(error)
