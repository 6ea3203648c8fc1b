#!/usr/bin/python3
"""Annotation sets: what goes out comes back, and what cannot come in changes nothing.

usage: sets.py OBELUS
"""
import base64
import csv
import hashlib
import html.parser
import io
import json
import shutil
import subprocess
import sys

import harness
from harness import FERRY, KINDS, SAMPLE

NASTY = '<script>alert("x")</script>&amp;\'"\u202e\u05e9\u05dc\u05d5\u05dd \U0001f6a2'
SECOND = f'{NASTY}\n\nHere is {NASTY} again; =1+1 and \u00e9 in a\tsecond article.\n'


def fill(desk, project='a.obelus'):
    """A project with something of every kind."""
    desk.project(project)
    desk.write('second.txt', SECOND.encode('utf-16'))
    desk.must('import', project, 'second.txt')
    desk.edit(
        project,
        {'op': 'speaker', 'name': 'Mayor Ames', 'aliases': ['Ames', NASTY], 'kind': 'person', 'role': NASTY},
        {'op': 'speaker', 'name': '=1+1', 'kind': 'state', 'reliability': 'B'},
        {'op': 'dispute', 'question': 'How many?', 'kind': 'number', 'positions': ['86', '@at least 90', NASTY]},
        {'op': 'dispute', 'question': NASTY, 'status': 'resolved'},
        {'op': 'label', 'id': 'threat', 'name': 'Threat ' + NASTY, 'parent': 'claim', 'colour': 11, 'line': 'dash-dot',
         'attributes': [{'name': 'n', 'type': 'number'}, {'name': 'f', 'type': 'flag'}, {'name': 'd', 'type': 'date'},
                        {'name': 'c', 'type': 'choice', 'choices': ['x', NASTY]}]},
        {'op': 'update', 'id': 'claim', 'name': 'Assertion', 'key': 'x', 'colour': 8},
        {'op': 'update', 'id': 'threat', 'key': 'c'},
        {'op': 'delete', 'id': 'note'})
    rows = desk.edit(
        project,
        {'op': 'annotate', 'article': 'ferry.txt', 'label': 'claim', 'segments': [[0, 9], [20, 40]],
         'attributes': {'speaker': 'Ames', 'dispute': 'How many?', 'position': '86', 'stance': 'denies', 'polarity': '-'},
         'note': '=cmd|\' /C calc\'!A0 ' + NASTY},
        {'op': 'annotate', 'article': 'ferry.txt', 'label': 'speaker', 'segments': [[5, 25]],
         'attributes': {'speaker': '=1+1'}},
        {'op': 'annotate', 'article': 'ferry.txt', 'label': 'figure', 'segments': [[5, 25]],
         'attributes': {'low': 86, 'high': 90.5, 'unit': NASTY}},
        {'op': 'annotate', 'article': 'second.txt', 'label': 'threat', 'segments': [[0, len(NASTY)]],
         'attributes': {'n': -1e-7, 'f': True, 'd': '2017-04', 'c': NASTY}},
        {'op': 'annotate', 'article': 'second.txt', 'label': 'quote', 'segments': [[0, len(SECOND) - 1]]},
        {'op': 'state', 'article': 'second.txt', 'annotation': 'done', 'review': 'returned'},
        options=('--annotator', 'Zo\u00eb ' + NASTY))
    claim, mention, figure, threat, quote = rows[:5]
    speaker = desk.list(project, 'speakers')[0]['id']
    article = desk.list(project, 'articles')[0]['id']
    comment, = desk.edit(project, {'op': 'comment', 'on': claim, 'text': NASTY})
    answers = desk.edit(
        project, {'op': 'link', 'from': claim, 'to': quote, 'type': 'answers'})[0]
    disputes = desk.list(project, 'disputes')
    for on in (answers, 'threat', 'claim', disputes[0]['id'], disputes[1]['positions'][0]['id'],
               desk.list(project, 'annotators')[0]['id']):
        desk.edit(project, {'op': 'comment', 'on': on, 'text': f'on {on}'})
    desk.edit(project,
              {'op': 'link', 'from': claim, 'to': mention, 'type': 'said-by'},
              {'op': 'link', 'from': threat, 'to': claim, 'type': 'contradicts'},
              {'op': 'link', 'from': claim, 'to': figure, 'type': NASTY},
              {'op': 'comment', 'on': speaker, 'text': 'on a speaker'},
              {'op': 'comment', 'on': article, 'text': 'on an article'},
              {'op': 'comment', 'on': comment, 'text': 'an answer'}, {'op': 'resolve', 'comment': comment},
              {'op': 'update', 'id': article, 'outlet': NASTY, 'url': 'javascript:alert(1)', 'published': '2017-04-12'},
              {'op': 'update', 'id': quote, 'segments': [[1, 7]], 'note': 'changed'})
    return project


