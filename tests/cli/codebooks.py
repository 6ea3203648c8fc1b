#!/usr/bin/python3
"""The command "codebook": out, in, compare, take, merge, split.

usage: codebooks.py OBELUS
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

import harness


def compare(desk, project, path):
    return desk.must('codebook', project, 'compare', path, '--json').rows()


def test_out_and_in(desk):
    """a codebook goes out in every format, starts a project and is compared with it"""
    desk.project()
    desk.edit('a.obelus', {'op': 'update', 'id': 'claim', 'counter_example': 'a scene', 'name': '=Claim'},
              {'op': 'label', 'id': 'threat', 'name': 'Threat', 'parent': 'claim'})
    for form in ('json', 'csv', 'qdc'):
        done = desk.run('codebook', 'a.obelus', 'export', '--format', form, '--output', f'c.{form}')
        assert done.status == 0 and (done.err != '') == (form == 'qdc'), done.err
        desk.must('new', f'{form}.obelus', '--codebook', f'c.{form}')
        rows = compare(desk, f'{form}.obelus', 'c.json')
        assert rows == [] or form == 'qdc', rows
        assert {row['what'] for row in rows} <= {'line', 'key'} | {
            row['what'] for row in rows if row['what'].startswith('@')}, rows
        assert compare(desk, f'{form}.obelus', f'c.{form}') == [] or form == 'qdc'
        if form != 'qdc':
            desk.must('codebook', 'a.obelus', 'import', f'c.{form}')
            assert desk.must('history', 'a.obelus').out.count('Import codebook') == 0
    out = desk.must('codebook', 'a.obelus', 'export').bytes
    assert json.loads(out)['labels'][0]['name'] == '=Claim'


def test_valid_refi(desk):
    """a REFI codebook is valid by its schema, where that and xmllint are"""
    schema = pathlib.Path(__file__).resolve().parents[3] / 'shared' / 'schemas' / 'Codebook.xsd'
    if not schema.exists():
        schema = pathlib.Path(os.environ.get('OBELUS_SHARED', '/nowhere')) / 'schemas' / 'Codebook.xsd'
    if not schema.exists() or shutil.which('xmllint') is None:
        return
    desk.project()
    desk.edit('a.obelus',
              {'op': 'label', 'id': 'b', 'name': 'B <&> "x"', 'parent': 'claim', 'use_when': ']]> & <x>'},
              {'op': 'label', 'id': 'c', 'name': 'C', 'parent': 'b', 'example': '\u05e9\u05dc\u05d5\u05dd'})
    assert desk.run('codebook', 'a.obelus', 'export', '--format', 'qdc', '--output', 'c.qdc').status == 0
    subprocess.run(['xmllint', '--noout', '--schema', str(schema), str(desk.path('c.qdc'))],
                   check=True, capture_output=True)


def test_refused(desk):
    """what is no codebook, or would do harm, changes nothing"""
    desk.project()
    before = desk.must('list', 'a.obelus', 'changes', '--json').out
    desk.write('x.qdc', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><CodeBook/>')
    desk.write('x.csv', 'id,name,attribute,type\nnote,Note,,\nnote,,kind,date\n')
    desk.write('x.txt', 'nothing\n')
    for name, says in (('x.qdc', 'document type'), ('x.csv', 'kind'), ('x.txt', 'name'),
                       ('absent.csv', 'absent')):
        desk.refused('codebook', 'a.obelus', 'import', name, says=says)
    desk.refused('new', 'b.obelus', '--codebook', 'x.qdc', says='document type')
    assert not desk.path('b.obelus').exists()
    for words in (('nonsense',), ('export', 'x'), ('merge', 'claim'), ('export', '--format', 'pdf')):
        assert desk.run('codebook', 'a.obelus', *words).status == 2
    desk.refused('codebook', 'a.obelus', 'merge', 'claim', 'claim', says='another')
    desk.refused('codebook', 'a.obelus', 'split', 'claim', 'New', says='--where')
    desk.refused('codebook', 'a.obelus', 'split', 'claim', 'New', '--where', 'stance=denies',
                 says='at least one')
    assert desk.must('list', 'a.obelus', 'changes', '--json').out == before


def test_merge_and_split(desk):
    """labels are merged and split in one step each, which undo takes back"""
    desk.project()
    rows = desk.edit('a.obelus', *(
        {'op': 'annotate', 'article': 'ferry.txt', 'label': 'claim', 'segments': [[i, i + 5]],
         'attributes': {'stance': stance}, 'note': f'n{i}'}
        for i, stance in enumerate(('denies', 'doubts', 'denies'))))
    before = desk.state('a.obelus')
    desk.must('codebook', 'a.obelus', 'split', 'claim', 'Denial', '--where', 'stance=denies')
    desk.must('codebook', 'a.obelus', 'split', 'claim', 'Doubt', '--annotations', rows[1])
    assert [row['label'] for row in desk.list('a.obelus', 'annotations')] == ['denial', 'doubt', 'denial']
    desk.must('codebook', 'a.obelus', 'merge', 'Denial', 'claim')
    desk.must('codebook', 'a.obelus', 'merge', 'doubt', 'claim')
    after = desk.state('a.obelus')
    for kind in ('annotations', 'labels'):
        for row in before[kind] + after[kind]:
            row.pop('modified', None)
    assert after == before
    desk.must('undo', 'a.obelus', '4')
    assert [row['label'] for row in desk.list('a.obelus', 'annotations')] == ['claim'] * 3
    desk.must('codebook', 'a.obelus', 'split', 'claim', 'Open', '--query', 'stance:doubts OR stance:reports')
    assert [row['label'] for row in desk.list('a.obelus', 'annotations')] == ['claim', 'open', 'claim']
    desk.refused('codebook', 'a.obelus', 'split', 'claim', 'New', '--query', 'colour:(', says='colour')


def test_take(desk):
    """some of the differences are taken in one step"""
    desk.project()
    desk.write('c.csv', 'id,name,key,use_when\nclaim,Assertion,c,It is so\nevent,Event,e,It happened\n')
    desk.must('codebook', 'a.obelus', 'take', 'c.csv', '--choose', 'Claim:use_when, event:label')
    labels = {row['id']: row for row in desk.list('a.obelus', 'labels')}
    assert labels['claim']['name'] == 'Claim' and labels['event']['name'] == 'Event'
    rows = compare(desk, 'a.obelus', 'c.csv')
    assert not any(row['what'] == 'use_when' and row['label'] == 'claim' for row in rows)
    assert not any(row['label'] == 'event' for row in rows)
    before = desk.must('list', 'a.obelus', 'changes', '--json').out
    desk.refused('codebook', 'a.obelus', 'take', 'c.csv', '--choose', 'claim:nose', says='claim:nose')
    assert desk.run('codebook', 'a.obelus', 'take', 'c.csv').status == 2
    assert desk.must('list', 'a.obelus', 'changes', '--json').out == before
    desk.must('undo', 'a.obelus')
    assert 'event' not in {row['id'] for row in desk.list('a.obelus', 'labels')}


if __name__ == '__main__':
    sys.exit(harness.run(sys.modules[__name__]))
