#!/usr/bin/python3
"""Kills the command line in the middle of its work: at random moments, then at each system call
that touches the disk.  Afterwards the project opens, "check" finds nothing, every edit whose success
was told is there, and every other is there whole or not at all.

usage: kill.py OBELUS [SECONDS]     how long to kill at random moments; 15 unless told
"""
import random
import subprocess
import sys
import time

import faults

N_ANNOTATIONS = 5
N_MANY = 60         # so many that the file has to grow
CALLS = ('pwrite64', 'fdatasync', 'fsync', 'unlink', 'ftruncate', 'openat', 'fcntl')
MOST_CALLS = 150


def find_losses(world, project, told, tried, n_annotations=N_ANNOTATIONS):
    """What is wrong with the project after edits of which `told` were told to have succeeded."""
    damage = world.find_damage(project)
    if damage:
        yield f'check: {damage}'
        return
    notes = world.list_notes(project)
    for number in tried:
        n_found = notes.count(f'edit {number}')
        if n_found not in (0, n_annotations):
            yield f'edit {number} is there with {n_found} of {n_annotations} annotations'
        elif n_found == 0 and number in told:
            yield f'edit {number} was told to have succeeded and is lost'


def kill_at_random(world, report, seconds, seed):
    chance = random.Random(seed)
    project = world.make_project('random.obelus')
    started = time.monotonic()
    world.must('edit', project, stdin=faults.annotate(1, N_ANNOTATIONS))
    usual = time.monotonic() - started

    told, tried, problems, n_killed = {1}, [1], [], 0
    deadline = time.monotonic() + seconds
    number = 1
    while time.monotonic() < deadline and not problems:
        number += 1
        tried.append(number)
        process = subprocess.Popen([world.program, 'edit', project], env=world.environment,
                                   text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        process.stdin.write(faults.annotate(number, N_ANNOTATIONS))
        process.stdin.close()
        # The moment is chosen by the clock here on purpose: that is what a power switch does.
        time.sleep(chance.uniform(0, 1.2 * usual))
        process.kill()
        output = process.stdout.read()
        status = process.wait()
        process.stdout.close()
        process.stderr.close()
        n_killed += status < 0
        if status == 0 or output.count('\n') >= N_ANNOTATIONS:
            told.add(number)
        elif status > 0:
            problems.append(f'edit {number} failed with status {status}')
        if number % 10 == 0:
            problems.extend(find_losses(world, project, told, tried))
    problems.extend(find_losses(world, project, told, tried))
    report.case(f'killed {n_killed} of {len(tried)} edits at random moments (seed {seed}): '
                f'{len(told)} told to be done are there', problems)


def kill_at_calls(world, report, call):
    """Kills one edit at its first, second, ... call, until it gets through."""
    project = world.make_project(f'{call}.obelus')
    problems, n_killed = [], 0
    for number in range(1, MOST_CALLS):
        done = world.run('edit', project, stdin=faults.annotate(number, N_MANY),
                         under=world.tamper(project, call, f'signal=SIGKILL:when={number}'))
        if done.returncode >= 0:
            break
        n_killed += 1
        told = {number} if done.stdout.count('\n') >= N_MANY else set()
        problems.extend(f'killed at {call} {number}: {loss}'
                        for loss in find_losses(world, project, told, [number], N_MANY))
        if problems:
            break
    if n_killed == 0 and not problems:
        report.skip(f'killed at each call of {call}', 'never called')
    else:
        report.case(f'killed at each of {n_killed} calls of {call}', problems)


def main(program, seconds='15'):
    report = faults.Report()
    with faults.World(program) as world:
        kill_at_random(world, report, float(seconds), random.SystemRandom().randrange(1 << 32))
        for call in CALLS:
            if faults.can_trace(world):
                kill_at_calls(world, report, call)
            else:
                report.skip(f'killed at each call of {call}', 'strace cannot trace here')
    report.end()


if __name__ == '__main__':
    main(*sys.argv[1:])
