"""Walls around the process that runs what a student wrote: no network, no other program, no file but those of Python and the kit.

Linux has walls that a program cannot take down again (Landlock, seccomp, a network of its own); they are asked for through its system
calls, by their numbers, as Python has no names for them. On other systems Python itself refuses: that stops what happens by mistake or
is copied from somewhere, and no one who sets out to get past it.
"""

import contextlib
import ctypes
import os
import platform
import struct
import sys

FILE_SIZE, FILES = 20 << 20, 256  # bytes of a file, open files
NEW_USER, NEW_NETWORK, NEW_IPC, THREAD = 0x10000000, 0x40000000, 0x08000000, 0x10000
ALLOW, EPERM, ENOSYS, KILL = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000
LOAD, EQUAL, AT_LEAST, HAS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # of the small language of seccomp
READ = 0b1101  # of Landlock's rights: to run, to read, to list
WRITE = READ | 0x2 | 0x20 | 0x100 | 0x4000  # also to write, to remove, to make a plain file, to cut one short
OF_A_FILE = 0xC007  # the rights that make sense for a file
RIGHTS = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}  # that each version of Landlock knows
# System calls with their numbers on x86_64 and aarch64. Refused whatever they are given:
REFUSED = """
fork 57 -, vfork 58 -, execve 59 221, execveat 322 281, setsid 112 157, setpgid 109 154, socket 41 198, ptrace 101 117, tkill 200 130
rt_sigqueueinfo 129 138, rt_tgsigqueueinfo 297 240, process_vm_readv 310 270, process_vm_writev 311 271, process_madvise 440 440
pidfd_open 434 434, pidfd_send_signal 424 424, pidfd_getfd 438 438, io_uring_setup 425 425
io_uring_enter 426 426, io_uring_register 427 427
mount 165 40, umount2 166 39, pivot_root 155 41, chroot 161 51, unshare 272 97, setns 308 268, bpf 321 280, perf_event_open 298 241
userfaultfd 323 282, add_key 248 217, request_key 249 218, keyctl 250 219, shmget 29 194, msgget 68 186, semget 64 190, memfd_create 319 279
truncate 76 45, chmod 90 -, fchmod 91 52, fchmodat 268 53, fchmodat2 452 452, chown 92 -, fchown 93 55, lchown 94 -, fchownat 260 54
utime 132 -, utimes 235 -, futimesat 261 -, utimensat 280 88, setxattr 188 5, lsetxattr 189 6, fsetxattr 190 7, removexattr 197 14
lremovexattr 198 15, fremovexattr 199 16, setpriority 141 140, sched_setparam 142 118, sched_setscheduler 144 119, sched_setattr 314 274
reboot 169 142, init_module 175 105, finit_module 313 273, delete_module 176 106, kexec_load 246 104
"""
ON_ITSELF = "kill 62 129, tgkill 234 131, prlimit64 302 261"  # refused on other processes
BEGIN, BEGIN3 = "clone 56 220", "clone3 435 435"  # refused for anything but threads
MACHINE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
BARRED = (
    *("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile", "os.kill", "pty."),
    *("os.chmod", "os.chown", "os.link", "os.symlink", "os.truncate", "os.setxattr", "os.utime", "ctypes.", "winreg."),
    *("_winapi.CreateProcess", "webbrowser.", "ftplib.", "http.", "urllib.", "smtplib.", "sqlite3.", "msvcrt.", "syslog.", "shutil."),
)
CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir")


def limit(*, memory, seconds):
    """Set the limits that the system itself keeps: memory, processor time, sizes of files; return whether it knows them."""
    try:
        import resource
    except ImportError:
        return False
    wanted = {"RLIMIT_DATA": memory, "RLIMIT_CPU": seconds, "RLIMIT_FSIZE": FILE_SIZE, "RLIMIT_NOFILE": FILES, "RLIMIT_CORE": 0}
    for name, most in wanted.items():
        with contextlib.suppress(AttributeError, OSError, ValueError):
            kind = getattr(resource, name)
            least = min([most, *(each for each in resource.getrlimit(kind) if each != resource.RLIM_INFINITY)])
            resource.setrlimit(kind, (least, least))
    return True


