"""What the fault tests share: running the command line, and saying what is wrong as TAP."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ARTICLE = 'The ferry\n\n' + ''.join(
    f'Paragraph {n} says that "at least {n} people" were on board, and Mayor Ames denies it.\n\n'
    for n in range(1, 60))
TITLE = 'The ferry'

# Words of programs, not of people: a sentence for an analyst has none of them.
JARGON = ('SQLITE', 'sqlite', 'errno', 'malformed', 'NULL', 'assert', 'CRITICAL', 'WARNING', 'g_')


class World:
    """A folder of its own with a copy of the program and a home, which any user can enter."""

    def __init__(self, program):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='obelus-fault-'))
        self.folder.chmod(0o755)
        self.program = self.folder / 'obelus'
        shutil.copy(program, self.program)
        reader = self.folder / 'obelus-reader'
        shutil.copy(pathlib.Path(program).parent / 'reader' / 'obelus-reader', reader)
        self.home = self.folder / 'home'
        self.home.mkdir()
        self.environment = {**os.environ, 'HOME': str(self.home), 'LC_ALL': 'C.UTF-8',
                            'OBELUS_READER': str(reader),
                            'XDG_DATA_HOME': str(self.home / 'data'),
                            'XDG_CONFIG_HOME': str(self.home / 'config'),
                            'XDG_STATE_HOME': str(self.home / 'state'),
                            'XDG_CACHE_HOME': str(self.home / 'cache')}

    def __enter__(self):
        return self

    def __exit__(self, *details):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *arguments, stdin=None, under=(), **options):
        """Runs a command line, under a tracer or the like; returns the finished process."""
        return subprocess.run([*under, str(self.program), *map(str, arguments)], text=True,
                              errors='backslashreplace', input=stdin if stdin is not None else '', capture_output=True,
                              env=self.environment, timeout=120, **options)

    def must(self, *arguments, stdin=None, **options):
        """Runs a command line that has to work; returns its standard output."""
        done = self.run(*arguments, stdin=stdin, **options)
        if done.returncode != 0:
            raise AssertionError(f'obelus {" ".join(map(str, arguments))} ended with '
                                 f'{done.returncode}: {done.stderr.strip()}')
        return done.stdout

    def make_project(self, name='project.obelus', **options):
        """A project with one article and one annotation."""
        project = self.folder / name
        article = self.folder / 'article.txt'
        article.write_text(ARTICLE, encoding='utf-8')
        self.must('new', project, '--annotator', 'Anna', **options)
        self.must('import', project, article, **options)
        self.must('edit', project, stdin=annotate(0), **options)
        return project

    def tamper(self, project, call, action):
        """Puts a tracer before a command that does something to the system calls `call` that touch
        the project, its journal or its folder; see was_tampered()."""
        paths = [project, f'{project}-journal', project.parent]
        return ['strace', '-f', '-qq', '-o', str(self.folder / 'trace'),
                *(part for path in paths for part in ('-P', str(path))),
                '-e', f'trace={call}', '-e', f'inject={call}:{action}']

    def was_tampered(self):
        return 'INJECTED' in (self.folder / 'trace').read_text(errors='replace')

    def list_notes(self, project):
        """The notes of all annotations, which tell the edits apart."""
        lines = self.must('list', project, 'annotations', '--json').splitlines()
        return sorted(json.loads(line)['note'] for line in lines)

    def find_damage(self, project):
        """What "obelus check" has to say against a project, or None."""
        done = self.run('check', project)
        return None if done.returncode == 0 else (done.stdout + done.stderr).strip()


def annotate(number, n_annotations=1):
    """The JSON lines of one edit whose annotations carry a note with its number."""
    return ''.join(json.dumps({'op': 'annotate', 'article': TITLE, 'label': 'claim',
                               'segments': [[12 + 3 * index, 20 + 3 * index]],
                               'note': f'edit {number}'}) + '\n'
                   for index in range(n_annotations))


def find_unclear(message):
    """What is wrong with an error message for an analyst, or None."""
    # A reader that has no way to fail tells the log before the command says what went wrong.
    lines = [line for line in message.strip().splitlines()
             if line and 'Obelus-Message' not in line]
    if not lines:
        return 'no message at all'
    if len(lines) > 1:
        return f'more than one line: {message.strip()!r}'
    if not lines[0].rstrip().endswith('.'):
        return f'not a sentence: {lines[0]!r}'
    if '\\x' in lines[0]:
        return f'bytes that are no text: {lines[0]!r}'
    # What stands in brackets is the cause, for whoever helps the analyst.
    words = [word for word in JARGON if word in re.sub(r'\(.*\)', '', lines[0])]
    if words:
        return f'jargon ({", ".join(words)}): {lines[0]!r}'
    return None


def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


class Report:
    """Prints TAP; every case is one line, what is wrong with it follows as comments."""

    def __init__(self):
        self.number = 0

    def case(self, title, faults=()):
        self.number += 1
        faults = [fault for fault in faults if fault]
        print(f'{"not ok" if faults else "ok"} {self.number} - {title}')
        for fault in faults[:20]:
            for line in str(fault).splitlines():
                print(f'# {line}')
        sys.stdout.flush()

    def skip(self, title, why):
        self.number += 1
        print(f'ok {self.number} - {title} # SKIP {why}', flush=True)

    def end(self):
        print(f'1..{self.number}', flush=True)


def can_trace(world):
    """Whether strace may make system calls fail here (some containers forbid it)."""
    if shutil.which('strace') is None:
        return False
    done = subprocess.run(['strace', '-f', '-qq', '-o', '/dev/null', '-e',
                           'inject=execve:error=ENOENT:when=2+', 'true'],
                          capture_output=True, check=False)
    return done.returncode == 0