def export(desk, project, form, *options):
    return desk.must('export', project, '--format', form, *options).bytes


def check_same(desk, one, other):
    for kind in KINDS:
        left, right = desk.list(one, kind), desk.list(other, kind)
        assert left == right, f'{kind}: {[pair for pair in zip(left, right) if pair[0] != pair[1]] or (left, right)}'


def test_round_trip(desk):
    """jsonl into an empty project: every list is the same"""
    fill(desk)
    desk.path('set.jsonl').write_bytes(export(desk, 'a.obelus', 'jsonl'))
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    done = desk.must('import', 'b.obelus', 'set.jsonl')
    assert [line.split('\t')[0] for line in done.out.splitlines()] == ['added', 'added'], done.out
    check_same(desk, 'a.obelus', 'b.obelus')
    assert all(len(desk.list('b.obelus', kind)) > 0 for kind in KINDS)
    for name in ('ferry.txt', 'second.txt'):
        assert desk.must('show', 'b.obelus', name).bytes == desk.must('show', 'a.obelus', name).bytes
    desk.must('check', 'b.obelus')


def test_round_trip_of_round_trip(desk):
    """a set of a set is the same set, byte for byte"""
    fill(desk)
    desk.path('set.jsonl').write_bytes(export(desk, 'a.obelus', 'jsonl'))
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    desk.must('import', 'b.obelus', 'set.jsonl')
    assert export(desk, 'b.obelus', 'jsonl') == desk.path('set.jsonl').read_bytes()


def test_original_bytes(desk):
    """jsonl carries the bytes that an article came from"""
    fill(desk)
    lines = export(desk, 'a.obelus', 'jsonl').decode('ascii').splitlines()
    articles = {row['file_name']: row for row in map(json.loads, lines[1:])}
    assert base64.b64decode(articles['second.txt']['original']) == SECOND.encode('utf-16')
    assert articles['ferry.txt']['original_is_text'] is True and articles['ferry.txt']['text'] == FERRY


def test_ascii(desk):
    """jsonl is ASCII, one article a line"""
    fill(desk)
    lines = export(desk, 'a.obelus', 'jsonl').decode('ascii').splitlines()
    header = json.loads(lines[0])
    assert (header['format'], header['version'], len(lines)) == ('obelus', 1, 3)
    for line in lines[1:]:
        row = json.loads(line)
        assert hashlib.sha256(row['text'].encode()).hexdigest() == row['sha256']
        for annotation in row['annotations']:
            assert ' '.join(row['text'][b:e] for b, e in annotation['segments']) == annotation['text']


def test_again(desk):
    """reading a set again changes nothing and leaves no step, here and elsewhere"""
    fill(desk)
    desk.path('set.jsonl').write_bytes(export(desk, 'a.obelus', 'jsonl'))
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    desk.must('import', 'b.obelus', 'set.jsonl')
    for project in ('a.obelus', 'b.obelus'):
        before = desk.state(project), desk.must('history', project).out
        done = desk.must('import', project, 'set.jsonl')
        assert [line.split('\t')[0] for line in done.out.splitlines()] == ['unchanged', 'unchanged'], done.out
        assert (desk.state(project), desk.must('history', project).out) == before


