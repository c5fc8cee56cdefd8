"""Runs a program and writes to a file descriptor what that took: seconds, seconds of processor time, kilobytes.

    meter.py DESCRIPTOR PROGRAM ARGUMENT...

Alone in a small process, for a program's largest memory is never less than that of whoever started it.
"""

import os
import sys
import time

report = int(sys.argv[1])
os.set_inheritable(report, False)
start = time.perf_counter()
child = os.fork()
if child == 0:
    try:
        os.execvp(sys.argv[2], sys.argv[2:])
    except OSError as error:
        os.write(2, f"{sys.argv[2]}: {error}\n".encode())
    os._exit(127)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - start
os.write(report, f"{wall} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss}".encode())
sys.exit(os.waitstatus_to_exitcode(status) & 255)
