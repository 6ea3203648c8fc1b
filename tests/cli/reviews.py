"""What a change of the codebook, or a merge, leaves to be looked at: list rereview, dismiss, list duplicates, unify."""
import base64
import json
import sqlite3
import sys
import zlib

import harness


def copy(desk, project, name):
    desk.path(name).write_bytes(desk.path(project).read_bytes())
    return name


def annotate(desk, project, label, start, **more):
    return desk.edit(project, {'op': 'annotate', 'article': 'ferry.txt', 'label': label,
                               'segments': [[start, start + 3]], **more})[0]


def change_label(desk, project, label, **fields):
    entity, = [row['id'] for row in desk.list(project, 'labels') if label in (row['id'], row['name'])] or [label]
    desk.edit(project, {'op': 'update', 'id': entity, **fields})


def waiting(desk, project):
    return {row['id']: row['changed'] for row in desk.list(project, 'rereview')}


def test_meaning(desk):
    """passages of a label whose meaning changed are listed until they are dismissed, one by one or all"""
    project = desk.project()
    claims = [annotate(desk, project, 'claim', start) for start in (0, 5, 10)]
    annotate(desk, project, 'note', 20)
    assert waiting(desk, project) == {}
    change_label(desk, project, 'claim', use_when='Somebody says that something is so')
    assert waiting(desk, project) == {claim: ['use-when'] for claim in claims}
    later = annotate(desk, project, 'claim', 30)
    assert later not in waiting(desk, project), 'it was made with the new meaning in sight'
    desk.must('dismiss', project, claims[0])
    assert set(waiting(desk, project)) == set(claims[1:])
    desk.must('undo', project)
    assert set(waiting(desk, project)) == set(claims)
    desk.must('dismiss', project, claims[0])
    desk.must('dismiss', project, '--label', 'claim')
    assert waiting(desk, project) == {}
    change_label(desk, project, 'claim', name='Assertion')
    assert waiting(desk, project) == {claim: ['name'] for claim in [*claims, later]} or \
        all('name' in changes for changes in waiting(desk, project).values())
    desk.must('dismiss', project, '--all')
    assert waiting(desk, project) == {}
    assert desk.must('check', project).status == 0
    desk.refused('dismiss', project, 'aaaaaaaaaaaaaaaaaaaaaaaaaa', says='no annotation')
    desk.refused('dismiss', project, status=2, says='--all')


def test_undone(desk):
    """a change of meaning that is undone lists nothing, and what means nothing lists nothing"""
    project = desk.project()
    annotate(desk, project, 'claim', 0)
    change_label(desk, project, 'claim', avoid_when='It is a question')
    assert len(waiting(desk, project)) == 1
    desk.must('undo', project)
    assert waiting(desk, project) == {}
    desk.must('redo', project)
    assert len(waiting(desk, project)) == 1
    desk.must('undo', project)
    change_label(desk, project, 'claim', colour=7)
    assert waiting(desk, project) == {}


def test_merged_meaning(desk):
    """a colleague's change of meaning counts, whatever was merged in which order, and both list the same"""
    project = desk.project()
    mine = annotate(desk, project, 'claim', 0)
    other = copy(desk, project, 'b.obelus')
    change_label(desk, other, 'claim', example='“At least 90 were on board”')
    hers = annotate(desk, other, 'claim', 5)
    unaware = annotate(desk, project, 'claim', 10)
    desk.must('merge', project, other)
    desk.must('merge', other, project)
    assert waiting(desk, project) == waiting(desk, other) == {mine: ['example'], unaware: ['example']}
    assert hers not in waiting(desk, project)
    desk.must('dismiss', other, mine)
    desk.must('dismiss', project, '--all')
    desk.must('merge', project, other)
    desk.must('merge', other, project)
    assert waiting(desk, project) == waiting(desk, other) == {}
    assert desk.must('conflicts', project).out == ''


def test_codebook_merge(desk):
    """merging and splitting labels lists what got the label by it"""
    project = desk.project()
    claim = annotate(desk, project, 'claim', 0)
    note = annotate(desk, project, 'note', 5)
    desk.must('unify', project, 'note', 'claim')
    assert {row['label'] for row in desk.list(project, 'annotations')} in ({'claim'}, {'note'})
    assert all('merge' in changes for changes in waiting(desk, project).values())
    assert set(waiting(desk, project)) == {claim, note}
    desk.must('undo', project)
    assert waiting(desk, project) == {}


def state(desk, project):
    strip = ('modified',)
    return {kind: sorted((json.dumps({key: value for key, value in row.items() if key not in strip}, sort_keys=True)
                          for row in rows)) for kind, rows in desk.state(project).items()}


