#!/usr/bin/python3
"""Makes the disk fail under one edit: full, or faulty, at its first, second, ... write or
synchronisation, once or from then on.  The edit then says what is wrong in a sentence and leaves
the project as it was, or says that it is there; or, where the failure does no harm, succeeds.

usage: disk.py OBELUS
"""
import sys

import faults

# System call, error, and whether it stays so from the n-th call on.
FAILURES = [
    ('pwrite64', 'ENOSPC', '+'),
    ('pwrite64', 'ENOSPC', ''),
    ('pwrite64', 'EIO', '+'),
    ('fdatasync', 'EIO', '+'),
    ('fdatasync', 'EIO', ''),
    ('fsync', 'EIO', '+'),
    ('unlink', 'EACCES', '+'),
    ('openat', 'EMFILE', ''),
    ('pread64', 'EIO', '+'),
]
MOST_CALLS = 60


def fail_at_each(world, report, call, error, onward):
    project = world.make_project(f'{call}-{error}-{onward or "once"}.obelus')
    expected = world.list_notes(project)
    problems, n_failed, n_harmless = [], 0, 0

    for number in range(1, MOST_CALLS + 1):
        done = world.run('edit', project, stdin=faults.annotate(number), under=world.tamper(
            project, call, f'error={error}:when={number}{onward}'))
        injected = world.was_tampered()
        where = f'{call} {number}{onward} {error}'
        if done.returncode == 0:
            expected = sorted(expected + [f'edit {number}'])
            n_harmless += injected
        elif done.returncode == 1:
            n_failed += 1
            unclear = faults.find_unclear(done.stderr)
            if unclear:
                problems.append(f'{where}: {unclear}')
        else:
            problems.append(f'{where}: status {done.returncode}: {done.stderr.strip()}')
        damage = world.find_damage(project)
        if damage:
            problems.append(f'{where}: check: {damage}')
            break
        found = world.list_notes(project)
        # A disk that confirms nothing any more: the edit is there, and that is what the error says.
        if done.returncode == 1 and 'The edit is in the file' in done.stderr:
            expected = sorted(expected + [f'edit {number}'])
        if found != expected:
            problems.append(f'{where}, status {done.returncode}: {found} instead of {expected}')
            break
        if not injected:
            break

    title = f'{error} at each {call}{" and after" if onward else ""}'
    if n_failed + n_harmless == 0 and not problems:
        report.skip(title, 'never called')
    else:
        report.case(f'{title}: {n_failed} refused, {n_harmless} harmless', problems)


def main(program):
    report = faults.Report()
    with faults.World(program) as world:
        for call, error, onward in FAILURES:
            if faults.can_trace(world):
                fail_at_each(world, report, call, error, onward)
            else:
                report.skip(f'{error} at each {call}', 'strace cannot trace here')
    report.end()


if __name__ == '__main__':
    main(*sys.argv[1:])