def test_update_by_set(desk):
    """a newer set updates what an older one brought"""
    fill(desk)
    desk.path('old.jsonl').write_bytes(export(desk, 'a.obelus', 'jsonl'))
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    desk.must('import', 'b.obelus', 'old.jsonl')
    claim = next(row for row in desk.list('a.obelus', 'annotations') if row['label'] == 'claim')
    desk.edit('a.obelus', {'op': 'update', 'id': claim['id'], 'segments': [[0, 4]], 'note': None,
                           'attributes': {'position': '@at least 90', 'stance': None}},
              {'op': 'annotate', 'article': 'second.txt', 'label': 'claim', 'segments': [[3, 9]]},
              {'op': 'update', 'id': desk.list('a.obelus', 'speakers')[0]['id'], 'aliases': ['new']},
              {'op': 'update', 'id': 'threat', 'name': 'Menace'})
    desk.path('new.jsonl').write_bytes(export(desk, 'a.obelus', 'jsonl'))
    done = desk.must('import', 'b.obelus', 'new.jsonl')
    assert [line.split('\t')[0] for line in done.out.splitlines()] == ['updated', 'updated'], done.out
    for kind in KINDS:
        left, right = ([{key: row[key] for key in row if key != 'modified'} for row in desk.list(project, kind)]
                       for project in ('a.obelus', 'b.obelus'))
        assert left == right, (kind, left, right)
    desk.must('undo', 'b.obelus')
    assert len(desk.list('b.obelus', 'annotations')) == 5


def test_undo_import(desk):
    """an import is one step: undo takes it all back, redo brings it all again"""
    fill(desk)
    desk.path('set.jsonl').write_bytes(export(desk, 'a.obelus', 'jsonl'))
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    before = desk.state('b.obelus')
    desk.must('import', 'b.obelus', 'set.jsonl')
    after = desk.state('b.obelus')
    desk.must('undo', 'b.obelus')
    assert desk.state('b.obelus') == before
    desk.must('redo', 'b.obelus')
    for kind in KINDS:
        left, right = ([{key: row[key] for key in row if key != 'modified'} for row in rows]
                       for rows in (after[kind], desk.list('b.obelus', kind)))
        assert left == right, (kind, left, right)
    desk.must('undo', 'b.obelus')
    desk.must('import', 'b.obelus', 'set.jsonl')
    check_same(desk, 'a.obelus', 'b.obelus')


def test_after_deleting(desk):
    """what was deleted comes back by an import, once"""
    fill(desk)
    desk.path('set.jsonl').write_bytes(export(desk, 'a.obelus', 'jsonl'))
    article = desk.list('a.obelus', 'articles')[0]['id']
    n_before = len(desk.list('a.obelus', 'annotations'))
    desk.edit('a.obelus', {'op': 'delete', 'id': article})
    for _ in range(2):
        desk.must('import', 'a.obelus', 'set.jsonl')
        assert len(desk.list('a.obelus', 'articles')) == 2
        assert len(desk.list('a.obelus', 'annotations')) == n_before
    desk.must('check', 'a.obelus')


def test_into_project_with_the_article(desk):
    """a set finds its article by its text, its annotators and speakers by name"""
    fill(desk)
    desk.path('set.jsonl').write_bytes(export(desk, 'a.obelus', 'jsonl'))
    desk.project('b.obelus', annotator='Bob')
    desk.edit('b.obelus', {'op': 'speaker', 'name': 'Mayor Ames'},
              {'op': 'annotate', 'article': 'ferry.txt', 'label': 'note', 'segments': [[0, 3]]})
    own = desk.list('b.obelus', 'articles')[0]['id']
    done = desk.must('import', 'b.obelus', 'set.jsonl')
    assert [line.split('\t')[0] for line in done.out.splitlines()] == ['updated', 'added'], done.out
    assert own in [row['id'] for row in desk.list('b.obelus', 'articles')]
    assert len(desk.list('b.obelus', 'articles')) == 2
    assert len(desk.list('b.obelus', 'annotations')) == 6
    assert sorted(row['name'] for row in desk.list('b.obelus', 'speakers')) == ['=1+1', 'Mayor Ames']
    assert 'note' in [row['id'] for row in desk.list('b.obelus', 'labels')], 'nothing is taken away'


def test_dry_run(desk):
    """import --dry-run of a set says what it would do and does nothing"""
    fill(desk)
    desk.path('set.jsonl').write_bytes(export(desk, 'a.obelus', 'jsonl'))
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    before = desk.path('b.obelus').read_bytes()
    done = desk.must('import', '--dry-run', '--json', 'b.obelus', 'set.jsonl')
    assert [row['outcome'] for row in done.rows()] == ['added', 'added']
    assert desk.path('b.obelus').read_bytes() == before


