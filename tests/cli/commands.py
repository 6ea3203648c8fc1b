#!/usr/bin/python3
"""Every command by itself: what it does, what it prints, and its exit status.

usage: commands.py OBELUS
"""
import json
import os
import subprocess
import sys

import harness
from harness import FERRY, SAMPLE

COMMANDS = ('new', 'stats', 'check', 'backup', 'import', 'export', 'formats', 'edit', 'undo',
            'redo', 'history', 'restore', 'checkpoint', 'list', 'show', 'codebook')


def test_help_lists_all(desk):
    """help and --help list every command"""
    for words in (('help',), ('--help',), ('-h',)):
        out = desk.must(*words).out
        for command in COMMANDS:
            assert f'obelus {command} ' in out, command


def test_help_of_each(desk):
    """each command explains itself, with --help and through help"""
    for command in COMMANDS:
        out = desk.must(command, '--help').out
        assert f'obelus {command}' in out, out
        assert desk.must('help', command).out == out
    desk.refused('help', 'nonsense', status=2, says='nonsense')


def test_version(desk):
    """--version prints one line"""
    assert desk.must('--version').out.startswith('obelus ')


def test_wrong_usage(desk):
    """wrong usage ends with 2 and shows the usage"""
    desk.project()
    for words in (('nonsense',), ('new',), ('new', 'a', 'b'), ('new', 'x.obelus', '--nonsense'),
                  ('list', 'a.obelus'), ('list', 'a.obelus', 'nonsense'), ('show', 'a.obelus'),
                  ('undo', 'a.obelus', 'x'), ('undo', 'a.obelus', '0'), ('undo', 'a.obelus', '-1'),
                  ('import', 'a.obelus'), ('export', 'a.obelus'),
                  ('export', 'a.obelus', '--format', 'nonsense'),
                  ('import', 'a.obelus', 'x', '--format', 'graphml'), ('formats', 'x'),
                  ('backup', 'a.obelus'), ('stats',), ('check',), ('edit',), ('history',)):
        done = desk.refused(*words, status=2)
        if words[0] != 'nonsense':
            assert f'Usage: obelus {words[0]} ' in done.err, done.err


def test_unknown_kind_says_which(desk):
    """list says which kinds there are"""
    desk.project()
    desk.refused('list', 'a.obelus', 'nonsense', status=2,
                 says=harness.KINDS + ('changes', 'suggestions'))


def test_no_display(desk):
    """commands need neither a display nor a locale"""
    desk.must('new', 'a.obelus', '--annotator', 'Zo\u00eb')
    done = desk.run('list', 'a.obelus', 'annotators', LC_ALL='C', DISPLAY=':9999')
    assert done.status == 0 and 'Zo\u00eb' in done.out, done.err + done.out
    desk.write('\u00e9t\u00e9.txt', FERRY)
    assert desk.run('import', 'a.obelus', '\u00e9t\u00e9.txt', LC_ALL='C').status == 0
    assert desk.run('show', 'a.obelus', '\u00e9t\u00e9.txt', LC_ALL='C').out == FERRY


def test_two_dashes(desk):
    """after -- nothing is an option"""
    desk.must('new', '--annotator', 'Anna', '--', '-a.obelus')
    assert desk.path('-a.obelus').exists()
    assert desk.must('list', '--json', '--', '-a.obelus', 'labels').rows()
    desk.refused('list', '-a.obelus', 'labels', status=2)


def test_new(desk):
    """new makes a project with the usual labels and the annotator"""
    desk.must('new', 'a.obelus', '--annotator', 'Anna')
    assert [row['name'] for row in desk.list('a.obelus', 'annotators')] == ['Anna']
    assert [row['id'] for row in desk.list('a.obelus', 'labels')] == [
        'claim', 'speaker', 'disputed-fact', 'quote', 'figure', 'note']


def test_new_never_overwrites(desk):
    """new refuses a file that exists, and leaves it as it was"""
    desk.write('a.obelus', 'precious')
    desk.refused('new', 'a.obelus', says='a.obelus')
    assert desk.path('a.obelus').read_text() == 'precious'


