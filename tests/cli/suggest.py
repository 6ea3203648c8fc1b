#!/usr/bin/python3
"""Suggestions: in bare texts and in projects, accepted, rejected and undone.

usage: suggest.py OBELUS
"""
import sys

import harness
from harness import SAMPLE


def project(desk):
    desk.must('new', 's.obelus', '--annotator', 'Anna')
    desk.must('import', 's.obelus', SAMPLE)


def test_bare_text(desk):
    """--tsv prints positions, rule and tier of a text's quotations"""
    desk.write('a.txt', '“Nö, wir wissen es”, said Ann.\n')
    assert desk.must('suggest', '--tsv', 'a.txt').out == '0-19\t26-29\t21-25\tquote-verb-name\tA\n'
    desk.write('b.txt', '"We know nothing at all", Lavrov said.\n')
    assert desk.must('suggest', '--tsv', 'b.txt').out == '0-24\t26-32\t33-37\tquote-name-verb\tA\n'
    desk.write('empty.txt', '')
    assert desk.must('suggest', '--tsv', 'empty.txt').out == ''


def test_bad_text(desk):
    """a text that is not UTF-8, or is not there, is refused"""
    desk.write('bad.txt', b'\xff\xfe\x00"')
    desk.refused('suggest', '--tsv', 'bad.txt', says=('bad.txt',))
    desk.refused('suggest', '--tsv', 'nowhere.txt', says=('nowhere.txt',))
    desk.refused('suggest', status=2)
    desk.refused('suggest', 'a.obelus', '--tsv', 'bad.txt', status=2)


def test_tiers(desk):
    """a lower tier adds suggestions, and never takes any away"""
    project(desk)
    keys = [{row['key'] for row in desk.must('suggest', 's.obelus', '--tier', tier, '--json').rows()}
            for tier in 'ABC']
    assert keys[0] and keys[0] < keys[1] < keys[2], keys
    desk.refused('suggest', 's.obelus', '--tier', 'D', status=2, says=('D',))
    rows = desk.must('list', 's.obelus', 'suggestions', '--json').rows()
    assert {row['key'] for row in rows} == keys[2]
    assert all(row['because'] for row in rows)


def test_sample_dispute(desk):
    """the death tolls of the sample become one question with their accounts"""
    project(desk)
    rows = [row for row in desk.must('suggest', 's.obelus', '--json').rows() if row['kind'] == 'dispute']
    assert len(rows) == 1, rows
    texts = {rows[0]['text'], *(tag['text'] for tag in rows[0]['with'])}
    assert texts == {'almost 90 people', 'more than 80 civilians', 'at least 86 people',
                     'More than 80 people'}, texts


def test_accept(desk):
    """--accept tags everything as one step, which undo takes back"""
    project(desk)
    suggested = desk.must('suggest', 's.obelus', '--json').rows()
    out = desk.must('suggest', 's.obelus', '--accept').out
    assert out.startswith(str(len(suggested))), out
    rows = desk.must('list', 's.obelus', 'annotations', '--json').rows()
    assert all(row['origin'].startswith('suggestion:') for row in rows)
    quotes = [row for row in rows if row['label'] == 'quote']
    assert any(row['speaker'] == 'Lavrov' for row in quotes), quotes
    assert any(link['type'] == 'said-by' for row in quotes for link in row['links'])
    assert [row for row in desk.must('suggest', 's.obelus', '--json').rows()
            if row['kind'] != 'variant'] == []
    desk.must('undo', 's.obelus')
    assert desk.must('list', 's.obelus', 'annotations').out == ''
    assert desk.must('suggest', 's.obelus', '--json').rows() == suggested


def test_variants(desk):
    """names of speakers that may be one are proposed, metonyms only asked about"""
    desk.must('new', 'v.obelus')
    names = ['US', 'U.S.', 'USA', 'United States', 'Washington', 'Russia', 'Russian Federation',
             'Moscow', 'Kremlin', 'Lavrov']
    desk.must('edit', 'v.obelus',
              stdin=''.join('{"op":"speaker","name":"%s"}\n' % name for name in names))
    rows = desk.must('suggest', 'v.obelus', '--json').rows()
    pairs = {frozenset((row['name'], row['other_name'])): row['question'] for row in rows}
    assert pairs[frozenset(('US', 'U.S.'))] is False
    assert pairs[frozenset(('USA', 'United States'))] is False
    assert pairs[frozenset(('Russia', 'Russian Federation'))] is False
    assert pairs[frozenset(('United States', 'Washington'))] is True
    assert pairs[frozenset(('Russia', 'Kremlin'))] is True
    assert not any('Lavrov' in pair for pair in pairs), pairs


def test_unknown_article(desk):
    """an article that is not there is refused"""
    project(desk)
    desk.refused('suggest', 's.obelus', 'No such article', says=('No such article',))


if __name__ == '__main__':
    sys.exit(harness.run(sys.modules[__name__]))
