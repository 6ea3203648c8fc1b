#!/usr/bin/python3
"""The same story twice: duplicates, near duplicates and versions.

usage: versions.py OBELUS
"""
import random
import sys

import harness

WORDS = ('minister river treaty harbour council letter border night witness village company judge '
         'summer bridge soldier paper market water engine answer people street doctor money').split()


def tell(seed, sentences=40):
    """A made-up story: sentences as lists of words."""
    rand = random.Random(seed)
    return [[rand.choice(WORDS) + rand.choice(('', 's', 'ed', 'ing', 'ly')) for _ in range(12)]
            for _ in range(sentences)]


def edit(story, seed, share):
    """What another desk makes of it."""
    rand = random.Random(seed)
    kept = [list(sentence) for sentence in story if rand.random() >= share]
    for sentence in kept:
        for i in range(len(sentence)):
            if rand.random() < share / 6:
                sentence[i] = rand.choice(WORDS) + 'x'
    return kept


def spell(story, title):
    lines = [' '.join(sentence).capitalize() + '.' for sentence in story]
    return '\n\n'.join([title] + [' '.join(lines[i:i + 4]) for i in range(0, len(lines), 4)]) + '\n'


def wire(desk, n=6):
    """n stories in a project, and an edited copy of every other one among new ones, in a folder."""
    desk.must('new', 'a.obelus', '--annotator', 'Anna')
    desk.path('old').mkdir()
    desk.path('new').mkdir()
    for i in range(n):
        desk.write(f'old/{i}.txt', spell(tell(i), f'Story {i}'))
        desk.write(f'new/{i}.txt', spell(edit(tell(i), i, .2), f'Copy {i}') if i % 2 == 0
                   else spell(tell(100 + i), f'Other {i}'))
    desk.must('import', 'a.obelus', 'old')


def outcomes(done):
    return [line.split('\t')[0] for line in done.out.splitlines()]


def test_both(desk):
    """import finds edited copies, says how many they are, and keeps both"""
    wire(desk)
    done = desk.run('import', 'a.obelus', 'new')
    assert done.status == 0 and outcomes(done) == ['added'] * 6, done.out
    assert done.err == '3 of 6 look like versions of articles that you have.\n', done.err
    assert '“Story 0”' in done.out and '“Story 1”' not in done.out, done.out
    assert len(desk.list('a.obelus', 'articles')) == 12
    rows = desk.must('duplicates', 'a.obelus', '--json').rows()
    assert len(rows) == 3 and all(row['kin'] == 'version' and .4 < row['shared'] < 1 for row in rows), rows


def test_skip(desk):
    """import --versions=skip leaves them out"""
    wire(desk)
    done = desk.run('import', 'a.obelus', 'new', '--versions=skip')
    assert outcomes(done) == ['skipped', 'added'] * 3, done.out
    assert len(desk.list('a.obelus', 'articles')) == 9
    assert desk.must('duplicates', 'a.obelus').out == ''


def state(desk):
    """All there is, but when it was last changed."""
    return [(kind, {name: value for name, value in row.items() if name != 'modified'})
            for kind, rows in desk.state('a.obelus').items() for row in rows]


def test_new(desk):
    """import --versions=new carries annotations over, in one step"""
    wire(desk)
    story, copy = tell(0), edit(tell(0), 0, .2)
    article = next(row['id'] for row in desk.list('a.obelus', 'articles') if row['title'] == 'Story 0')
    text = desk.must('show', 'a.obelus', article).out
    for sentence in story:
        start = text.lower().index(' '.join(sentence))
        desk.edit('a.obelus', {'op': 'annotate', 'article': article, 'label': 'claim',
                               'segments': [[start, start + len(' '.join(sentence))]]})
    before = state(desk)
    done = desk.run('import', 'a.obelus', 'new/0.txt', '--versions=new')
    assert done.out.startswith('new version\t'), done.out
    rows = {row['id']: row for row in desk.list('a.obelus', 'articles')}
    new = next(row for row in rows.values() if row['title'] == 'Copy 0')
    assert new['version'] == 2 and new['annotations'] > 20, new
    assert new['annotations'] + rows[article]['annotations'] == len(story)
    kept = {' '.join(sentence) for sentence in copy}
    for row in desk.list('a.obelus', 'annotations'):
        assert (row['article'] == new['id']) or row['text'].lower() not in kept, row
    attention = desk.must('list', 'a.obelus', 'attention', '--json').rows()
    assert len(attention) >= rows[article]['annotations'], attention

    versions = desk.must('versions', 'a.obelus', article, '--json').rows()
    assert [row['version'] for row in versions] == [1, 2]
    shown = desk.must('diff', 'a.obelus', new['id']).out
    assert '[-Story-]{+Copy+}' in shown and '{+' in shown, shown
    ranges = desk.must('diff', 'a.obelus', new['id'], article, '--json').rows()
    assert ranges[0]['old'][0] == 0 and ranges[-1]['new'][1] == new['length']
    desk.refused('diff', 'a.obelus', article, says='no older version')

    desk.must('undo', 'a.obelus')
    assert state(desk) == before
    desk.must('redo', 'a.obelus')
    desk.must('check', 'a.obelus')