def twins(desk):
    """Two copies in which the same speaker, dispute and label were made."""
    project = desk.project()
    other = copy(desk, project, 'b.obelus')
    for path, speaker, label in ((project, 'José Ames', 'Rumour'), (other, 'jose  ames', 'rumour')):
        desk.edit(path, {'op': 'label', 'id': 'rumour', 'name': label},
                  {'op': 'speaker', 'name': speaker, 'aliases': ['The Mayor']},
                  {'op': 'dispute', 'question': 'How many were on board?', 'positions': ['90', speaker]})
        annotate(desk, path, 'rumour', 0)
        annotate(desk, path, 'claim', 5, attributes={'speaker': speaker, 'dispute': 'How many were on board?',
                                                     'position': '90'})
    return project, other


def test_duplicates(desk):
    """merge says what was made twice, and makes one of it in the same step when told to"""
    project, other = twins(desk)
    before = state(desk, project)
    rows = [row for row in desk.must('merge', project, other, '--dry-run', '--json').rows()
            if row['effect'] == 'duplicate']
    assert sorted(row['kind'] for row in rows) == ['dispute', 'label', 'speaker'], rows
    assert state(desk, project) == before
    steps = len(desk.must('history', project, '--json').rows())
    desk.must('merge', project, other, '--unify')
    assert len(desk.must('history', project, '--json').rows()) == steps + 1
    assert desk.list(project, 'duplicates') == []
    speakers = desk.list(project, 'speakers')
    assert len(speakers) == 1 and 'The Mayor' in speakers[0]['aliases'], speakers
    disputes = desk.list(project, 'disputes')
    assert len(disputes) == 1, disputes
    assert len(disputes[0]['positions']) == 2, disputes
    annotations = desk.list(project, 'annotations')
    assert len(annotations) == 4 and len({row['label'] for row in annotations}) == 2
    claims = [row for row in annotations if row['label'] == 'claim']
    assert {json.dumps(row['attributes'], sort_keys=True) for row in claims} != set()
    assert len({json.dumps(row['attributes'], sort_keys=True) for row in claims}) == 1, claims
    desk.must('undo', project)
    assert state(desk, project) == before
    assert desk.must('check', project).status == 0


def test_unify_afterwards(desk):
    """two people who make one of the twins without knowing of each other agree"""
    project, other = twins(desk)
    third = copy(desk, project, 'c.obelus')
    desk.must('merge', project, other)
    desk.must('merge', other, third)
    assert len(desk.list(project, 'duplicates')) == 3
    desk.must('unify', project, '--all')
    for row in desk.list(other, 'duplicates'):
        desk.must('unify', other, row['id'], row['same'])
    assert state(desk, project) == state(desk, other)
    desk.must('merge', project, other)
    desk.must('merge', other, project)
    assert state(desk, project) == state(desk, other)
    assert desk.list(project, 'duplicates') == []
    assert desk.must('conflicts', project).out == ''
    desk.refused('unify', project, 'claim', 'José Ames', says='speaker')
    desk.refused('unify', project, 'claim', 'nobody', says='nobody')
    desk.refused('unify', project, status=2)


def expand(path):
    """Everything that stands in a project file, also what is compressed."""
    raw = path.read_bytes()
    parts = [raw]
    with sqlite3.connect(f'file:{path}?mode=ro&immutable=1', uri=True) as database:
        for table, in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            for row in database.execute(f'SELECT * FROM "{table}"'):
                for value in row:
                    if isinstance(value, bytes):
                        parts.append(value)
                        for bits in (15, -15, 31):
                            try:
                                parts.append(zlib.decompressobj(bits).decompress(value))
                            except zlib.error:
                                pass
                    else:
                        parts.append(str(value).encode())
    return b'\\0'.join(parts)


