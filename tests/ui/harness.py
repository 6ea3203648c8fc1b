"""Drives the real Obelus as a person with a keyboard and a screen reader would.

A scenario is a function that takes an empty folder and drives windows through the accessibility
tree (AT-SPI) and real key presses (XTEST).  Each runs in a process and a world of its own: X
server, window manager, buses, home (see with-display).  Nothing waits for time to pass: wait_for()
looks until something is so, and says what it waited for when it is not.

A file of scenarios ends with "harness.main(__file__)".  Called plainly it runs each scenario and
speaks TAP; with the name of one it runs that one in the world it is in, for debugging:

    tests/ui/with-display tests/ui/annotate.py build/app/obelus tag_by_keyboard
"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
SAMPLE_ARTICLE = SOURCE / 'data' / 'sample-article.txt'
SAMPLE_EDITS = SOURCE / 'data' / 'sample-edits.jsonl'
# Generous: the machine may be busy, and a scenario that works does not wait.
PATIENCE = float(os.environ.get('OBELUS_TEST_PATIENCE', '20'))
SCENARIO_LIMIT = 120

program = None
scenarios = []


def scenario(function):
    scenarios.append(function)
    return function


class Failure(Exception):
    pass


def check(truth, what):
    if not truth:
        raise Failure(what)


def check_equal(value, expected, what):
    check(value == expected, f'{what} is {value!r:.1000} instead of {expected!r:.1000}')


def wait_for(what, probe, patience=None):
    """Returns what probe() returns as soon as that is true; a vanished object is as good as false."""
    from gi.repository import GLib
    deadline = time.monotonic() + (patience or PATIENCE)
    while True:
        try:
            result = probe()
            if result:
                return result
        except (GLib.Error, LookupError, AttributeError):
            pass
        if time.monotonic() > deadline:
            raise Failure(f'in vain: {what}')
        time.sleep(0.02)


def run_obelus(*arguments, stdin=None, status=0):
    """Runs a command line; returns its standard output."""
    done = subprocess.run([program, *map(str, arguments)], input=stdin, capture_output=True,
                          text=True, timeout=60)
    check_equal(done.returncode, status,
                f'exit status of obelus {" ".join(map(str, arguments))} ({done.stderr.strip()})')
    return done.stdout


def list_json(project, kind):
    return [json.loads(line) for line in run_obelus('list', project, kind, '--json').splitlines()]


def make_sample_project(folder):
    """A project with the sample article and its annotation."""
    project = folder / 'sample.obelus'
    run_obelus('new', project, '--annotator', 'Anna')
    run_obelus('import', project, SAMPLE_ARTICLE)
    run_obelus('edit', project, stdin=SAMPLE_EDITS.read_text(encoding='utf-8'))
    return project


def make_plain_project(folder):
    """A project with the sample article and no annotation."""
    project = folder / 'plain.obelus'
    run_obelus('new', project, '--annotator', 'Anna')
    run_obelus('import', project, SAMPLE_ARTICLE)
    return project


def describe(node, depth=0, lines=None):
    """The accessible tree as text, for the report of a failure."""
    lines = [] if lines is None else lines
    try:
        import pyatspi
        if node.getState().contains(pyatspi.STATE_SHOWING) or depth == 0:
            lines.append(f'{"  " * depth}{node.getRoleName()} [{node.name}]')
            for index in range(min(node.childCount, 60)):
                describe(node.getChildAtIndex(index), depth + 1, lines)
    except Exception:
        pass
    return lines


class Window:
    """One running Obelus and its window."""

    def __init__(self, *arguments, environment=None):
        self.process = subprocess.Popen([program, *map(str, arguments)],
                                        env={**os.environ, **(environment or {})})
        try:
            self.application = wait_for('Obelus on the accessibility bus', self._find_application)
            self.frame = wait_for('the window', self._find_frame)
            self.activate()
        except BaseException:
            self.kill()
            raise

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            self.report()
        if self.process.poll() is None:
            self.kill()

    def _find_application(self):
        import pyatspi
        if self.process.poll() is not None:
            raise Failure(f'Obelus ended with status {self.process.returncode}')
        for application in pyatspi.Registry.getDesktop(0):
            if application and application.get_process_id() == self.process.pid:
                return application
        return None

    def _find_frame(self):
        import pyatspi
        for index in range(self.application.childCount):
            frame = self.application.getChildAtIndex(index)
            if (frame.getRole() == pyatspi.ROLE_FRAME
                    and frame.getState().contains(pyatspi.STATE_SHOWING)):
                return frame
        return None

    def activate(self):
        """Gives the window the keyboard."""
        window = wait_for('the X window', lambda: subprocess.run(
            ['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
            capture_output=True, text=True).stdout.split())[-1]
        subprocess.run(['xdotool', 'windowactivate', '--sync', window], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE)
        self.x_window = window

    def report(self):
        """Leaves what can help to understand a failure: the accessible tree and a picture."""
        print('\n'.join(describe(self.application)), file=sys.stderr)
        folder = os.environ.get('OBELUS_TEST_PICTURES')
        if folder:
            self.take_picture(pathlib.Path(folder) / f'failure-{os.getpid()}.png')

    def take_picture(self, path):
        subprocess.run(['import', '-window', 'root', str(path)], check=False)

    def maximise(self):
        subprocess.run(['xdotool', 'windowsize', '--sync', self.x_window, '100%', '100%'],
                       check=False, timeout=PATIENCE)
        self.key('super+Up')

    def wait_until_drawn(self):
        """Waits until two pictures of the screen in a row are the same."""
        last = [None]

        def is_still():
            now = subprocess.run(['import', '-window', 'root', 'rgb:-'], check=True,
                                 capture_output=True).stdout
            still = now == last[0]
            last[0] = now
            return still

        wait_for('a window that stands still', is_still)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def quit(self):
        """Closes the program with its own key and waits for its end."""
        import pyatspi
        if not self.frame.getState().contains(pyatspi.STATE_ACTIVE):
            self.activate()
            wait_for('an active window',
                     lambda: self.frame.getState().contains(pyatspi.STATE_ACTIVE))
        self.key('ctrl+q')
        status = self.wait_for_end()
        check_equal(status, 0, 'exit status of the window')

    def wait_for_end(self):
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise Failure('in vain: the end of Obelus') from None

    # --- the tree ---------------------------------------------------------------------------

    def find_all(self, role=None, name=None, under=None, showing=True):
        """The accessibles with that role name and that name (a string, or a predicate on it)."""
        import pyatspi
        found = []
        matches = name if callable(name) else (lambda given: name is None or given == name)

        def walk(node):
            if node is None:
                return
            states = node.getState()
            if showing and node != self.application and not states.contains(pyatspi.STATE_SHOWING):
                return
            if (role is None or node.getRoleName() == role) and matches(node.name or ''):
                found.append(node)
            if not states.contains(pyatspi.STATE_MANAGES_DESCENDANTS) or node.childCount < 500:
                for index in range(node.childCount):
                    walk(node.getChildAtIndex(index))

        walk(under or self.application)
        return found

    def find(self, role=None, name=None, under=None):
        """The one accessible with that role and name, waited for."""
        return wait_for(f'{role or "something"} called {name!r}',
                        lambda: self.find_all(role, name, under))[0]

    def is_there(self, role=None, name=None, under=None):
        return bool(self.find_all(role, name, under))

    def wait_for_text(self, part, under=None):
        """Waits for a label, status or entry that shows the words."""
        return wait_for(f'the words {part!r}', lambda: self.find_all(
            name=lambda given: part in given, under=under))[0]

    def press(self, name, role=None, under=None):
        """Presses a button, menu item or link by its accessible action."""
        node = self.find(role, name, under)
        wait_for(f'{name} to be sensitive', lambda: self.is_sensitive(node))
        check(node.queryAction().doAction(0), f'{name} does not answer its action')

    def is_sensitive(self, node):
        import pyatspi
        return node.getState().contains(pyatspi.STATE_SENSITIVE)

    def is_focused(self, node):
        import pyatspi
        return node.getState().contains(pyatspi.STATE_FOCUSED)

    def focused(self):
        """The accessible that has the keyboard, or None."""
        import pyatspi
        nodes = [node for node in self.find_all()
                 if node.getState().contains(pyatspi.STATE_FOCUSED)
                 and node.getRole() not in (pyatspi.ROLE_FRAME, pyatspi.ROLE_WINDOW)]
        return nodes[-1] if nodes else None

    def focus(self, node):
        """Moves the keyboard to a control, as a screen reader does."""
        node.queryComponent().grabFocus()
        wait_for(f'the keyboard in {node.getRoleName()} {node.name!r}',
                 lambda: self.is_focused(node))

    # --- keys -------------------------------------------------------------------------------

    def key(self, *keys):
        subprocess.run(['xdotool', 'key', '--clearmodifiers', '--delay', '8', *keys], check=True,
                       timeout=PATIENCE)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--clearmodifiers', '--delay', '8', text], check=True,
                       timeout=PATIENCE)

    # --- the article ------------------------------------------------------------------------

    def article(self):
        return self.find('text', 'Article text')

    def article_text(self):
        return self.article().queryText().getText(0, -1)

    def select_words(self, quoted, occurrence=0):
        """Selects words of the article by their text; returns (start, end) in code points."""
        node = self.article()
        text = node.queryText()
        whole = text.getText(0, -1)
        start = -1
        for _ in range(occurrence + 1):
            start = whole.find(quoted, start + 1)
            check(start >= 0, f'{quoted!r} is not in the article')
        end = start + len(quoted)
        self.focus(node)
        text.setCaretOffset(start)
        wait_for('the caret', lambda: text.caretOffset == start)
        self.key(*['shift+Right'] * (end - start)) if end - start <= 12 else self._extend(text, start, end)
        wait_for(f'{quoted!r} to be selected',
                 lambda: text.getNSelections() == 1 and tuple(text.getSelection(0)) == (start, end))
        return start, end

    @staticmethod
    def _extend(text, start, end):
        if text.getNSelections():
            text.setSelection(0, start, end)
        else:
            text.addSelection(start, end)

    def put_caret(self, quoted, inside=1):
        """Puts the caret into words of the article, `inside` code points after their start."""
        node = self.article()
        text = node.queryText()
        start = text.getText(0, -1).find(quoted)
        check(start >= 0, f'{quoted!r} is not in the article')
        self.focus(node)
        text.setCaretOffset(start + inside)
        wait_for('the caret', lambda: text.caretOffset == start + inside)

    def rows(self, list_name):
        """What the rows of a list show, top to bottom; none when the list is not there because it
        is empty."""
        lists = self.find_all(name=list_name)
        if not lists:
            return []
        try:
            table = lists[-1].queryTable()
        except NotImplementedError:
            return [' '.join(texts_of(lists[-1].getChildAtIndex(index)))
                    for index in range(lists[-1].childCount)]
        return [' '.join(text for column in range(table.nColumns)
                         for text in texts_of(table.getAccessibleAt(row, column)))
                for row in range(table.nRows)]


def texts_of(node):
    """The texts that a node and what is in it show."""
    if node is None:
        return []
    texts = []
    try:
        texts.append(node.queryText().getText(0, -1))
    except NotImplementedError:
        pass
    if not any(texts) and node.name:
        texts.append(node.name)
    for index in range(node.childCount):
        texts.extend(texts_of(node.getChildAtIndex(index)))
    return [text for text in texts if text]


# --- running scenarios ---------------------------------------------------------------------------

def run_here(function):
    with tempfile.TemporaryDirectory(prefix='obelus-scenario-') as folder:
        function(pathlib.Path(folder))


def run_apart(file, name):
    """Runs a scenario in a world of its own; returns its exit status and output."""
    process = subprocess.Popen([str(HERE / 'with-display'), sys.executable, file, program, name],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               errors='replace', start_new_session=True)
    try:
        output, _ = process.communicate(timeout=SCENARIO_LIMIT)
        return process.returncode, output
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGTERM)
        output, _ = process.communicate()
        return -1, output + f'\nstopped after {SCENARIO_LIMIT} seconds'


def main(file):
    global program
    program = os.path.abspath(sys.argv[1])
    wanted = sys.argv[2:]
    if wanted:
        for function in scenarios:
            if function.__name__ in wanted:
                run_here(function)
        return

    print(f'1..{len(scenarios)}', flush=True)
    for number, function in enumerate(scenarios, 1):
        started = time.monotonic()
        status, output = run_apart(file, function.__name__)
        title = function.__doc__.strip().splitlines()[0]
        print(f'{"ok" if status == 0 else "not ok"} {number} - {title} '
              f'({function.__name__}, {time.monotonic() - started:.1f} s)')
        if status != 0:
            for line in output.strip().splitlines()[-150:]:
                print(f'# {line}')
        sys.stdout.flush()