def test_new_with_codebook(desk):
    """new takes the labels of a codebook file"""
    desk.write('book.json', json.dumps({'labels': [
        {'id': 'a', 'name': 'A'},
        {'id': 'b', 'name': 'B', 'parent': 'a',
         'attributes': [{'name': 'x', 'type': 'choice', 'choices': ['1', '2']}]}]}))
    desk.must('new', 'a.obelus', '--annotator', 'Anna', '--codebook', 'book.json')
    labels = desk.list('a.obelus', 'labels')
    assert [(row['id'], row['parent']) for row in labels] == [('a', None), ('b', 'a')]
    assert labels[1]['attributes'] == [{'name': 'x', 'type': 'choice', 'choices': ['1', '2']}]


def test_new_with_bad_codebook(desk):
    """new refuses a codebook with a fault and makes nothing"""
    for content in ('', '{', '[]', '{"labels": [{"id": "a"}]}', '{"labels": []}', '\xff'):
        desk.write('book.json', content)
        desk.refused('new', 'a.obelus', '--codebook', 'book.json')
        assert not desk.path('a.obelus').exists()
    desk.refused('new', 'a.obelus', '--codebook', 'missing.json')
    desk.refused('new', 'a.obelus', '--codebook', '.')


def test_missing_project(desk):
    """commands on a project that is not there say so"""
    for words in (('list', 'x.obelus', 'labels'), ('show', 'x.obelus', 'a'), ('stats', 'x.obelus'),
                  ('check', 'x.obelus'), ('backup', 'x.obelus', 'y'), ('edit', 'x.obelus'),
                  ('undo', 'x.obelus'), ('redo', 'x.obelus'), ('history', 'x.obelus'),
                  ('import', 'x.obelus', str(SAMPLE)), ('export', 'x.obelus', '--format', 'csv')):
        desk.refused(*words, says='x.obelus')
        assert not desk.path('x.obelus').exists()


def test_not_a_project(desk):
    """a file that is no project is refused and stays as it was"""
    for content in (b'', b'hello', b'SQLite format 3\0' + b'\0' * 4000):
        path = desk.write('x.obelus', content)
        desk.refused('list', 'x.obelus', 'labels')
        assert path.read_bytes() == content


PAGE = ('<!DOCTYPE html><html><head><title>Ferry stays in port</title></head><body><article>'
        '<h1>Ferry stays in port</h1>'
        + '<p>The harbour master said that the ferry would stay in port until the storm was over, and '
          'that nobody knew when that would be.</p>'
        + '<figure><img src="a.png" alt=""><figcaption>The ferry, seen from the pier.</figcaption></figure>'
        + '<p>The company denied it, said that its captains decided such things, and promised to sail on '
          'Friday, storm or not, with all who held a ticket.</p>'
        + '</article></body></html>')


def test_show_body(desk):
    """show --body leaves out what is not the article itself"""
    desk.project()
    desk.write('page.html', PAGE)
    desk.must('import', 'a.obelus', 'page.html')
    whole = desk.must('show', 'a.obelus', 'page.html').out
    body = desk.must('show', 'a.obelus', 'page.html', '--body').out
    assert 'seen from the pier' in whole, whole
    assert 'seen from the pier' not in body and 'harbour master' in body, body
    assert set(body.splitlines()) < set(whole.splitlines())


def test_import_and_show(desk):
    """import adds an article, and show prints its text exactly"""
    desk.project(article=False)
    done = desk.must('import', 'a.obelus', str(SAMPLE))
    assert done.out.startswith('added\t'), done.out
    text = SAMPLE.read_bytes()
    row = desk.list('a.obelus', 'articles')[0]
    for name in ('sample-article.txt', row['title'], row['id'], row['id'][:8]):
        assert desk.must('show', 'a.obelus', name).bytes == text
    assert row['length'] == len(text.decode('utf-8'))
    desk.refused('show', 'a.obelus', 'nonsense', says='nonsense')


def test_import_lines(desk):
    """import says for each file what became of it, as text and as JSON"""
    desk.project()
    desk.write('empty.txt', '')
    desk.write('binary.txt', bytes(range(256)) * 8)
    desk.write('other.txt', 'Another\n\nIt is about something else.\n')
    files = ('ferry.txt', 'empty.txt', 'binary.txt', 'missing.txt', 'other.txt')
    done = desk.run('import', 'a.obelus', *files)
    assert done.status == 1 and '3 files' in done.err, done.err
    outcomes = dict(reversed(line.split('\t')[:2]) for line in done.out.splitlines())
    assert outcomes == {'ferry.txt': 'duplicate', 'empty.txt': 'refused', 'binary.txt': 'refused',
                        'missing.txt': 'refused', 'other.txt': 'added'}, done.out
    rows = desk.run('import', '--json', 'a.obelus', *files).rows()
    assert [row['outcome'] for row in rows] == ['duplicate', 'refused', 'refused', 'refused',
                                               'duplicate'], rows
    assert all(row['reason'] for row in rows)


