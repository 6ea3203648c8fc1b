#!/usr/bin/python3
"""Three copies of a project that are edited at random and meet over a real transport: they must end
with the same lists, byte for byte.

usage: transports.py OBELUS [--edits N] [--seed N] [folder|git|syncthing]...

Copies are cut off from each other for a while, are killed while they write, and two of them have
clocks of the years 1970 and 2099 (where "faketime" is installed).  Without a transport it is the
plain folder with few edits, as a test among others; the long proof is

    transports.py build/app/obelus --edits 5000 folder git syncthing
"""
import argparse
import json
import pathlib
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'cli'))
from harness import KINDS, SAMPLE, Desk  # noqa: E402

CLOCKS = ([], ['faketime', '-f', '+73y'], ['faketime', '-f', '-56y'])
LABELS = ('claim', 'speaker', 'quote', 'figure', 'note')
MOST_EDITS_A_STEP = 40


class Copy:
    """One person's project file on a machine of its own."""

    def __init__(self, program, number, folder, dice):
        self.desk = Desk(program)
        self.number = number
        self.folder = folder
        self.dice = dice
        self.project = self.desk.path('project.obelus')
        self.known = []
        self.n_edits = 0
        self.n_steps = 0  # one's own, to be undone
        clock = CLOCKS[number % len(CLOCKS)]
        self.clock = clock if clock and shutil.which(clock[0]) else []
        # A faked clock is preloaded, and so comes before the runtime of the sanitizers.
        options = [self.desk.environment.get('ASAN_OPTIONS'), 'verify_asan_link_order=0']
        self.desk.environment['ASAN_OPTIONS'] = ':'.join(filter(None, options))

    def run(self, *arguments, stdin='', kill=False):
        """Runs a command, or kills it on the way; returns its output, or None when it failed."""
        command = [*self.clock, self.desk.program, *map(str, arguments)]
        process = subprocess.Popen(command, env=self.desk.environment, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if kill:
            process.stdin.write(stdin.encode())
            process.stdin.close()
            time.sleep(self.dice.random() * 0.1)
            process.kill()
            process.stdout.read()
            process.stderr.read()
            process.wait()
            return None
        out, error = process.communicate(stdin.encode())
        self.error = error.decode()
        return out.decode() if process.returncode == 0 else None

    def must(self, *arguments, stdin=''):
        out = self.run(*arguments, stdin=stdin)
        assert out is not None, f'{arguments}: {self.error}'
        return out

    def make_line(self):
        dice, choice = self.dice, self.dice.random()
        if choice < 0.5 or not self.known:
            start = dice.randrange(2000)
            return {'op': 'annotate', 'article': self.article, 'label': dice.choice(LABELS),
                    'segments': [[start, start + dice.randrange(1, 80)]],
                    'note': f'note {dice.randrange(1000)}'}
        known = dice.choice(self.known)
        if choice < 0.75:
            return {'op': 'update', 'id': known, 'note': f'note {dice.randrange(1000)}'}
        if choice < 0.82:
            return {'op': 'update', 'id': known, 'label': dice.choice(LABELS)}
        if choice < 0.88:
            return {'op': 'speaker', 'name': f'Speaker {dice.getrandbits(60):x}'}
        if choice < 0.94 and len(self.known) > 1:
            return {'op': 'link', 'from': known, 'type': 'supports',
                    'to': dice.choice([other for other in self.known if other != known])}
        self.known.remove(known)
        return {'op': 'delete', 'id': known}

    def edit(self, kill):
        lines = [self.make_line() for _ in range(self.dice.randint(1, MOST_EDITS_A_STEP))]
        out = self.run('edit', self.project, stdin='\n'.join(map(json.dumps, lines)), kill=kill)
        if out is None:
            self.learn()
            return
        self.n_edits += len(lines)
        self.n_steps += 1
        self.known += [made['id'] for line, made in zip(lines, map(json.loads, out.splitlines()))
                       if line['op'] == 'annotate' and 'id' in made]

    def undo(self, kill):
        """Only edits: a copy could undo that the article was added, and little would be left."""
        if self.n_steps > 0:
            self.n_steps -= 1
            self.run('undo', self.project, kill=kill)
            self.learn()

    def learn(self):
        rows = self.must('list', self.project, 'annotations', '--json').splitlines()
        self.known = [json.loads(row)['id'] for row in rows]

    def picture(self):
        """What all copies must agree on, byte for byte."""
        return {kind: self.must('list', self.project, kind, '--json') for kind in KINDS}


class Folder:
    """A folder that all can see."""

    def __init__(self, root):
        self.path = root / 'team'
        self.path.mkdir()

    def get_folder(self, number):
        return self.path

    def carry(self, number):
        pass

    def settle(self):
        return 2

    def close(self):
        pass


class Git:
    """A repository on another machine, and a clone of it on each."""

    def __init__(self, root):
        self.root = root
        self.git(root, 'init', '-q', '--bare', '-b', 'main', 'remote.git')
        for number in range(3):
            self.git(root, 'clone', '-q', 'remote.git', f'clone-{number}')
            self.git(self.clone(number), 'config', 'user.name', f'Person {number}')
            self.git(self.clone(number), 'config', 'user.email', 'person@example.org')
        (self.clone(0) / 'README').write_text('A team folder\n')
        self.publish(0)
        for number in (1, 2):
            self.git(self.clone(number), 'pull', '-q', 'origin', 'main')

    @staticmethod
    def git(folder, *arguments):
        return subprocess.run(['git', *arguments], cwd=folder, capture_output=True).returncode == 0

    def clone(self, number):
        return self.root / f'clone-{number}'

    def publish(self, number):
        clone = self.clone(number)
        self.git(clone, 'checkout', '-q', '-B', 'main')
        self.git(clone, 'add', '-A')
        self.git(clone, 'commit', '-q', '-m', 'Work')
        for _ in range(3):
            self.git(clone, 'pull', '-q', '--no-rebase', '--no-edit', 'origin', 'main')
            if self.git(clone, 'push', '-q', 'origin', 'main'):
                return

    def get_folder(self, number):
        return self.clone(number)

    def carry(self, number):
        self.publish(number)

    def settle(self):
        for number in (0, 1, 2, 0, 1, 2):
            self.publish(number)
        return 3

    def close(self):
        pass


class Syncthing:
    """Two instances on this machine; the first two copies are at the one, the third at the other."""

    def __init__(self, root):
        self.homes = [root / 'one', root / 'two']
        self.ports = [self.free_port() for _ in range(4)]
        self.processes = [None, None]
        for home in self.homes:
            subprocess.run(['syncthing', 'generate', f'--home={home}', '--no-default-folder'],
                           check=True, capture_output=True)
            (home / 'team').mkdir()
            (home / 'team' / '.stfolder').mkdir()
        self.ids = [re.search(r'<device id="([^"]+)"', (home / 'config.xml').read_text())[1]
                    for home in self.homes]
        for number in range(2):
            self.configure(number)
            self.start(number)
        time.sleep(8)

    @staticmethod
    def free_port():
        with socket.socket() as probe:
            probe.bind(('127.0.0.1', 0))
            return probe.getsockname()[1]

    def configure(self, number):
        other = 1 - number
        home = self.homes[number]
        text = (home / 'config.xml').read_text()
        key = re.search(r'<apikey>([^<]+)</apikey>', text)[1]
        version = re.search(r'<configuration version="(\d+)"', text)[1]
        (home / 'config.xml').write_text(f'''<configuration version="{version}">
  <folder id="team" label="team" path="{home / 'team'}" type="sendreceive" rescanIntervalS="3"
      fsWatcherEnabled="true" fsWatcherDelayS="1">
    <device id="{self.ids[number]}"/>
    <device id="{self.ids[other]}"/>
  </folder>
  <device id="{self.ids[number]}" name="own"><address>dynamic</address></device>
  <device id="{self.ids[other]}" name="other">
    <address>tcp://127.0.0.1:{self.ports[other]}</address>
  </device>
  <gui enabled="true" tls="false"><address>127.0.0.1:{self.ports[2 + number]}</address>
    <apikey>{key}</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:{self.ports[number]}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <reconnectionIntervalS>2</reconnectionIntervalS>
    <startBrowser>false</startBrowser>
    <urAccepted>-1</urAccepted>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <crashReportingEnabled>false</crashReportingEnabled>
  </options>
</configuration>
''')

    def start(self, number):
        self.processes[number] = subprocess.Popen(
            ['syncthing', 'serve', f'--home={self.homes[number]}', '--no-browser',
             '--no-restart', '--no-upgrade'],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self, number):
        self.processes[number].kill()
        self.processes[number].wait()

    def get_folder(self, number):
        return self.homes[number // 2] / 'team'

    def carry(self, number):
        """Now and then the machines are cut off, or one goes down in the middle."""
        if number == 1:
            self.stop(1)
            self.start(1)

    def names(self, number):
        return {(path.name, path.stat().st_size) for path in (self.homes[number] / 'team').iterdir()
                if 'obelus-bundle' in path.name}

    def settle(self):
        deadline = time.monotonic() + 120
        while self.names(0) != self.names(1) and time.monotonic() < deadline:
            time.sleep(0.5)
        return 3

    def close(self):
        for number in range(2):
            self.stop(number)


TRANSPORTS = {'folder': Folder, 'git': Git, 'syncthing': Syncthing}


def make_copies(program, transport, dice):
    copies = [Copy(program, number, transport.get_folder(number), dice) for number in range(3)]
    copies[0].must('new', copies[0].project, '--annotator', 'Anna')
    copies[0].must('import', copies[0].project, SAMPLE)
    for copy in copies[1:]:
        shutil.copy(copies[0].project, copy.project)
    article = json.loads(copies[0].must('list', copies[0].project, 'articles', '--json'))['id']
    for copy in copies:
        copy.article = article
    return copies


def play(copies, transport, n_edits, dice):
    n_killed = n_cut = 0
    while sum(copy.n_edits for copy in copies) < n_edits:
        copy = dice.choice(copies)
        kill = dice.random() < 0.08
        n_killed += kill
        choice = dice.random()
        if choice < 0.6:
            copy.edit(kill)
        elif choice < 0.65:
            copy.undo(kill)
        elif choice < 0.9:
            copy.run('sync', copy.project, copy.folder, kill=kill)
            copy.learn()
        elif choice < 0.96:
            transport.carry(copy.number)
        else:
            n_cut += 1
    return n_killed


def meet(copies, transport):
    for _ in range(4):
        for copy in copies:
            copy.must('sync', copy.project, copy.folder)
        transport.settle()
    for copy in copies:
        copy.must('check', copy.project)
    return [copy.picture() for copy in copies]


def prove(program, name, n_edits, seed):
    """Returns the faults."""
    dice = random.Random(seed)
    root = pathlib.Path(tempfile.mkdtemp(prefix='obelus-transport-'))
    start = time.monotonic()
    transport = TRANSPORTS[name](root)
    copies = make_copies(program, transport, dice)
    try:
        n_killed = play(copies, transport, n_edits, dice)
        pictures = meet(copies, transport)
        differ = [kind for kind in KINDS if any(other[kind] != pictures[0][kind] for other in pictures)]
        n_edits = sum(copy.n_edits for copy in copies)
        bundles = list(copies[0].folder.glob('*obelus-bundle*'))
        n_annotations = len(pictures[0]['annotations'].splitlines())
        print(f'# {name}: {n_edits} edits, {n_killed} commands killed, '
              f'{n_annotations} annotations, '
              f'{len(bundles)} bundles of {sum(bundle.stat().st_size for bundle in bundles)} bytes, '
              f'{time.monotonic() - start:.0f} s, seed {seed}', flush=True)
        # About half of the edits annotate, and some of that is deleted or undone.
        poor = [f'only {n_annotations} annotations'] if n_annotations < n_edits / 10 else []
        return [f'{kind} differ' for kind in differ] + poor
    finally:
        transport.close()
        for copy in copies:
            copy.desk.close()
        shutil.rmtree(root, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('program')
    parser.add_argument('transports', nargs='*', default=['folder'])
    parser.add_argument('--edits', type=int, default=100)
    parser.add_argument('--seed', type=int, default=random.randrange(1 << 30))
    options = parser.parse_intermixed_args()

    print(f'1..{len(options.transports)}')
    failed = False
    for number, name in enumerate(options.transports, 1):
        faults = prove(options.program, name, options.edits, options.seed)
        for fault in faults:
            print(f'# {fault}')
        failed = failed or bool(faults)
        print(f'{"not ok" if faults else "ok"} {number} - {name}: all copies end the same', flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
