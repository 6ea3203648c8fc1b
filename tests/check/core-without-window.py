#!/usr/bin/python3
"""Proves that the core does not use GTK: a program linked with all of it needs no window library.
Pango and cairo are none: they set pages on paper as well, without a display.

usage: core-without-window.py PROGRAM
"""
import re
import subprocess
import sys

WINDOW_LIBRARY = re.compile(r'lib(gtk|gdk-|gtksourceview|handy|atk|atspi|wayland)')
WINDOW_SYMBOL = re.compile(r' _?(gtk|gdk|hdy|atk)_(?!pixbuf)| X[A-Z]\w+')


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main(program):
    defined = run('nm', '--defined-only', program)
    libraries = run('ldd', program)
    undefined = run('nm', '--undefined-only', program)
    checks = [
        ('the core is in the program',
         [] if re.search(r' [Tt] ob_project_open\b', defined) else ['ob_project_open is missing']),
        ('needs no library of the window, directly or through others',
         [line.strip() for line in libraries.splitlines() if WINDOW_LIBRARY.search(line)]),
        ('calls no function of the window',
         [line.strip() for line in undefined.splitlines() if WINDOW_SYMBOL.search(line)]),
    ]

    print(f'1..{len(checks)}')
    for number, (name, faults) in enumerate(checks, 1):
        for fault in faults:
            print(f'# {fault}')
        print(f'{"not ok" if faults else "ok"} {number} - {name}')
    return 1 if any(faults for _, faults in checks) else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