def test_import_folder(desk):
    """import takes the files of a folder and of the folders in it"""
    desk.project()
    desk.path('wire/monday').mkdir(parents=True)
    desk.write('wire/one.txt', 'One\n\nThe first of the texts.\n')
    desk.write('wire/monday/two.txt', 'Two\n\nThe second of the texts.\n')
    desk.must('import', 'a.obelus', 'wire')
    assert {row['title'] for row in desk.list('a.obelus', 'articles')} == {'The ferry', 'One', 'Two'}


def test_import_encoding(desk):
    """import --encoding reads a text as it is told to, whatever it looks like"""
    desk.project()
    desk.write('greek.txt', '\u0391\u03b8\u03ae\u03bd\u03b1\n\n\u039f\u03b9 \u03c3\u03c5\u03bd\u03bf\u03bc\u03b9\u03bb\u03af\u03b5\u03c2.\n'
               .encode('iso-8859-7'))
    desk.must('import', 'a.obelus', '--encoding', 'ISO-8859-7', 'greek.txt')
    assert desk.must('show', 'a.obelus', 'greek.txt').out.startswith('\u0391\u03b8\u03ae\u03bd\u03b1\n')
    desk.refused('import', 'a.obelus', '--encoding', 'NONSENSE', 'greek.txt', says='NONSENSE')


def test_import_map(desk):
    """import --map says which column of a data set is what, by name or number"""
    desk.project(article=False)
    desk.write('set.csv', 'a,b,"c, d"\nOne,The first text.,Paper\nTwo,The second text.,Post\n')
    desk.refused('import', 'a.obelus', 'set.csv', says='c, d')
    desk.must('import', 'a.obelus', 'set.csv', '--map', 'text=b,title=a,outlet=#3')
    rows = desk.list('a.obelus', 'articles')
    assert [(row['title'], row['outlet']) for row in rows] == [('One', 'Paper'), ('Two', 'Post')], rows
    desk.refused('import', 'a.obelus', 'set.csv', '--map', 'text=nothing', says='nothing')


def test_show_json(desk):
    """show --json tells where each value of the metadata is from, and edit changes them"""
    project = desk.project()
    row = json.loads(desk.must('show', project, 'ferry.txt', '--json').out)
    assert row['text'] == FERRY and row['sources']['title'] == 'text', row
    desk.edit(project, {'op': 'update', 'id': row['id'], 'updated': '2017-04-13', 'section': 'World',
                        'language': 'en', 'identifier': 'AN 7'})
    row = json.loads(desk.must('show', project, 'ferry.txt', '--json').out)
    for member, value in (('updated', '2017-04-13'), ('section', 'World'), ('language', 'en'),
                          ('identifier', 'AN 7')):
        assert row[member] == value and row['sources'][member] == 'edited', row
    assert desk.list(project, 'articles')[0]['section'] == 'World'
    desk.must('undo', project)
    assert json.loads(desk.must('show', project, 'ferry.txt', '--json').out)['section'] is None


def test_import_dry_run(desk):
    """import --dry-run changes nothing and says what it would do"""
    desk.project(article=False)
    before = desk.path('a.obelus').read_bytes()
    desk.write('ferry.txt', FERRY)
    assert desk.must('import', '--dry-run', 'a.obelus', 'ferry.txt').out.startswith('added\t')
    assert desk.list('a.obelus', 'articles') == []
    assert desk.path('a.obelus').read_bytes() == before


def test_import_refused_alone(desk):
    """a single file that is refused: the reason is on standard error, nothing was changed"""
    desk.project()
    before = desk.path('a.obelus').read_bytes()
    desk.write('empty.txt', '')
    desk.refused('import', 'a.obelus', 'empty.txt', says='empty')
    assert desk.path('a.obelus').read_bytes() == before


def test_articles_row(desk):
    """list articles --json has all members"""
    desk.project()
    row = desk.list('a.obelus', 'articles')[0]
    for member in ('id', 'title', 'byline', 'outlet', 'url', 'published', 'updated', 'section',
                   'language', 'identifier', 'length', 'sha256',
                   'version', 'states', 'annotations'):
        assert member in row, member
    assert row['title'] == 'The ferry' and row['version'] == 1 and row['annotations'] == 0
    assert row['length'] == len(FERRY)


