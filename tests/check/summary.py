#!/usr/bin/python3
"""Checks that the summary of a test run counts every case, and calls nothing passed that failed.

usage: summary.py SUMMARISE
"""
import json
import subprocess
import sys
import tempfile

CASES = [
    ('cases of a TAP program', 'OK', 'ok 1 - /a\nok 2 - /b\n1..2\n', '2 passed, 0 failed', 0),
    ('a program without TAP is one', 'OK', 'checked all\n', '1 passed, 0 failed', 0),
    ('a failed case', 'FAIL', 'ok 1 - /a\nnot ok 2 - /b\n1..2\n', '1 passed, 1 failed', 1),
    ('a skipped case is neither', 'OK', 'ok 1 - /a # SKIP no\nok 2 /b\n1..2\n',
     '1 passed, 0 failed', 0),
    ('a crash after the last case', 'ERROR', 'ok 1 /a\n1..1\n', '1 passed, 1 failed', 1),
    ('cases that never ran', 'ERROR', '1..3\nok 1 /a\n', '1 passed, 1 failed', 1),
    ('a program that timed out', 'TIMEOUT', '', '0 passed, 1 failed', 1),
    ('nothing at all', None, '', '0 passed, 0 failed', 1),
]


def main(summarise):
    print(f'1..{len(CASES)}')
    for number, (title, result, output, last_line, status) in enumerate(CASES, 1):
        with tempfile.NamedTemporaryFile('w', suffix='.json') as log:
            if result:
                json.dump({'name': 'program', 'result': result, 'duration': 1.0,
                           'stdout': output, 'stderr': ''}, log)
            log.flush()
            done = subprocess.run([sys.executable, summarise, f'a run={log.name}'],
                                  capture_output=True, text=True, check=False)
        fine = done.stdout.splitlines()[-1:] == [last_line] and done.returncode == status
        print(f'{"ok" if fine else "not ok"} {number} - {title}')
        if not fine:
            print(f'# {done.returncode}, {done.stdout!r} {done.stderr!r}')


if __name__ == '__main__':
    main(sys.argv[1])
