#!/usr/bin/python3
"""The commands that compare annotators: compare and agreement.

usage: agreement.py OBELUS
"""
import csv
import io
import sys

import harness


def mark(label, start, end, **attributes):
    return {'op': 'annotate', 'article': 'The ferry', 'label': label,
            'segments': [[start, end]], 'attributes': attributes}


def reviewed(desk):
    """Anna and Ben: one passage the same, one shifted, one of another label, one of other
    attributes, one that only Anna has."""
    project = desk.project()
    desk.edit(project, mark('claim', 11, 20), mark('claim', 30, 50), mark('quote', 60, 70),
              mark('claim', 80, 90, certainty='certain'), mark('figure', 95, 97))
    desk.edit(project, mark('claim', 11, 20), mark('claim', 30, 55), mark('claim', 60, 70),
              mark('claim', 80, 90, certainty='probable'), options=('--annotator', 'Ben'))
    return project


def figures(rows, part='all', name=''):
    return {row['measure']: row for row in rows if row['part'] == part and row['name'] == name}


def test_compare(desk):
    """compare tells each kind of difference, and --kind which"""
    project = reviewed(desk)
    rows = desk.must('compare', project, '--annotators', 'Anna,Ben', '--json').rows()
    assert [row['difference'] for row in rows] \
        == ['boundary', 'label', 'attributes', 'missing-second'], rows
    assert rows[0]['shared'] == 0.8, rows[0]
    assert rows[0]['first']['segments'] == [[30, 50]]
    assert rows[2]['attributes'] == ['certainty']
    assert rows[3]['second'] is None and rows[3]['first']['label'] == 'figure'
    same, = desk.must('compare', project, '--annotators', 'Ben,Anna', '--kind', 'same', '--json').rows()
    assert same['first_annotator'] == 'Ben'
    table = list(csv.DictReader(io.StringIO(
        desk.must('compare', project, '--annotators', 'Anna,Ben', '--csv').out.lstrip('\ufeff'))))
    assert [row['first_segments'] for row in table] == ['30-50', '60-70', '80-90', '95-97'], table
    assert 'shifted boundary' in desk.must('compare', project, '--annotators', 'Anna,Ben').out


def test_agreement(desk):
    """agreement gives F1 of annotations, with the unit, by label and attribute too"""
    project = reviewed(desk)
    rows = desk.must('agreement', project, '--json', '--by', 'label,attribute,article').rows()
    whole = figures(rows)
    assert whole['f1-exact']['value'] == 4 / 9, whole['f1-exact']
    assert whole['f1-iou']['value'] == 6 / 9
    assert whole['precision-iou']['value'] == 3 / 4
    assert whole['recall-iou']['value'] == 3 / 5
    assert whole['f1-exact']['unit'] == 'annotations' and whole['f1-exact']['units'] == 9
    assert whole['observed']['value'] == 3 / 4 and whole['observed']['units'] == 4
    assert figures(rows, 'label', 'claim')['f1-iou']['value'] == 6 / 7
    assert figures(rows, 'attribute', 'claim.certainty')['observed']['value'] == 2 / 3
    assert figures(rows, 'article', 'The ferry')['f1-iou']['value'] == 6 / 9
    for row in rows:
        assert row['unit'] and (row['value'] is None) == (row['why_undefined'] is not None), row
    out = desk.must('agreement', project).out
    assert 'annotations' in out and 'cohen-kappa' in out, out


def test_units(desk):
    """the alphas of unitizing by character, and gamma with its interval when it is asked for"""
    project = reviewed(desk)
    rows = desk.must('agreement', project, '--json', '--by', 'label').rows()
    whole = figures(rows)
    assert whole['u-alpha']['unit'] == 'characters'
    assert 0 < whole['u-alpha']['value'] < whole['u-alpha-binary']['value'] < 1, whole
    assert 'ku-alpha' in figures(rows, 'label', 'claim')
    assert 'gamma' not in whole
    gamma, = desk.must('agreement', project, '--measure', 'gamma', '--json', '--by', 'all').rows()
    assert gamma['low'] <= gamma['value'] <= gamma['high'] < 1, gamma
    # Overlaps of one annotator are told, and looked at by label.
    desk.edit(project, mark('quote', 12, 40))
    rows = desk.must('agreement', project, '--json', '--by', 'label').rows()
    assert 'overlap' in figures(rows)['u-alpha']['why_undefined']
    assert figures(rows, 'label', 'claim')['u-alpha']['value'] is not None


def test_undefined(desk):
    """what cannot be told is told in words"""
    project = desk.project()
    desk.edit(project, mark('claim', 11, 20))
    desk.edit(project, mark('claim', 11, 20), options=('--annotator', 'Ben'))
    rows = figures(desk.must('agreement', project, '--json').rows())
    assert rows['f1-exact']['value'] == 1
    assert rows['cohen-kappa']['value'] is None
    assert 'one category' in rows['cohen-kappa']['why_undefined']
    one, = desk.must('agreement', project, '--json', '--measure', 'f1-iou', '--by', 'all').rows()
    assert one['measure'] == 'f1-iou'


def test_refused(desk):
    """what cannot be compared is refused with the reason"""
    project = desk.project()
    desk.edit(project, mark('claim', 11, 20))
    desk.refused('agreement', project, says='two different annotators')
    desk.refused('compare', project, '--annotators', 'Anna,Anna', says='two different annotators')
    desk.refused('compare', project, '--annotators', 'Anna,Nobody', says='Nobody')
    desk.refused('agreement', project, '--measure', 'luck', says='luck', status=2)
    desk.refused('agreement', project, '--by', 'moon', says='moon', status=2)
    desk.refused('agreement', project, '--json', '--csv', status=2)


def test_many(desk):
    """three annotators: the pairs are given each, and one who has nothing is an answer too"""
    project = reviewed(desk)
    desk.edit(project, mark('claim', 11, 20), options=('--annotator', 'Cleo'))
    rows = desk.must('agreement', project, '--json').rows()
    pairs = {row['name'] for row in rows if row['part'] == 'pair'}
    assert len(pairs) == 3, pairs
    whole = figures(rows)
    assert 'two annotators' in whole['cohen-kappa']['why_undefined']
    assert whole['f1-exact']['value'] == (4 + 2 + 2) / (9 + 6 + 5), whole['f1-exact']


if __name__ == '__main__':
    sys.exit(harness.run(sys.modules[__name__]))