def test_by_content(desk):
    """a set is known by its content, whatever its name, and however its JSON is written"""
    fill(desk)
    lines = export(desk, 'a.obelus', 'jsonl').decode().splitlines()
    again = '\r\n'.join(json.dumps(json.loads(line), sort_keys=True, ensure_ascii=False) for line in lines)
    desk.write('set.txt', '\ufeff' + again)
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    desk.must('import', 'b.obelus', 'set.txt')
    check_same(desk, 'a.obelus', 'b.obelus')
    desk.write('article.jsonl', 'An article\n\n{"format": "none"}\n')
    assert desk.must('import', 'b.obelus', 'article.jsonl').out.startswith('added\tarticle.jsonl\tAn article')
    desk.must('import', 'b.obelus', 'set.txt', '--format', 'text')


def spoil(lines):
    """Sets with one fault each: (title, lines, what the message says)."""
    header, first, second = (json.loads(line) for line in lines)

    def changed(row, **members):
        return json.dumps({**row, **members})

    def with_annotation(**members):
        return json.dumps({**first, 'annotations': [{**first['annotations'][0], **members}]})

    def with_link(**members):
        return json.dumps({**first, 'links': [{**first['links'][0], **members}]})

    yield 'malformed JSON', [lines[0], lines[1], lines[2][:-5]], ('Line 3: ', 'JSON')
    yield 'another version', [changed(header, version=2)], ('Line 1: ', 'version 2')
    yield 'no version', [changed(header, version=None)], 'version'
    yield 'labels of the wrong type', [changed(header, labels={})], '“labels”'
    yield 'a label without id', [changed(header, labels=[{'name': 'x'}])], '“id”'
    yield 'a label of a bad type', [changed(header, labels=[{**header['labels'][0], 'attributes': [
        {'name': 'x', 'type': 'y'}]}])], 'type'
    yield 'a speaker without name', [changed(header, speakers=[{}])], '“name”'
    yield 'a speaker of a bad kind', [changed(header, speakers=[{'name': 'x', 'kind': 'robot'}])], 'robot'
    yield 'a bad id', [changed(header, speakers=[{'name': 'x', 'id': 'x'}])], 'id'
    yield 'an article that is a list', [lines[0], '[]'], ('Line 2: ', 'object')
    yield 'no text', [lines[0], changed(first, text=None)], '“text”'
    yield 'an empty text', [lines[0], changed(first, text='', sha256=None)], 'text'
    yield 'a text with CR', [lines[0], changed(first, text='a\rb', sha256=None)], 'line ends'
    yield 'another text', [lines[0], changed(first, text=first['text'] + 'x')], 'sha256'
    yield 'no title', [lines[0], changed(first, title=None)], '“title”'
    yield 'a title that is a number', [lines[0], changed(first, title=5)], '“title”'
    yield 'annotations of the wrong type', [lines[0], changed(first, annotations={})], '“annotations”'
    yield 'an annotation outside the text', [lines[0], with_annotation(segments=[[0, 9999]])], '0-9999'
    yield 'a reversed segment', [lines[0], with_annotation(segments=[[5, 2]])], '5-2'
    yield 'no segments', [lines[0], with_annotation(segments=[])], '“segments”'
    yield 'other words', [lines[0], with_annotation(text='other words')], 'other words'
    yield 'an unknown label', [lines[0], with_annotation(label='clam')], 'clam'
    yield 'an unknown annotator', [lines[0], with_annotation(annotator_entity='x', annotator='Nobody')], 'Nobody'
    yield 'a time that is none', [lines[0], with_annotation(created='yesterday')], '“created”'
    yield 'a link to nowhere', [lines[0], with_link(to='aaaaaaaaaaaaaaaaaaaaaaaaaa'), lines[2]], 'Line 2: '
    yield 'a comment on nothing', [lines[0], changed(first, comments=[{'on': 'x', 'text': 'y'}]), lines[2]], 'Line 2: '
    yield 'a state that is none', [lines[0], changed(first, states=[{'annotator': 'Anna', 'annotation': 'x'}])], 'x'
    yield 'a fault in the last line', [lines[0], lines[1], changed(second, version='x')], ('Line 3: ', '“version”')
    yield 'nesting', [lines[0], '[' * 100000], 'deep'