def test_of(desk):
    """versions --of makes two articles that are there versions"""
    wire(desk)
    desk.run('import', 'a.obelus', 'new/0.txt')
    desk.must('versions', 'a.obelus', 'Copy 0', '--of', 'Story 0')
    assert desk.must('duplicates', 'a.obelus').out == ''
    assert len(desk.must('versions', 'a.obelus', 'Story 0').out.splitlines()) == 2
    desk.refused('versions', 'a.obelus', 'Story 0', '--of', 'Copy 0', says='version of itself')


def page(words, url):
    return (f'<html><head><title>A page</title><link rel="canonical" href="{url}"></head><body>'
            f'<article><p>{words}</p></article></body></html>')


def test_address(desk):
    """the same address is the same article, or a version of it"""
    desk.must('new', 'a.obelus', '--annotator', 'Anna')
    words = ' '.join(' '.join(sentence) for sentence in tell(7)) + '.'
    desk.write('a.html', page(words, 'https://example.org/a?utm_source=x'))
    desk.write('b.html', page(words + ' The end.', 'http://www.example.org/a/#top'))
    desk.write('c.html', page(words[:len(words) // 2] + ' Corrected.', 'https://example.org/a'))
    desk.write('d.html', page(' '.join(' '.join(s) for s in tell(8)) + '.', 'https://example.org/a'))
    desk.must('import', 'a.obelus', 'a.html')
    done = desk.run('import', 'a.obelus', 'b.html', 'c.html', 'd.html', '--versions=skip')
    assert outcomes(done) == ['duplicate', 'skipped', 'added'], done.out


def test_chain(desk):
    """several versions in one import follow each other"""
    desk.must('new', 'a.obelus', '--annotator', 'Anna')
    for i in range(3):
        desk.write(f'{i}.txt', spell(tell(1)[:40 - 3 * i], f'Story {i}'))
    done = desk.run('import', 'a.obelus', '0.txt', '1.txt', '2.txt', '--versions=new')
    assert outcomes(done) == ['added', 'new version', 'new version'], done.out
    assert [row['version'] for row in desk.must('versions', 'a.obelus', 'Story 1', '--json').rows()] \
        == [1, 2, 3]


def test_wrong(desk):
    """wrong choices are refused"""
    desk.project()
    desk.refused('import', 'a.obelus', 'ferry.txt', '--versions=all', status=2, says='both')
    desk.refused('versions', 'a.obelus', 'nonsense', says='nonsense')
    desk.refused('diff', 'a.obelus', 'ferry.txt', 'nonsense', says='nonsense')


def test_merged(desk):
    """what two people added twice becomes one, with all annotations"""
    wire(desk)
    desk.path('b.obelus').write_bytes(desk.path('a.obelus').read_bytes())
    for name in ('a', 'b'):
        desk.run('import', f'{name}.obelus', 'new/0.txt', '--versions=new')
        article = next(row['id'] for row in desk.list(f'{name}.obelus', 'articles')
                       if row['title'] == 'Copy 0')
        desk.edit(f'{name}.obelus', {'op': 'annotate', 'article': article, 'label': 'claim',
                                     'segments': [[0, 6]], 'note': name})
    desk.must('merge', 'a.obelus', 'b.obelus')
    assert len(desk.list('a.obelus', 'articles')) == 8
    shown = desk.must('duplicates', 'a.obelus').out
    assert shown.startswith('same text\t1.00\t'), shown
    desk.must('duplicates', 'a.obelus', '--unify')
    rows = [row for row in desk.list('a.obelus', 'articles') if row['title'] == 'Copy 0']
    assert len(rows) == 1 and rows[0]['annotations'] == 2 and rows[0]['version'] == 2, rows
    desk.must('merge', 'b.obelus', 'a.obelus')
    assert len(desk.list('b.obelus', 'articles')) == 7
    desk.must('check', 'a.obelus')


def test_cache(desk):
    """a damaged cache does no harm"""
    wire(desk)
    desk.run('import', 'a.obelus', 'new/0.txt', '--versions=skip')
    caches = list(desk.path('home/cache/obelus/stories').iterdir())
    assert len(caches) == 1
    for content in (b'', b'OBSTORY1' + b'x' * 1000, caches[0].read_bytes()[:-7]):
        caches[0].write_bytes(content)
        done = desk.run('import', 'a.obelus', 'new/0.txt', '--versions=skip')
        assert outcomes(done) == ['skipped'], done.out


if __name__ == '__main__':
    sys.exit(harness.run(sys.modules[__name__]))
