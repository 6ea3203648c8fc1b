#!/usr/bin/python3
"""Gives the command line files that it has to refuse: what is no project, a damaged, newer, foreign,
busy, read-only or vanished one.  Each is refused with a clear sentence and stays as it was, byte for
byte, with nothing new beside it.

usage: refuse.py OBELUS
"""
import os
import random
import shutil
import sqlite3
import subprocess
import sys

import faults

NOBODY = 65534
# Commands that only read and commands that would write.
COMMANDS = [('list', 'articles'), ('check',), ('edit',), ('undo',)]


def run_command(world, command, path, **options):
    arguments = [command[0], path, *command[1:]]
    return world.run(*arguments, stdin=faults.annotate(1) if command[0] == 'edit' else None,
                     **options)


def list_folder(path):
    return sorted(os.listdir(path.parent))


def check_refused(world, report, title, path, commands=COMMANDS, **options):
    """Every command refuses the file clearly, and touches nothing."""
    problems = []
    for command in commands:
        before = faults.digest(path), list_folder(path)
        done = run_command(world, command, path, **options)
        if done.returncode != 1:
            problems.append(f'{command[0]} ended with {done.returncode}: {done.stderr.strip()}')
        else:
            problems.append(faults.find_unclear(done.stderr))
        if (faults.digest(path), list_folder(path)) != before:
            problems.append(f'{command[0]} changed the file or its folder: {list_folder(path)}')
    report.case(title, problems)


def write_database(path, application_id, version, script=''):
    connection = sqlite3.connect(path)
    connection.execute(f'PRAGMA application_id = {application_id}')
    connection.execute(f'PRAGMA user_version = {version}')
    connection.executescript('CREATE TABLE change (n INTEGER PRIMARY KEY, id BLOB, body BLOB);'
                             + script)
    connection.commit()
    connection.close()


def refuse_what_is_no_project(world, report):
    folder = world.folder / 'other'
    folder.mkdir()
    project = world.make_project('whole.obelus')
    whole = project.read_bytes()
    version = int.from_bytes(whole[60:64], 'big')

    files = {
        'an empty file': b'',
        'a text': b'This is a text, not a project.\n',
        'the first half of a page': whole[:2048],
        'the header alone': whole[:100],
        'random bytes': random.Random(1).randbytes(50000),
        'a zip archive': b'PK\3\4' + bytes(3000),
    }
    for title, content in files.items():
        path = folder / 'file.obelus'
        path.write_bytes(content)
        check_refused(world, report, f'{title} is refused', path)
        path.unlink()

    path = folder / 'other.db'
    write_database(path, 0, 0)
    check_refused(world, report, 'an SQLite database of another program is refused', path)
    path.unlink()
    write_database(path, 0x4F42454C, version)
    check_refused(world, report, 'a database with our number and another inside is refused', path)

    path = folder / 'newer.obelus'
    path.write_bytes(whole[:60] + (version + 1000).to_bytes(4, 'big') + whole[64:])
    check_refused(world, report, 'a project of a newer version is refused', path)
    done = world.run('list', path, 'articles')
    report.case('the message on a newer version says that it is newer',
                [] if 'newer' in done.stderr else [done.stderr])

    path = folder / 'folder.obelus'
    path.mkdir()
    done = world.run('list', path, 'articles')
    report.case('a folder is refused', [faults.find_unclear(done.stderr)
                                        if done.returncode == 1 else f'status {done.returncode}'])


def damage(content, chance, kind):
    """Cuts off the end, flips bits, or clears a page of a file's content."""
    content = bytearray(content)
    if kind == 0:
        del content[chance.randrange(100, len(content)):]
    elif kind == 1:
        for _ in range(chance.choice((1, 10, 200))):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    else:
        start = chance.randrange(len(content))
        length = min(4096, len(content) - start)
        content[start:start + length] = bytes(length)
    return content


def survive_damage(world, report, title, path, whole):
    """A damaged file is refused or read; it never crashes the program, and what is refused is never
    changed."""
    seed = random.SystemRandom().randrange(1 << 32)
    chance = random.Random(seed)
    problems, n_refused, n_read = [], 0, 0

    for turn in range(45):
        path.write_bytes(damage(whole, chance, turn % 3))
        before = faults.digest(path)
        command = chance.choice(COMMANDS)
        done = run_command(world, command, path)
        where = f'turn {turn}, {command[0]}'
        if done.returncode == 1:
            n_refused += 1
            if command[0] != 'check':
                problem = faults.find_unclear(done.stderr)
                problems.append(problem and f'{where}: {problem}')
            if faults.digest(path) != before:
                problems.append(f'{where}: refused, and changed')
        elif done.returncode == 0:
            n_read += 1
        else:
            problems.append(f'{where}: status {done.returncode}: {done.stderr.strip()}')
        for name in os.listdir(path.parent):
            if name != path.name:
                (path.parent / name).unlink()
    report.case(f'{title} (seed {seed}): {n_refused} refused, {n_read} read', problems)