def test_spoilt_sets(desk):
    """a set with a fault is refused with the line, and nothing of it is read"""
    fill(desk)
    lines = export(desk, 'a.obelus', 'jsonl').decode().splitlines()
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    before = desk.path('b.obelus').read_bytes()
    wrong = []
    for title, spoilt, says in spoil(lines):
        desk.write('set.jsonl', '\n'.join(spoilt))
        try:
            desk.refused('import', 'b.obelus', 'set.jsonl', says=says)
            assert desk.path('b.obelus').read_bytes() == before, 'the project was changed'
        except AssertionError as error:
            wrong.append(f'{title}: {error}')
    assert not wrong, '\n'.join(wrong)
    desk.write('set.jsonl', '\n'.join(lines))
    desk.must('import', 'b.obelus', 'set.jsonl')


def test_values_that_do_not_fit(desk):
    """attribute values that the codebook has no room for are left out, and that is said"""
    fill(desk)
    rows = [json.loads(line) for line in export(desk, 'a.obelus', 'jsonl').decode().splitlines()]
    rows[1]['annotations'][0]['attributes'].update({'unheard-of': 1, 'stance': 'maybe'})
    desk.write('set.jsonl', '\n'.join(json.dumps(row) for row in rows))
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    done = desk.run('import', 'b.obelus', 'set.jsonl')
    assert done.status == 0 and '2 attribute values' in done.err, done.err


def test_foreign_set(desk):
    """a set that another program made, with the least there can be"""
    desk.write('set.jsonl', '\n'.join(json.dumps(row) for row in (
        {'format': 'obelus', 'version': 1},
        {'title': 'T', 'text': 'T\n\nWords.\n',
         'annotations': [{'label': 'claim', 'segments': [[3, 8]], 'attributes': {'stance': 'denies'}}]})))
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    desk.must('import', 'b.obelus', 'set.jsonl')
    row, = desk.list('b.obelus', 'annotations')
    assert (row['text'], row['annotator'], row['origin']) == ('Words', 'Anna', 'import:jsonl'), row
    assert len(desk.list('b.obelus', 'labels')) == 6


def test_choices_of_export(desk):
    """export --annotator, --article and --label choose; links to what is left out go too"""
    fill(desk)
    desk.edit('a.obelus', {'op': 'annotate', 'article': 'ferry.txt', 'label': 'claim', 'segments': [[0, 3]]})

    def labels(*options):
        done = desk.run('export', 'a.obelus', '--format', 'jsonl', *options)
        assert done.status == 0
        rows = [json.loads(line) for line in done.out.splitlines()[1:]]
        ids = {annotation['id'] for row in rows for annotation in row['annotations']}
        assert all(link['to'] in ids and link['from'] in ids for row in rows for link in row['links'])
        return sorted(annotation['label'] for row in rows for annotation in row['annotations']), len(rows), done.err

    assert labels() == (['claim', 'claim', 'figure', 'quote', 'speaker', 'threat'], 2, '')
    assert labels('--annotator', 'Anna')[0] == ['claim']
    assert labels('--article', 'second.txt')[:2] == (['quote', 'threat'], 1)
    assert labels('--label', 'figure', '--label', 'speaker')[0] == ['figure', 'speaker']
    assert labels('--label', 'claim')[0] == ['claim', 'claim', 'threat'], 'labels below count'
    assert '1 link ' in labels('--article', 'ferry.txt')[2]
    for option in ('--annotator', '--article', '--label'):
        desk.refused('export', 'a.obelus', '--format', 'jsonl', option, 'nonsense', says='nonsense')


def test_partial_set_comes_back(desk):
    """a chosen part is a set that can be read"""
    fill(desk)
    desk.run('export', 'a.obelus', '--format', 'jsonl', '--article', 'ferry.txt', '--output', 'part.jsonl')
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    desk.must('import', 'b.obelus', 'part.jsonl')
    assert len(desk.list('b.obelus', 'articles')) == 1


