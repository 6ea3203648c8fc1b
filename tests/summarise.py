#!/usr/bin/python3
"""Sums up test runs: every test case that failed with what it printed, then the totals.

usage: summarise.py NAME=TESTLOG...

TESTLOG is what "meson test" writes to meson-logs/testlog.json: one JSON object a line, one line a
program.  A program that speaks TAP counts with each of its cases, another one as one.  A program
that ends badly without a failed case (a crash, a leak, a time-out, cases that never ran) is one
failure.  The last line is "N passed, N failed"; the exit status says whether all passed.
"""
import json
import re
import sys

CASE = re.compile(r'^(not )?ok\b(?: \d+)?(?: - | )?([^#]*)(?:#\s*(\w*))?', re.IGNORECASE)
PLAN = re.compile(r'^1\.\.(\d+)')


class Totals:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.skipped = 0


def count_cases(output):
    """Returns the TAP cases of a program's output: numbers passed, skipped, planned, and failed names."""
    passed, skipped, planned, failed = 0, 0, None, []
    for line in output.splitlines():
        plan = PLAN.match(line)
        if plan:
            planned = int(plan.group(1))
            continue
        case = CASE.match(line)
        if not case:
            continue
        directive = (case.group(3) or '').lower()
        if directive.startswith('skip'):
            skipped += 1
        elif case.group(1):
            failed.append(case.group(2).strip())
        else:
            passed += 1
    return passed, skipped, planned, failed


def add_program(totals, run, program):
    """Adds one program of a test log to the totals; prints what failed."""
    output = program.get('stdout') or ''
    passed, skipped, planned, failed = count_cases(output)
    fine = program['result'] in ('OK', 'EXPECTEDFAIL', 'SKIP')

    if planned is None and not passed and not failed:
        if program['result'] == 'SKIP':
            skipped = 1
        elif fine:
            passed = 1
    if planned is not None and planned > passed + skipped + len(failed):
        missing = planned - passed - skipped - len(failed)
        failed.append(f'{missing} of {planned} cases did not run ({program["result"]})')
    if not fine and not failed:
        failed.append(program['result'])

    totals.passed += passed
    totals.skipped += skipped
    totals.failed += len(failed)

    if failed:
        print(f'\n--- {program["name"]}, {run}: {"; ".join(failed)}')
        lines = (output + '\n' + (program.get('stderr') or '')).strip().splitlines()
        if len(lines) > 200:
            lines = lines[:60] + [f'... {len(lines) - 200} lines left out ...'] + lines[-140:]
        print('\n'.join('    ' + line for line in lines))


def main(arguments):
    totals = Totals()
    for argument in arguments:
        run, path = argument.split('=', 1)
        before = (totals.passed, totals.failed, totals.skipped)
        n_programs, seconds = 0, 0.0
        try:
            with open(path, encoding='utf-8') as log:
                for line in log:
                    program = json.loads(line)
                    add_program(totals, run, program)
                    n_programs += 1
                    seconds += program['duration']
        except OSError as error:
            print(f'\n--- {run}: no results: {error.strerror}')
            totals.failed += 1
        print(f'{run}: {n_programs} programs, {totals.passed - before[0]} passed, '
              f'{totals.failed - before[1]} failed, {totals.skipped - before[2]} skipped, '
              f'{seconds:.0f} s')
    print(f'{totals.passed} passed, {totals.failed} failed')
    return 0 if totals.failed == 0 and totals.passed > 0 else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
