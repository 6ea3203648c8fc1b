"""What the tests of the command line share: a folder, the program, and cases as TAP."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import traceback

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / 'data' / 'sample-article.txt'

# Kinds that "list" knows and that an annotation set carries.
KINDS = ('articles', 'annotations', 'labels', 'links', 'speakers', 'disputes', 'annotators', 'comments')


class Done:
    """A finished command: its status, standard output and standard error (text)."""

    def __init__(self, process):
        self.status = process.returncode
        self.bytes = process.stdout
        self.out = process.stdout.decode('utf-8', 'surrogateescape')
        self.err = process.stderr.decode('utf-8', 'surrogateescape')

    def rows(self):
        """Standard output as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


class Desk:
    """A folder of its own with a home; there is no display."""

    def __init__(self, program):
        self.program = program
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='obelus-cli-'))
        home = self.folder / 'home'
        home.mkdir()
        self.environment = {key: value for key, value in os.environ.items()
                            if key not in ('DISPLAY', 'WAYLAND_DISPLAY', 'LANGUAGE')}
        self.environment.update({
            'HOME': str(home), 'LC_ALL': 'C.UTF-8', 'G_DEBUG': 'fatal-criticals',
            'XDG_DATA_HOME': str(home / 'data'), 'XDG_CONFIG_HOME': str(home / 'config'),
            'XDG_STATE_HOME': str(home / 'state'), 'XDG_CACHE_HOME': str(home / 'cache')})

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name):
        return self.folder / name

    def write(self, name, content):
        path = self.path(name)
        if isinstance(content, str):
            content = content.encode('utf-8')
        path.write_bytes(content)
        return path

    def run(self, *arguments, stdin='', **environment):
        if isinstance(stdin, str):
            stdin = stdin.encode('utf-8')
        return Done(subprocess.run([self.program, *map(str, arguments)], input=stdin,
                                   capture_output=True, cwd=self.folder, timeout=120,
                                   env={**self.environment, **environment}))

    def must(self, *arguments, stdin=''):
        """A command that has to work, in silence on standard error."""
        done = self.run(*arguments, stdin=stdin)
        assert done.status == 0, f'{arguments} ended with {done.status}: {done.err}'
        assert done.err == '', f'{arguments} said: {done.err}'
        return done

    def refused(self, *arguments, stdin='', says=(), status=1):
        """A command that has to fail with one sentence that has all of `says` in it."""
        done = self.run(*arguments, stdin=stdin)
        assert done.status == status, f'{arguments} ended with {done.status}: {done.out}{done.err}'
        lines = done.err.splitlines()
        assert lines and lines[0].startswith('obelus: '), f'{arguments} said: {done.err!r}'
        assert lines[0][-1] in '.!?', f'not a sentence: {lines[0]!r}'
        if status == 1:
            assert len(lines) == 1, f'more than a sentence: {done.err!r}'
        for part in [says] if isinstance(says, str) else says:
            assert part in done.err, f'{part!r} is not in {done.err!r}'
        return done

    def project(self, name='a.obelus', annotator='Anna', article=True):
        """A new project, with the article of a few words unless told otherwise."""
        self.must('new', name, '--annotator', annotator)
        if article:
            self.must('import', name, self.write('ferry.txt', FERRY))
        return name

    def edit(self, project, *edits, options=()):
        """Applies edits; returns the ids they made, and None where there is none."""
        done = self.must('edit', project, *options,
                         stdin=''.join(json.dumps(edit) + '\n' for edit in edits))
        rows = done.rows()
        assert [row['op'] for row in rows] == [edit['op'] for edit in edits], rows
        return [row.get('id') for row in rows]

    def list(self, project, kind, *options):
        return self.must('list', project, kind, '--json', *options).rows()

    def state(self, project):
        """Everything that can be listed, for comparing."""
        return {kind: self.list(project, kind) for kind in KINDS}


FERRY = ('The ferry\n\n'
         'Mayor Ames says that "at least 90 people" were on board. He denies it \u2014 \U0001f6a2 \u00e9t\u00e9.\n\n'
         'The harbour office counted 86 and \u05e9\u05dc\u05d5\u05dd.\n')


def run(module):
    """Runs every function of the module that is called test_..., or those that the command names;
    prints TAP."""
    program = os.path.abspath(sys.argv[1])
    tests = [(name, function) for name, function in vars(module).items()
             if name.startswith('test_') and callable(function)
             and (len(sys.argv) < 3 or name in sys.argv[2:])]
    print(f'1..{len(tests)}')
    failed = 0
    for number, (name, function) in enumerate(tests, 1):
        title = function.__doc__.splitlines()[0] if function.__doc__ else name
        desk = Desk(program)
        try:
            function(desk)
            print(f'ok {number} - {title}', flush=True)
        except Exception:  # whatever goes wrong is a failed case, and the next one runs
            failed += 1
            print(f'not ok {number} - {title}')
            for line in traceback.format_exc().splitlines():
                print(f'# {line}')
            sys.stdout.flush()
        finally:
            desk.close()
    return 1 if failed else 0