def test_output(desk):
    """export --output replaces a file only when all went well; its ending names the format"""
    fill(desk)
    desk.write('out.csv', 'old')
    desk.must('export', 'a.obelus', '--output', 'out.csv')
    assert desk.path('out.csv').read_bytes() == export(desk, 'a.obelus', 'csv')
    desk.refused('export', 'a.obelus', '--format', 'csv', '--output', 'missing/out.csv', says='missing')
    desk.refused('export', 'a.obelus', '--output', 'out.xyz', status=2)
    assert sorted(path.name for path in desk.folder.iterdir()) == sorted(
        ['home', 'ferry.txt', 'second.txt', 'a.obelus', 'out.csv'])


def test_csv(desk):
    """csv: RFC 4180, a row an annotation, names instead of ids, no formulas"""
    fill(desk)
    content = export(desk, 'a.obelus', 'csv')
    assert content.startswith(b'\xef\xbb\xbf') and content.endswith(b'\r\n')
    text = content.decode('utf-8-sig')
    rows = list(csv.DictReader(io.StringIO(text, newline=''), strict=True))
    listed = desk.list('a.obelus', 'annotations')
    assert [row['id'] for row in rows] == [row['id'] for row in listed]
    for row, annotation in zip(rows, listed):
        assert row['label'] == annotation['label'] and row['annotator'] == annotation['annotator']
        assert row['segments'] == ';'.join(f'{b}-{e}' for b, e in annotation['segments'])
        assert row['text'] == annotation['text'], (row['text'], annotation['text'])
        assert row['effective_speaker'].lstrip("'") == (annotation['speaker'] or '')
        for cell in row.values():
            assert len(cell) < 2 or cell[0] not in '=+-@\t\r' or is_number(cell), cell
    claim = next(row for row in rows if row['label'] == 'claim')
    assert (claim['dispute'], claim['position'], claim['polarity']) == ('How many?', '86', '-')
    assert claim['note'].startswith("'=cmd|")
    raw = export(desk, 'a.obelus', 'csv', '--raw-cells').decode('utf-8-sig')
    rows = list(csv.DictReader(io.StringIO(raw, newline=''), strict=True))
    assert [row['note'] for row in rows] == [row['note'] or '' for row in listed]


def is_number(cell):
    try:
        float(cell)
        return True
    except ValueError:
        return False


def test_csv_in_libreoffice(desk):
    """csv opens right in LibreOffice, if that is installed"""
    office = shutil.which('soffice') or shutil.which('libreoffice')
    if office is None:
        return
    fill(desk)
    desk.path('set.csv').write_bytes(export(desk, 'a.obelus', 'csv'))
    # Commas, quotes, UTF-8: what its dialog offers by the mark; without the dialog it does not look.
    subprocess.run([office, '--headless', '--infilter=CSV:44,34,76,1', '--convert-to', 'fods',
                    'set.csv'],
                   cwd=desk.folder, env=desk.environment, check=True, capture_output=True,
                   timeout=110)
    sheet = desk.path('set.fods').read_text(encoding='utf-8')
    assert '\u05e9\u05dc\u05d5\u05dd' in sheet and 'table:formula' not in sheet


class Page(html.parser.HTMLParser):
    """What a browser would make of a page: elements and the text of the articles."""

    def __init__(self):
        super().__init__()
        self.elements, self.ids, self.links, self.text, self.depth = [], [], [], [], 0

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.elements.append(tag)
        self.ids += [attributes['id']] if 'id' in attributes else []
        self.links += [attributes['href']] if 'href' in attributes else []
        assert not any(name.startswith('on') for name in attributes), attributes
        if tag == 'div' and (self.depth or attributes.get('class') == 'text'):
            self.depth += 1
        if tag in ('p', 'h2') and self.depth:
            self.text.append('')

    def handle_endtag(self, tag):
        self.depth -= 1 if tag == 'div' and self.depth else 0

    def handle_data(self, data):
        if self.depth and self.text:
            self.text[-1] += data