def test_blind_copy(desk):
    """a blind review copy has nothing of the others' work, and merges back as if it were not a copy"""
    project = desk.project()
    desk.edit(project, {'op': 'speaker', 'name': 'Ames'}, {'op': 'dispute', 'question': 'How many?', 'positions': ['90']})
    _, secret = desk.edit(project, {'op': 'speaker', 'name': 'Harbour office'},
                          {'op': 'annotate', 'article': 'ferry.txt', 'label': 'claim', 'segments': [[0, 3]],
                           'note': 'ZEBRA-NOTE', 'attributes': {'speaker': 'Harbour office'}},
                          options=('--name', 'Tag ZEBRA-PASSAGE as Claim'))
    assert desk.must('history', project, '--json').rows()[-1]['name'] == 'Tag ZEBRA-PASSAGE as Claim'
    desk.edit(project, {'op': 'comment', 'on': secret, 'text': 'ZEBRA-COMMENT'},
              {'op': 'state', 'article': 'ferry.txt', 'annotation': 'done'})
    desk.edit(project, {'op': 'update', 'id': secret, 'note': 'ZEBRA-AGAIN'}, options=('--name', 'ZEBRA-STEP'))
    desk.must('undo', project)
    own, = desk.edit(project, {'op': 'annotate', 'article': 'ferry.txt', 'label': 'note', 'segments': [[4, 9]],
                               'note': 'GIRAFFE'}, options=('--annotator', 'Ben'))
    done = desk.must('review-copy', project, 'ben.obelus', '--annotator', 'Ben', '--blind')
    assert 'withheld' in done.out
    content = expand(desk.path('ben.obelus'))
    assert b'GIRAFFE' in content and b'Harbour office' in content and b'How many?' in content
    assert b'ZEBRA' not in content
    raw_id = base64.b32decode(secret.upper() + '======')
    assert raw_id not in content and secret.encode() not in content, 'not even which annotations there are'

    assert [row['id'] for row in desk.list('ben.obelus', 'annotations')] == [own]
    assert [row['name'] for row in desk.list('ben.obelus', 'speakers')] == ['Ames', 'Harbour office']
    assert desk.list('ben.obelus', 'comments') == []
    assert desk.must('check', 'ben.obelus').status == 0
    desk.refused('merge', 'ben.obelus', project, says='blind')
    (desk.folder / 'team').mkdir()
    desk.refused('sync', 'ben.obelus', 'team', says='blind')
    added, = desk.edit('ben.obelus', {'op': 'annotate', 'article': 'ferry.txt', 'label': 'claim',
                                      'segments': [[5, 12]], 'attributes': {'speaker': 'Ames', 'dispute': 'How many?'}})
    assert desk.list('ben.obelus', 'annotations')[-1]['annotator'] == 'Ben'
    desk.edit('ben.obelus', {'op': 'update', 'id': own, 'note': 'GIRAFFE, checked'})

    before = {kind: {row['id'] for row in desk.list(project, kind)} for kind in ('articles', 'labels', 'annotators', 'speakers')}
    desk.must('merge', project, 'ben.obelus')
    assert {kind: {row['id'] for row in desk.list(project, kind)} for kind in before} == before
    rows = {row['id']: row for row in desk.list(project, 'annotations')}
    assert set(rows) == {secret, own, added}
    assert rows[own]['note'] == 'GIRAFFE, checked' and rows[secret]['note'] == 'ZEBRA-NOTE'
    assert rows[added]['speaker'] == 'Ames'
    assert desk.must('conflicts', project).out == '' and desk.list(project, 'duplicates') == []
    assert desk.must('check', project).status == 0
    assert 'nothing new' in desk.run('merge', project, 'ben.obelus').err
    desk.refused('review-copy', project, 'ben.obelus', '--annotator', 'Ben', says='exists')
    desk.refused('review-copy', project, 'x.obelus', status=2, says='--annotator')


def test_review_copy(desk):
    """a review copy that is not blind has everything, and belongs to the one it is for"""
    project = desk.project()
    annotate(desk, project, 'claim', 0)
    desk.must('review-copy', project, 'carl.obelus', '--annotator', 'Carl')
    assert desk.list('carl.obelus', 'annotations') == desk.list(project, 'annotations')
    annotate(desk, 'carl.obelus', 'note', 5)
    assert desk.list('carl.obelus', 'annotations')[-1]['annotator'] == 'Carl'
    desk.must('merge', project, 'carl.obelus')
    assert [row['annotator'] for row in desk.list(project, 'annotations')] == ['Anna', 'Carl']
    assert [row['name'] for row in desk.list(project, 'annotators')] == ['Anna', 'Carl']


def test_team_folder_that_fails(desk):
    """a team folder that is gone, no folder or not to be written is said, and harms nothing"""
    project = desk.project()
    desk.edit(project, {'op': 'annotate', 'article': 'ferry.txt', 'label': 'claim',
                        'segments': [[0, 15]]})
    before = desk.list(project, 'annotations')
    desk.path('file').write_text('no folder')
    for folder in ('missing', 'file'):
        desk.refused('sync', project, folder, says='team folder')
    # Nobody may write there, not even who may do everything.
    desk.refused('sync', project, '/proc', says='Your work is safe in your own project')
    assert desk.list(project, 'annotations') == before
    desk.path('team').mkdir()
    desk.must('sync', project, 'team')
    assert len(list(desk.path('team').iterdir())) == 1


if __name__ == '__main__':
    sys.exit(harness.run(sys.modules[__name__]))