def close(folder, readable):
    """Shut this process in for good: it writes into `folder` alone and reads what is `readable`. Return whether the system keeps it so."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in MACHINE or struct.calcsize("P") != 8:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    libc.prctl(1, 9, 0, 0, 0)  # it ends with the process that started it
    if libc.prctl(38, 1, 0, 0, 0):  # no program that it runs may do more than itself
        return False
    libc.unshare(NEW_USER | NEW_NETWORK | NEW_IPC)  # where that is not allowed, the calls themselves are refused below
    return _files(libc, folder, readable) and _calls(libc, machine)


def _files(libc, folder, readable):
    """Shut off all files but those in `folder`, and those that may be read."""
    version = libc.syscall(444, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    rights = RIGHTS[min(version, 5)]
    asked = struct.pack("QQQ", rights, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    rules = libc.syscall(444, asked, ctypes.c_size_t(8 if version < 4 else 16 if version < 6 else 24), 0)
    for path, allowed in [*((path, READ) for path in readable), (folder, WRITE), (os.devnull, READ | 0b10)]:
        try:
            opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        allowed &= rights if os.path.isdir(path) else rights & OF_A_FILE
        libc.syscall(445, rules, 1, struct.pack("=Qi", allowed, opened), 0)
        os.close(opened)
    return libc.syscall(446, rules, 0) == 0


def _calls(libc, machine):
    """Refuse the system calls that lead out: other programs and processes, sockets, signals to others."""
    no, yes = (RETURN, 0, 0, EPERM), (RETURN, 0, 0, ALLOW)
    steps = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, MACHINE[machine]), (RETURN, 0, 0, KILL), (LOAD, 0, 0, 0)]
    if machine == "x86_64":
        steps += [(AT_LEAST, 0, 1, 0x40000000), no]
    for number in _numbers(REFUSED, machine):
        steps += [(EQUAL, 0, 1, number), no]
    for number in _numbers(BEGIN3, machine):  # its flags cannot be read here; told that there is no such call, the older one is taken
        steps += [(EQUAL, 0, 1, number), (RETURN, 0, 0, ENOSYS)]
    for number in _numbers(BEGIN, machine):
        steps += [(EQUAL, 0, 4, number), (LOAD, 0, 0, 16), (HAS, 1, 0, THREAD), no, yes]
    for number in _numbers(ON_ITSELF, machine):
        steps += [(EQUAL, 0, 5, number), (LOAD, 0, 0, 16), (EQUAL, 2, 0, os.getpid()), (EQUAL, 1, 0, 0), no, yes]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in [*steps, yes]))
    filtering = struct.pack("HxxxxxxP", len(steps) + 1, ctypes.addressof(program))
    return libc.prctl(22, 2, filtering, 0, 0) == 0


def _numbers(calls, machine):
    """Return the numbers of some system calls, as far as a machine has them."""
    rows = [call.split() for call in calls.replace("\n", ",").split(",") if call.strip()]
    return [int(row[1 + list(MACHINE).index(machine)]) for row in rows if row[1 + list(MACHINE).index(machine)] != "-"]


def refuse(folder):
    """Let Python refuse what `close` shuts off, where the system has no walls. A hook cannot be taken out again, and can be got round."""
    inside = os.path.realpath(folder) + os.sep

    def hook(event, arguments):
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, int) or not (flags or 0) & WRITES or os.fsdecode(path) == os.devnull:
                return
        elif event.startswith(BARRED):
            raise PermissionError(f"{event} is not allowed while lessons are graded")
        elif not event.startswith(CHANGES):
            return
        for path in arguments[: 2 if event == "os.rename" else 1]:
            if not (os.path.realpath(os.fsdecode(path)) + os.sep).startswith(inside):
                raise PermissionError("writing outside its own folder is not allowed while lessons are graded")

    sys.addaudithook(hook)
