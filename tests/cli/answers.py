#!/usr/bin/python3
"""The commands that answer: disputes, report, search.

usage: answers.py OBELUS
"""
import csv
import io
import re
import sys
import xml.etree.ElementTree
import zipfile

import harness
from harness import SAMPLE

EDITS = SAMPLE.parent / 'sample-edits.jsonl'
DEATHS = 'How many died at Khan Sheikhoun?'
CULPRIT = 'Who carried out the attack on Khan Sheikhoun?'


def sample(desk):
    """The annotated sample as a project."""
    desk.must('new', 's.obelus', '--annotator', 'Anna')
    desk.must('import', 's.obelus', SAMPLE)
    desk.must('edit', 's.obelus', stdin=EDITS.read_text(encoding='utf-8'))
    return 's.obelus'


def test_disputes_json(desk):
    """disputes --json gives each dispute with positions, holders and passages"""
    project = sample(desk)
    boards = {board['question']: board for board in desk.must('disputes', project, '--json').rows()}
    assert len(boards) == 7, boards.keys()
    deaths = boards[DEATHS]
    assert [position['text'] for position in deaths['positions']] \
        == ['almost 90', 'more than 80', 'at least 86'], deaths
    assert deaths['figures']['verdict'] == 'compatible', deaths['figures']
    assert '86 to 89' in deaths['figures']['summary'], deaths['figures']
    assert boards[CULPRIT]['figures'] is None
    passages = [passage for holder in deaths['holders'] for cell in holder['cells']
                for passage in cell['passages']]
    assert len(passages) == 4, passages
    culprit = {holder['name']: holder for holder in boards[CULPRIT]['holders']}
    cell = culprit['Syrian government']['cells'][0]
    assert cell['position'] == 'Syrian government forces'
    assert cell['passages'][0]['stance'] == 'denies'
    assert cell['passages'][0]['text'] == 'it is responsible'
    assert not culprit['Syrian government']['only_reports']
    # Said by a mention: the chain ends at its speaker.
    assert culprit['United States']['cells'][0]['passages'][0]['chain'][-1] == 'United States'


def test_disputes_follow_edits(desk):
    """what is tagged is on the board at once, and gone when it is undone"""
    project = desk.project()
    ids = desk.edit(project,
                    {'op': 'dispute', 'question': 'On board?', 'positions': ['90', '86']},
                    {'op': 'speaker', 'name': 'Ames'})
    desk.edit(project, {'op': 'annotate', 'article': 'The ferry', 'label': 'claim',
                        'segments': [[11, 20]],
                        'attributes': {'speaker': 'Ames', 'dispute': 'On board?',
                                       'position': '90'}})
    board, = desk.must('disputes', project, '--json').rows()
    assert board['id'] == ids[0]
    assert board['holders'][0]['cells'][0]['passages'][0]['stance'] == 'asserts'
    assert [position['origins'] for position in board['positions']] == [1, 0]
    out = desk.must('disputes', project).out
    assert 'On board? (open)' in out and 'Ames asserts' in out, out
    desk.must('undo', project)
    board, = desk.must('disputes', project, '--json').rows()
    assert board['holders'] == []


def test_disputes_csv(desk):
    """disputes --csv has a passage a row and no formulas"""
    project = sample(desk)
    done = desk.must('disputes', project, '--csv')
    assert done.bytes.startswith(b'\xef\xbb\xbf')
    rows = list(csv.DictReader(io.StringIO(done.out.lstrip('\ufeff'))))
    passages = [passage for board in desk.must('disputes', project, '--json').rows()
                for holder in board['holders'] for cell in holder['cells']
                for passage in cell['passages']]
    assert sorted(row['annotation'] for row in rows) \
        == sorted(passage['annotation'] for passage in passages)
    assert {row['stance'] for row in rows} == {'asserts', 'denies', 'doubts', 'reports'}


def test_disputes_refuses(desk):
    """disputes says what is wrong"""
    project = desk.project()
    assert desk.must('disputes', project).out == ''
    desk.refused('disputes', project, '--json', '--csv', status=2)
    desk.refused('disputes', project, '--dispute', 'nonsense', says='nonsense')
    desk.refused('disputes', 'missing.obelus')


def test_search(desk):
    """search finds words and annotations, and says how many"""
    project = sample(desk)
    lines = desk.must('search', project, 'chemic*', '--json', '--context', '20').rows()
    text = SAMPLE.read_text(encoding='utf-8')
    assert len(lines) == len(re.findall(r'\bchemic', text, re.I)), lines
    for line in lines:
        assert text[line['start']:line['end']] == line['text']
        assert len(line['left']) <= 20 and len(line['right']) <= 20, line
    assert desk.must('search', project, 'chemic*', '--count').out == f'{len(lines)}\n'
    claims = desk.must('search', project, 'label:claim speaker:lavrov', '--json').rows()
    wanted = [row['id'] for row in desk.list(project, 'annotations')
              if row['label'] == 'claim' and row['speaker'] == 'Sergei Lavrov']
    assert sorted(claim['annotation'] for claim in claims) == sorted(wanted)
    by_left = [line['left'].split()[-1].lower() for line in
               desk.must('search', project, 'attack', '--json', '--sort', 'left').rows()]
    assert by_left == sorted(by_left), by_left
    assert '[attack]' in desk.must('search', project, 'attack').out