def test_html(desk):
    """html: the words of the article and nothing else, nothing that runs, no dead links"""
    fill(desk)
    content = export(desk, 'a.obelus', 'html').decode('utf-8')
    page = Page()
    page.feed(content)
    assert not {'script', 'iframe', 'img', 'link', 'object', 'form', 'base'} & set(page.elements)
    assert len(page.ids) == len(set(page.ids))
    for link in page.links:
        assert link.startswith('#') and link[1:] in page.ids, link
    paragraphs = [part.rstrip('\n') for part in page.text if part.strip()]
    assert paragraphs == [line for text in (FERRY, SECOND) for line in text.split('\n') if line]
    assert 'mark' in page.elements and "default-src 'none'" in content
    assert '<script>' not in content and 'href="javascript' not in content


def test_html_structure(desk):
    """html: headings, lists, emphasis and links are what they are; other links lead nowhere"""
    desk.must('new', 'a.obelus', '--annotator', 'Anna')
    desk.write('talks.md', '# Talks\n\n## A part\n\n### A third\n\n* one **two** [three](https://e.example/)\n* four\n\n'
               '> quoted\n\n[five](javascript:x) six.\n')
    desk.must('import', 'a.obelus', 'talks.md')
    desk.edit('a.obelus', {'op': 'annotate', 'article': 'talks.md', 'label': 'claim', 'segments': [[25, 32]]})
    content = export(desk, 'a.obelus', 'html').decode('utf-8')
    page = Page()
    page.feed(content)
    assert 'https://e.example/' in page.links and 'javascript' not in content
    assert {'h2', 'h3', 'h4', 'ol', 'li', 'strong', 'mark', 'blockquote'} <= set(page.elements), page.elements
    assert page.elements.count('li') == 3, content  # two items, and the annotation below


def test_html_overlaps(desk):
    """html: annotations over each other are all marked, whatever their number"""
    project = desk.project()
    desk.edit(project, *({'op': 'annotate', 'article': 'ferry.txt', 'label': 'claim', 'segments': [[n, 60 - n]]}
                         for n in range(20)))
    page = Page()
    page.feed(export(desk, project, 'html').decode())
    assert page.text[0] == 'The ferry\n', page.text
    assert len([name for name in page.ids if name.startswith('r-')]) == 20
    assert len([name for name in page.ids if name.startswith('a-')]) == 20


def test_formats(desk):
    """formats lists what there is, and each can be written"""
    fill(desk)
    rows = desk.must('formats', '--json').rows()
    assert [row['id'] for row in rows][:3] == ['jsonl', 'csv', 'html']
    assert rows[0]['import'] and rows[0]['loses'] is None and rows[1]['loses']
    for row in rows:
        assert row['id'] in desk.must('formats').out and (row['import'] or row['export']), row
        if not row['export']:
            desk.refused('export', 'a.obelus', '--format', row['id'], '--output', 'x', says='formats', status=2)
            continue
        name = f'{row["id"]}.zip' if row['shape'] == 'files' else f'set-{row["id"]}'
        done = desk.run('export', 'a.obelus', '--format', row['id'], '--output', name)
        assert done.status == 0, done.err
        assert desk.path(name).stat().st_size > 0, row


def test_empty_project(desk):
    """an empty project can be written in every format, and read"""
    desk.must('new', 'a.obelus', '--annotator', 'Anna')
    for form in ('jsonl', 'csv', 'html'):
        desk.path(form).write_bytes(export(desk, 'a.obelus', form))
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    assert desk.must('import', 'b.obelus', 'jsonl').out == ''
    assert len(list(csv.reader(io.StringIO(desk.path('csv').read_text('utf-8-sig'))))) == 1


def test_sample(desk):
    """the sample article with its annotation comes back"""
    edits = SAMPLE.with_name('sample-edits.jsonl')
    desk.must('new', 'a.obelus', '--annotator', 'Anna')
    desk.must('import', 'a.obelus', str(SAMPLE))
    desk.must('edit', 'a.obelus', stdin=edits.read_bytes())
    desk.path('set').write_bytes(export(desk, 'a.obelus', 'jsonl'))
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    desk.must('import', 'b.obelus', 'set')
    check_same(desk, 'a.obelus', 'b.obelus')


if __name__ == '__main__':
    sys.exit(harness.run(sys.modules[__name__]))