def test_ambiguous_title(desk):
    """an article's title must be unambiguous"""
    desk.project()
    desk.write('second.txt', 'The ferry\n\nAnother text altogether.\n')
    desk.must('import', 'a.obelus', 'second.txt')
    desk.refused('show', 'a.obelus', 'The ferry', says='More than one')
    assert desk.must('show', 'a.obelus', 'ferry.txt').out == FERRY


def test_undo_and_redo(desk):
    """undo to the beginning and redo restore every state, byte for byte in the lists"""
    project = desk.project(article=False)
    states = [desk.state(project)]
    desk.must('import', project, desk.write('ferry.txt', FERRY))
    states.append(desk.state(project))
    steps = (
        [{'op': 'speaker', 'name': 'Mayor Ames', 'aliases': ['Ames']}],
        [{'op': 'annotate', 'article': 'ferry.txt', 'label': 'claim', 'segments': [[11, 21], [33, 52]],
          'attributes': {'speaker': 'Ames', 'stance': 'denies'}, 'note': 'n'}],
        [{'op': 'dispute', 'question': 'How many?', 'positions': ['86', '90']}],
        [{'op': 'label', 'id': 'threat', 'name': 'Threat', 'key': 't'}],
        [{'op': 'state', 'article': 'ferry.txt', 'annotation': 'done'}],
    )
    for edits in steps:
        desk.edit(project, *edits)
        states.append(desk.state(project))
    claim = states[-1]['annotations'][0]['id']
    for edits in ([{'op': 'update', 'id': claim, 'segments': [[0, 3]], 'note': None}],
                  [{'op': 'comment', 'on': claim, 'text': 'Why?'}],
                  [{'op': 'delete', 'id': claim}]):
        desk.edit(project, *edits)
        states.append(desk.state(project))

    assert len({json.dumps(state) for state in states}) == len(states)
    for state in reversed(states[:-1]):
        assert len(desk.must('undo', project).out.splitlines()) == 1
        assert without_times(desk.state(project)) == without_times(state)
    desk.refused('undo', project, says='nothing to undo')
    for state in states[1:]:
        desk.must('redo', project)
        assert without_times(desk.state(project)) == without_times(state)
    desk.refused('redo', project, says='nothing to redo')
    assert len(desk.must('undo', project, len(states) - 1).out.splitlines()) == len(states) - 1
    assert without_times(desk.state(project)) == without_times(states[0])
    assert len(desk.must('redo', project, len(states) - 1).out.splitlines()) == len(states) - 1
    assert without_times(desk.state(project)) == without_times(states[-1])
    desk.must('check', project)


def without_times(state):
    """Undoing is a modification too."""
    return {kind: [{key: value for key, value in row.items() if key != 'modified'} for row in rows]
            for kind, rows in state.items()}


def test_undo_too_many(desk):
    """undo of more steps than there are does nothing"""
    project = desk.project()
    before = desk.state(project)
    desk.refused('undo', project, 2, says='only 1')
    assert desk.state(project) == before


def test_history(desk):
    """history lists the steps by name and says what is undone"""
    project = desk.project()
    desk.edit(project, {'op': 'speaker', 'name': 'A'}, options=('--name', 'Add A'))
    desk.must('undo', project)
    rows = desk.must('history', project, '--json').rows()
    assert [row['state'] for row in rows] == ['done', 'undone'] and rows[1]['name'] == 'Add A', rows
    assert 'Add A' in desk.must('history', project).out
    desk.edit(project, {'op': 'speaker', 'name': 'B'})
    rows = desk.must('history', project, '--json').rows()
    assert [row['state'] for row in rows] == ['done', 'abandoned', 'done'], rows
    desk.refused('redo', project)