def test_search_refuses(desk):
    """search says where a query is wrong"""
    project = desk.project()
    desk.refused('search', project, '(ferry', says='At character 7: “)” was expected')
    desk.refused('search', project, 'nonsense:x', says='there is no field “nonsense”')
    desk.refused('search', project, status=2)
    desk.refused('search', project, 'x', '--sort', 'up', status=2)
    desk.refused('search', project, 'x', '--context', '-1', status=2)
    assert desk.must('search', project, 'absent', '--count').out == '0\n'


def test_search_of_a_copy(desk):
    """words are found in a project whose index cannot be kept"""
    project = desk.project()
    done = desk.run('search', project, 'ferry', '--count', XDG_CACHE_HOME='/proc/nowhere')
    assert (done.status, done.out) == (0, '1\n'), done.err


def test_report(desk):
    """report writes every form, and all of it is in each"""
    project = sample(desk)
    for ending in ('html', 'md', 'odt', 'pdf'):
        desk.must('report', project, '--output', f'd.{ending}')
    html = desk.path('d.html').read_text(encoding='utf-8')
    for words in (DEATHS, CULPRIT, 'almost 90 people died', 'Rex Tillerson', 'http-equiv'):
        assert words in html, words
    assert '<script' not in html and 'src=' not in html
    xml.etree.ElementTree.fromstring(html.split('\n', 1)[1].replace('<br>', '<br/>').replace(
        '<meta charset="utf-8">', '').replace('initial-scale=1">', 'initial-scale=1"/>').replace(
        "'unsafe-inline'\">", "'unsafe-inline'\"/>"))
    markdown = desk.path('d.md').read_text(encoding='utf-8')
    assert f'## {DEATHS}' in markdown and '> “almost 90 people died”' in markdown
    with zipfile.ZipFile(desk.path('d.odt')) as odt:
        assert odt.infolist()[0].filename == 'mimetype'
        assert odt.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert odt.testzip() is None
        for name in ('content.xml', 'styles.xml', 'meta.xml', 'META-INF/manifest.xml'):
            xml.etree.ElementTree.fromstring(odt.read(name))
        assert DEATHS in odt.read('content.xml').decode('utf-8')
    assert desk.path('d.pdf').read_bytes().startswith(b'%PDF')
    desk.must('report', project, '--output', 'one.md', '--dispute', CULPRIT)
    one = desk.path('one.md').read_text(encoding='utf-8')
    assert CULPRIT in one and DEATHS not in one


def test_report_refuses(desk):
    """report says what is wrong, and leaves nothing"""
    project = desk.project()
    desk.must('report', project, '--output', 'empty.html')
    desk.refused('report', project, status=2)
    desk.refused('report', project, '--output', 'x.doc', status=2)
    desk.refused('report', project, '--output', 'missing/x.html')
    desk.refused('report', project, '--output', 'x.html', '--dispute', 'nonsense')
    assert not desk.path('x.html').exists()


def test_picture(desk):
    """picture draws every kind in every form, and its table adds up to what list says"""
    project = sample(desk)
    annotations = desk.must('list', project, 'annotations', '--json').rows()
    by_label = {}
    for annotation in annotations:
        by_label[annotation['label']] = by_label.get(annotation['label'], 0) + 1
    rows = table_of(desk.must('picture', project, 'labels-by-outlet'))
    assert rows[1][0] == 'No outlet' and len(rows) == 2, rows
    assert [int(cell) for cell in rows[1][1:]] \
        == [by_label.get(name, 0) for name in
            ('claim', 'speaker', 'disputed-fact', 'quote', 'figure', 'note')]
    speakers = {row[0]: dict(zip(rows[0][1:], row[1:]))
                for rows in [table_of(desk.must('picture', project, 'speakers-by-stance'))]
                for row in rows[1:]}
    assert speakers['Syrian government']['denies'] == '1', speakers
    for kind in ('claims-over-time', 'speakers-by-stance', 'labels-by-outlet', 'labels-together',
                 'speakers-and-disputes'):
        for ending, begin in (('svg', b'<?xml'), ('png', b'\x89PNG'), ('pdf', b'%PDF'),
                              ('csv', b'\xef\xbb\xbf')):
            path = f'{kind}.{ending}'
            desk.must('picture', project, kind, '--output', path)
            assert desk.path(path).read_bytes().startswith(begin), path
        xml.etree.ElementTree.parse(desk.path(f'{kind}.svg'))


def table_of(done):
    """The rows of a command's CSV."""
    return list(csv.reader(io.StringIO(done.out.lstrip('\ufeff'))))


def test_picture_refuses(desk):
    """picture says what there is, and leaves nothing"""
    project = desk.project()
    assert 'speakers-by-stance' in desk.refused('picture', project, 'pie', status=2).err
    desk.refused('picture', project, 'claims-over-time', '--output', 'x.gif', status=2)
    desk.refused('picture', project, 'claims-over-time', '--width', '5', status=2)
    desk.refused('picture', project, 'claims-over-time', '--output', 'missing/x.svg')
    desk.must('edit', project, stdin='{"op": "speaker", "name": "=1+1"}')
    desk.edit(project, {'op': 'annotate', 'article': 'The ferry', 'label': 'claim',
                        'segments': [[11, 20]], 'attributes': {'speaker': '=1+1'}})
    assert "'=1+1" in desk.must('picture', project, 'speakers-by-stance').out


if __name__ == '__main__':
    sys.exit(harness.run(sys.modules[__name__]))