def survive_damages(world, report):
    """Damage to a file that came from elsewhere, and to one of this installation."""
    for title in ('a damaged file of others', 'a damaged file of ours'):
        folder = world.folder / title.replace(' ', '-')
        folder.mkdir()
        project = world.make_project(f'{folder.name}/project.obelus')
        whole = project.read_bytes()
        if title.endswith('others'):
            project.unlink()
        survive_damage(world, report, title, project, whole)


def refuse_what_cannot_be_written(world, report):
    """As a user who is bound by permissions, who owns the project and everything around it."""
    if os.getuid() == 0:
        user = {'user': NOBODY, 'group': NOBODY, 'extra_groups': []}
        subprocess.run(['chown', '-R', f'{NOBODY}:{NOBODY}', world.folder], check=True)
    else:
        user = {}
    folder = world.folder / 'guarded'
    folder.mkdir(exist_ok=True)
    folder.chmod(0o777)
    own = folder / 'own.obelus'
    world.make_project('guarded/own.obelus', **user)
    copy = folder / 'copy.obelus'
    shutil.copy(own, copy)
    copy.chmod(0o666)

    for path, whose in ((own, 'of ours'), (copy, 'of others')):
        mode = path.stat().st_mode
        for title, file_mode, folder_mode in (
                (f'a read-only project {whose}', 0o444, 0o777),
                (f'a project {whose} in a read-only folder', mode, 0o555)):
            path.chmod(file_mode)
            folder.chmod(folder_mode)
            check_refused(world, report, f'{title} is not written', path, [('edit',), ('undo',)],
                          **user)
            done = world.run('list', path, 'annotations', '--json', **user)
            report.case(f'{title} can be read', [f'status {done.returncode}: {done.stderr.strip()}']
                        if done.returncode or 'edit 0' not in done.stdout else [])
            path.chmod(mode)
            folder.chmod(0o777)

    folder.chmod(0o555)
    done = world.run('new', folder / 'new.obelus', **user)
    report.case('a project cannot be made in a read-only folder',
                [faults.find_unclear(done.stderr) if done.returncode == 1
                 else f'status {done.returncode}'])
    folder.chmod(0o777)


# Holds a database as a program does that has it open.  In a process of its own: reading a file and
# closing it again, as the checks do, drops all the locks that this process has on it.
HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute('BEGIN EXCLUSIVE')
print('held', flush=True)
sys.stdin.read()
"""


def refuse_what_is_open(world, report):
    project = world.make_project('busy.obelus')
    with subprocess.Popen([sys.executable, '-c', HOLDER, project], text=True,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()
        check_refused(world, report, 'a project that another program holds is refused', project)
        done = world.run('list', project, 'articles')
        report.case('the message says that it is open elsewhere',
                    [] if 'open' in done.stderr else [done.stderr])
        holder.stdin.close()
    done = world.run('list', project, 'articles')
    report.case('it opens when the other program has closed it',
                [done.stderr] if done.returncode else [])


def refuse_what_is_gone(world, report):
    problems = []
    missing = world.folder / 'missing.obelus'
    for command in COMMANDS:
        done = run_command(world, command, missing)
        problems.append(f'{command[0]}: status {done.returncode}' if done.returncode != 1
                        else faults.find_unclear(done.stderr))
        if missing.exists():
            problems.append(f'{command[0]} made a file')
    report.case('a project that is not there is refused, and not made', problems)

    # It vanishes, or another takes its place, while an edit is being typed.
    for title, replace in (('vanishes', False), ('is replaced', True)):
        project = world.make_project(f'gone-{replace}.obelus')
        other = world.make_project('other.obelus') if replace else None
        process = subprocess.Popen([world.program, 'edit', project], env=world.environment,
                                   text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        process.stdin.write(faults.annotate(1))
        process.stdin.flush()
        if replace:
            before = faults.digest(other)
            os.replace(other, project)
        else:
            project.unlink()
        _, message = process.communicate(timeout=60)
        problems = []
        if not replace:
            problems = [f'status {process.returncode}' if process.returncode != 1
                        else faults.find_unclear(message)]
        elif process.returncode == 0:
            # Opened after the replacement, then: the edit is in the new file.
            if 'edit 1' not in world.list_notes(project):
                problems.append('told to be done, and not in the file that is there')
        elif faults.digest(project) != before:
            problems.append('refused, and the file that took its place was changed')
        report.case(f'a project that {title} during an edit', problems)

    project = world.make_project('exists.obelus')
    before = faults.digest(project)
    done = world.run('new', project)
    report.case('"new" does not overwrite', [
        faults.find_unclear(done.stderr) if done.returncode == 1 else f'status {done.returncode}',
        None if faults.digest(project) == before else 'the file was changed'])


def main(program):
    report = faults.Report()
    with faults.World(program) as world:
        refuse_what_is_no_project(world, report)
        survive_damages(world, report)
        refuse_what_is_open(world, report)
        refuse_what_is_gone(world, report)
        refuse_what_cannot_be_written(world, report)
    report.end()


if __name__ == '__main__':
    main(*sys.argv[1:])