def test_earlier(desk):
    """list --at and export --at show what was, restore makes it so again, as one step"""
    project = desk.project()
    claim, = desk.edit(project, {'op': 'annotate', 'article': 'ferry.txt', 'label': 'claim', 'segments': [[0, 3]]})
    step = desk.must('history', project, '--json').rows()[-1]['n']
    before = desk.state(project)
    desk.must('checkpoint', project, 'Before')
    desk.edit(project, {'op': 'delete', 'id': claim},
              {'op': 'annotate', 'article': 'ferry.txt', 'label': 'note', 'segments': [[4, 9]]},
              {'op': 'speaker', 'name': 'Ames'})
    after = desk.state(project)
    for moment in (str(step), 'Before'):
        assert desk.list(project, 'annotations', '--at', moment) == before['annotations'], moment
        assert desk.list(project, 'speakers', '--at', moment) == [], moment
    assert claim in desk.must('export', project, '--format', 'jsonl', '--at', 'Before').out
    assert desk.list(project, 'articles', '--at', '2000-01-01') == []
    assert desk.state(project) == after

    done = desk.must('restore', project, 'Before')
    assert 'Before' in done.out, done.out
    strip = lambda state: {kind: [{key: value for key, value in row.items() if key != 'modified'} for row in rows]
                           for kind, rows in state.items()}
    assert strip(desk.state(project)) == strip(before)
    assert desk.must('undo', project).out.startswith('Restore the project')
    assert strip(desk.state(project)) == strip(after)

    desk.must('restore', project, str(step), '--of', 'ferry.txt')
    assert [row['id'] for row in desk.list(project, 'annotations')] == [claim]
    assert [row['name'] for row in desk.list(project, 'speakers')] == ['Ames']
    assert desk.run('restore', project, str(step), '--of', 'ferry.txt').err == 'Nothing has changed since then.\n'
    assert desk.must('check', project).status == 0
    desk.refused('restore', project, 'never', says='no moment')
    desk.refused('restore', project, '2000-01-01', '--of', 'ferry.txt', says='ferry.txt')
    desk.refused('list', project, 'labels', '--at', '12345', says='no change 12345')


def test_checkpoints(desk):
    """checkpoint gives a state a name, which travels with a merge"""
    project = desk.project()
    desk.must('checkpoint', project, 'One')
    desk.refused('checkpoint', project, 'One', says='already')
    desk.path('b.obelus').write_bytes(desk.path(project).read_bytes())
    desk.must('checkpoint', project, 'First', '--rename', 'One')
    desk.must('checkpoint', project, 'Two')
    assert [row['name'] for row in desk.list(project, 'checkpoints')] == ['First', 'Two']
    row = desk.list(project, 'checkpoints')[0]
    assert row['annotator'] == 'Anna' and len(row['id']) == 26 and row['time'].endswith('Z'), row
    desk.must('merge', 'b.obelus', project)
    assert desk.list('b.obelus', 'checkpoints') == desk.list(project, 'checkpoints')
    desk.must('checkpoint', project, 'Two', '--delete')
    assert [row['name'] for row in desk.list(project, 'checkpoints')] == ['First']
    desk.refused('checkpoint', project, 'Three', '--rename', 'Two', says='Two')
    desk.refused('checkpoint', project, 'First', '--delete', '--rename', 'x', status=2, says='one of')


def test_history_filters(desk):
    """history tells only what one person did, to one kind, in some time"""
    project = desk.project()
    desk.edit(project, {'op': 'speaker', 'name': 'Ames'},
              {'op': 'annotate', 'article': 'ferry.txt', 'label': 'note', 'segments': [[4, 9]]})
    rows = lambda *options: desk.must('history', project, '--json', *options).rows()
    assert {row['kind'] for row in rows('--by', 'Anna')} >= {'speaker', 'annotation'}
    assert rows('--by', 'Ben') == []
    assert {row['kind'] for row in rows('--kind', 'speaker')} == {'speaker'}
    assert {row['step'] for row in rows('--until', '2000-01-01')} == {'Codebook'}, 'which has no time'
    assert rows('--since', '2100-01-01') == []
    assert len(rows('--since', '2000-01-01')) + len(rows('--until', '2000-01-01')) == len(rows('--of', 'all'))
    desk.refused('history', project, '--since', '3', says='not a time')


def test_changes(desk):
    """list changes shows the log"""
    project = desk.project()
    rows = desk.list(project, 'changes')
    assert [row['n'] for row in rows] == sorted(row['n'] for row in rows)
    assert rows[0]['purpose'] == 'genesis' and rows[-1]['purpose'] == 'edit'
    assert len({row['id'] for row in rows}) == len(rows)
    desk.must('undo', project)
    assert desk.list(project, 'changes')[-1]['purpose'] == 'undo'
    assert len(desk.must('list', project, 'changes').out.splitlines()) == len(rows) + 1


