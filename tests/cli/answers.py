#!/usr/bin/python3
"""The commands that answer: disputes.

usage: answers.py OBELUS
"""
import csv
import io
import json
import sys

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


if __name__ == '__main__':
    sys.exit(harness.run(sys.modules[__name__]))