def test_stats(desk):
    """stats counts, as text and as JSON"""
    project = desk.project()
    desk.edit(project, {'op': 'annotate', 'article': 'ferry.txt', 'label': 'note', 'segments': [[0, 3]]})
    counts = desk.must('stats', project, '--json').rows()[0]
    assert (counts['articles'], counts['annotations'], counts['labels']) == (1, 1, 6), counts
    assert counts['code_points'] == len(FERRY)
    assert counts['file_bytes'] == desk.path(project).stat().st_size
    assert 'annotations' in desk.must('stats', project).out


def test_backup(desk):
    """backup writes a copy that is the same project, and never overwrites"""
    project = desk.project()
    desk.must('backup', project, 'copy.obelus')
    assert desk.state('copy.obelus') == desk.state(project)
    before = desk.path('copy.obelus').read_bytes()
    desk.refused('backup', project, 'copy.obelus', says='copy.obelus')
    assert desk.path('copy.obelus').read_bytes() == before


def test_check_and_repair(desk):
    """check finds damage, and --repair saves what is whole"""
    project = desk.project()
    desk.edit(project, {'op': 'speaker', 'name': 'Mayor Ames'})
    before = desk.state(project)
    desk.must('check', project)
    desk.must('check', project, '--repair', 'whole.obelus')
    assert desk.state('whole.obelus') == before
    damaged = desk.path(project).read_bytes().replace(b'Mayor Ames', b'Mayor Aces')
    broken = desk.write('broken.obelus', damaged)
    done = desk.run('check', 'broken.obelus')
    assert done.status == 1 and done.err.startswith('obelus: '), done.err
    desk.must('check', 'broken.obelus', '--repair', 'saved.obelus')
    assert desk.list('saved.obelus', 'articles') == before['articles']
    assert desk.list('saved.obelus', 'speakers') == []
    assert broken.read_bytes() == damaged
    saved = desk.path('saved.obelus').read_bytes()
    desk.refused('check', 'broken.obelus', '--repair', 'saved.obelus', says='saved.obelus')
    assert desk.path('saved.obelus').read_bytes() == saved


def test_read_only_project(desk):
    """a project that cannot be written can be read"""
    project = desk.project()
    desk.path(project).chmod(0o444)
    assert desk.list(project, 'articles')
    if os.geteuid() != 0:
        desk.refused('undo', project)


def test_full_output(desk):
    """a standard output that cannot be written is an error"""
    desk.project()
    with open('/dev/full', 'wb') as full:
        for words in (('list', 'a.obelus', 'labels'), ('export', 'a.obelus', '--format', 'jsonl')):
            done = subprocess.run([desk.program, *words], stdout=full, stderr=subprocess.PIPE,
                                  cwd=desk.folder, env=desk.environment, timeout=60)
            assert done.returncode == 1 and done.stderr.startswith(b'obelus: '), done


def test_tables_for_people(desk):
    """tables for people have one line a thing, whatever is in it"""
    project = desk.project()
    desk.edit(project, {'op': 'speaker', 'name': 'A\tB'},
              {'op': 'annotate', 'article': 'ferry.txt', 'label': 'claim', 'segments': [[0, 15]]},
              {'op': 'dispute', 'question': 'Q', 'positions': ['x', 'y']})
    for kind in harness.KINDS:
        rows = desk.list(project, kind)
        lines = desk.must('list', project, kind).out.splitlines()
        assert len(lines) == len(rows), (kind, lines)
    assert desk.must('list', project, 'annotations').out.endswith('The ferry  Mayo\n')


def test_list_of_one_article(desk):
    """list --article shows one article's annotations"""
    project = desk.project()
    desk.write('second.txt', 'Second\n\nAnother text altogether.\n')
    desk.must('import', project, 'second.txt')
    desk.edit(project, {'op': 'annotate', 'article': 'ferry.txt', 'label': 'note', 'segments': [[0, 3]]},
              {'op': 'annotate', 'article': 'second.txt', 'label': 'note', 'segments': [[0, 6]]})
    assert len(desk.list(project, 'annotations')) == 2
    rows = desk.list(project, 'annotations', '--article', 'second.txt')
    assert [row['text'] for row in rows] == ['Second']
    desk.refused('list', project, 'annotations', '--article', 'x', says='x')


if __name__ == '__main__':
    sys.exit(harness.run(sys.modules[__name__]))
