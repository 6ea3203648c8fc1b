#!/usr/bin/python3
"""Edits as JSON lines: what each does, and that a bad one changes nothing at all.

usage: edits.py OBELUS
"""
import json
import sys

import harness
from harness import FERRY


def span(words, start=0):
    begin = FERRY.index(words, start)
    return [begin, begin + len(words)]


ANNOTATE = {'op': 'annotate', 'article': 'ferry.txt', 'label': 'claim', 'segments': [[0, 3]]}


def test_annotate(desk):
    """annotate: offsets are code points, segments are kept apart, everything is listed"""
    project = desk.project()
    pieces = [span('\U0001f6a2 \u00e9t\u00e9'), span('The harbour'), span('\u05e9\u05dc\u05d5\u05dd')]
    desk.edit(project, {**ANNOTATE, 'segments': pieces, 'note': 'A "note"\n\u00e9',
                        'attributes': {'stance': 'doubts', 'polarity': '-', 'wording': '\u05e9'}})
    row = desk.list(project, 'annotations')[0]
    assert row['segments'] == pieces
    assert row['text'] == '\U0001f6a2 \u00e9t\u00e9 The harbour \u05e9\u05dc\u05d5\u05dd'
    assert row['attributes'] == {'stance': 'doubts', 'polarity': '-', 'wording': '\u05e9'}
    assert (row['label'], row['annotator'], row['origin']) == ('claim', 'Anna', 'human')
    assert row['note'] == 'A "note"\n\u00e9' and row['links'] == [] and row['speaker'] is None
    assert row['created'] == row['modified'] and row['created'].endswith('Z')


def test_segments_are_normalised(desk):
    """annotate: segments that touch or overlap become one"""
    project = desk.project()
    desk.edit(project, {**ANNOTATE, 'segments': [[20, 30], [0, 3], [3, 5], [4, 9]]})
    assert desk.list(project, 'annotations')[0]['segments'] == [[0, 9], [20, 30]]


def test_whole_text(desk):
    """annotate: a segment may reach to the end of the text"""
    project = desk.project()
    desk.edit(project, {**ANNOTATE, 'segments': [[0, len(FERRY)]]})
    assert desk.list(project, 'annotations')[0]['text'] == FERRY


def test_names_and_aliases(desk):
    """speakers, disputes and positions are found by id, name and alias"""
    project = desk.project()
    ames, how_many, third = desk.edit(
        project,
        {'op': 'speaker', 'name': 'Mayor Ames', 'aliases': ['Ames', 'the mayor'], 'kind': 'person', 'role': 'Mayor'},
        {'op': 'dispute', 'question': 'How many?', 'positions': ['86', 'at least 90']},
        {'op': 'position', 'dispute': 'How many?', 'text': 'nobody'})
    speaker = desk.list(project, 'speakers')[0]
    assert speaker == {'id': ames, 'name': 'Mayor Ames', 'kind': 'person', 'role': 'Mayor',
                       'reliability': 'F', 'aliases': ['Ames', 'the mayor']}, speaker
    dispute = desk.list(project, 'disputes')[0]
    assert dispute['id'] == how_many and dispute['status'] == 'open'
    assert [position['text'] for position in dispute['positions']] == ['86', 'at least 90', 'nobody']
    assert dispute['positions'][2]['id'] == third
    for name in (ames, 'Mayor Ames', 'Ames', 'the mayor'):
        for position in (third, 'nobody'):
            desk.edit(project, {**ANNOTATE, 'attributes': {'position': position, 'speaker': name,
                                                          'dispute': 'How many?'}})
    rows = desk.list(project, 'annotations')
    assert len(rows) == 8
    for row in rows:
        assert row['attributes'] == {'speaker': ames, 'dispute': how_many, 'position': third}
        assert row['speaker'] == 'Mayor Ames'


def test_as(desk):
    """"as" names what a line makes, for later lines of the same step"""
    project = desk.project()
    done = desk.must('edit', project, stdin='\n'.join(json.dumps(edit) for edit in (
        {'op': 'speaker', 'name': 'Mayor Ames', 'aliases': ['Ames'], 'as': '$ames'},
        {'op': 'dispute', 'question': 'How many?', 'as': '$d'},
        {'op': 'position', 'dispute': '$d', 'text': '86', 'as': '$p'},
        {'op': 'annotate', 'article': 'ferry.txt', 'label': 'speaker', 'segments': [span('Mayor Ames')],
         'attributes': {'speaker': '$ames'}, 'as': '$mention'},
        {'op': 'annotate', 'article': 'ferry.txt', 'label': 'claim', 'segments': [span('on board')],
         'attributes': {'position': '$p', 'dispute': '$d'}, 'as': '$claim'},
        {'op': 'link', 'from': '$claim', 'to': '$mention', 'type': 'said-by', 'as': '$l'},
        {'op': 'comment', 'on': '$claim', 'text': 'Really?', 'as': '$c'},
        {'op': 'resolve', 'comment': '$c'},
        {'op': 'label', 'id': 'threat', 'name': 'Threat', 'attributes': [{'name': 'by', 'type': 'speaker'}],
         'as': '$t'},
        {'op': 'annotate', 'article': 'ferry.txt', 'label': '$t', 'segments': [[0, 3]], 'attributes': {'by': 'Ames'}},
        {'op': 'update', 'id': '$claim', 'note': 'later'},
    )) + '\n\n')
    rows = done.rows()
    assert [row['line'] for row in rows] == list(range(1, 12))
    assert rows[0]['as'] == '$ames' and rows[8]['id'] == 'threat'
    claim = next(row for row in desk.list(project, 'annotations') if row['label'] == 'claim')
    assert claim['id'] == rows[4]['id'] and claim['note'] == 'later'
    assert claim['links'] == [{'type': 'said-by', 'to': rows[3]['id']}]
    assert claim['speaker'] == 'Mayor Ames', 'the speaker comes through the link'
    assert 'speaker' not in claim['attributes']
    assert desk.list(project, 'comments')[0]['resolved'] is True
    assert desk.list(project, 'links') == [{'id': rows[5]['id'], 'from': rows[4]['id'], 'type': 'said-by',
                                           'to': rows[3]['id']}]
    assert len(desk.must('history', project, '--json').rows()) == 2


def test_update(desk):
    """update changes what is given and nothing else; null removes"""
    project = desk.project()
    claim, = desk.edit(project, {**ANNOTATE, 'attributes': {'stance': 'denies', 'wording': 'w'}, 'note': 'n'})
    before = desk.list(project, 'annotations')[0]
    for change, expected in (({'segments': [[4, 9]]}, {'segments': [[4, 9]], 'text': 'ferry'}),
                             ({'attributes': {'stance': 'asserts'}},
                              {'attributes': {'stance': 'asserts', 'wording': 'w'}}),
                             ({'attributes': {'wording': None}}, {'attributes': {'stance': 'asserts'}}),
                             ({'note': 'other'}, {'note': 'other'}), ({'note': None}, {'note': None}),
                             ({'label': 'note', 'attributes': {'kind': 'framing'}}, {'label': 'note'})):
        desk.edit(project, {'op': 'update', 'id': claim, **change})
        before.update(expected)
        row = desk.list(project, 'annotations')[0]
        for member in before:
            if member not in ('modified', 'attributes') or 'attributes' in expected:
                assert row[member] == before[member] or member == 'modified', (change, member, row)


def test_update_other_things(desk):
    """update changes articles, speakers, disputes, positions, labels, annotators and comments"""
    project = desk.project()
    article = desk.list(project, 'articles')[0]['id']
    anna = desk.list(project, 'annotators')[0]['id']
    ames, how_many, eighty, comment = desk.edit(
        project, {'op': 'speaker', 'name': 'Ames', 'aliases': ['A', 'B']}, {'op': 'dispute', 'question': 'Q'},
        {'op': 'position', 'dispute': 'Q', 'text': '80'}, {'op': 'comment', 'on': article, 'text': 't'})
    desk.edit(project,
              {'op': 'update', 'id': article, 'title': 'T', 'outlet': 'O', 'url': 'https://example.org/',
               'published': '2017-04-12', 'language': 'en', 'byline': 'B'},
              {'op': 'update', 'id': ames, 'name': 'Mayor Ames', 'aliases': ['B', 'C'], 'reliability': 'B'},
              {'op': 'update', 'id': how_many, 'question': 'How many?', 'status': 'resolved'},
              {'op': 'update', 'id': eighty, 'text': '86'},
              {'op': 'update', 'id': 'claim', 'name': 'Assertion', 'colour': 9, 'line': 'wavy', 'key': 'k', 'parent': 'note',
               'attributes': [{'name': 'new', 'type': 'flag'}]},
              {'op': 'update', 'id': anna, 'name': 'Anne'}, {'op': 'update', 'id': comment, 'text': 'u'})
    row = desk.list(project, 'articles')[0]
    assert (row['title'], row['outlet'], row['url'], row['published'], row['language'], row['byline']) == (
        'T', 'O', 'https://example.org/', '2017-04-12', 'en', 'B')
    row = desk.list(project, 'speakers')[0]
    assert (row['name'], row['aliases'], row['reliability']) == ('Mayor Ames', ['B', 'C'], 'B')
    row = desk.list(project, 'disputes')[0]
    assert (row['question'], row['status'], row['positions']) == ('How many?', 'resolved', [{'id': eighty, 'text': '86'}])
    row = next(row for row in desk.list(project, 'labels') if row['id'] == 'claim')
    assert (row['name'], row['colour'], row['line'], row['key'], row['parent']) == ('Assertion', 9, 'wavy', 'k', 'note')
    assert row['attributes'][-1] == {'name': 'new', 'type': 'flag'} and len(row['attributes']) == 11
    assert desk.list(project, 'annotators')[0]['name'] == 'Anne'
    assert desk.list(project, 'comments')[0]['text'] == 'u'


def test_types_of_attributes(desk):
    """attributes keep their types: texts, numbers, flags, dates"""
    project = desk.project()
    desk.edit(project, {'op': 'label', 'id': 'all', 'name': 'All', 'attributes': [
        {'name': 'n', 'type': 'number'}, {'name': 'f', 'type': 'flag'}, {'name': 'd', 'type': 'date'},
        {'name': 't', 'type': 'text'}, {'name': 'c', 'type': 'choice', 'choices': ['x', 'y']}]})
    for number in (0, -1, 86, 9223372036854775807, 0.5, -2.25e-7, 1e300):
        values = {'n': number, 'f': number == 0, 'd': '2017-04-12', 't': '  = 1 ', 'c': 'y'}
        annotation, = desk.edit(project, {**ANNOTATE, 'label': 'all', 'attributes': values})
        row = desk.list(project, 'annotations')[0]
        assert row['attributes'] == values, row
        assert type(row['attributes']['n']) is type(number)
        desk.edit(project, {'op': 'delete', 'id': annotation})


def test_delete(desk):
    """delete takes an annotation's links with it; what is in use is refused"""
    project = desk.project()
    ames, = desk.edit(project, {'op': 'speaker', 'name': 'Ames'})
    mention, claim = desk.edit(project, {**ANNOTATE, 'label': 'speaker', 'attributes': {'speaker': ames}},
                               {**ANNOTATE, 'segments': [[4, 9]]})
    desk.edit(project, {'op': 'link', 'from': claim, 'to': mention, 'type': 'said-by'})
    desk.refused('edit', project, stdin=json.dumps({'op': 'delete', 'id': ames}), says=('Line 1', 'still used'))
    desk.refused('edit', project, stdin=json.dumps({'op': 'delete', 'id': 'claim'}), says='still used')
    desk.edit(project, {'op': 'delete', 'id': mention})
    assert desk.list(project, 'links') == []
    assert [row['id'] for row in desk.list(project, 'annotations')] == [claim]
    desk.edit(project, {'op': 'delete', 'id': ames}, {'op': 'delete', 'id': 'quote'})
    assert desk.list(project, 'speakers') == []
    assert 'quote' not in [row['id'] for row in desk.list(project, 'labels')]


def test_states(desk):
    """state belongs to an annotator and an article"""
    project = desk.project()
    desk.edit(project, {'op': 'state', 'article': 'ferry.txt', 'annotation': 'in-progress'})
    desk.edit(project, {'op': 'state', 'article': 'ferry.txt', 'annotation': 'done', 'review': 'accepted'},
              options=('--annotator', 'Bob'))
    assert desk.list(project, 'articles')[0]['states'] == [
        {'annotator': 'Anna', 'annotation': 'in-progress', 'review': 'none'},
        {'annotator': 'Bob', 'annotation': 'done', 'review': 'accepted'}]


def test_annotator(desk):
    """edit --annotator writes as somebody else, who is added if need be"""
    project = desk.project()
    for name in ('Bob', 'Anna', 'Bob'):
        desk.edit(project, ANNOTATE, options=('--annotator', name))
    assert sorted(row['annotator'] for row in desk.list(project, 'annotations')) == ['Anna', 'Bob', 'Bob']
    assert [row['name'] for row in desk.list(project, 'annotators')] == ['Anna', 'Bob']


def test_nothing_to_do(desk):
    """no edits make no step and no annotator"""
    project = desk.project()
    before = desk.path(project).read_bytes()
    for text in ('', '\n', ' \r\n\t\n'):
        assert desk.must('edit', project, '--annotator', 'Bob', stdin=text).out == ''
    assert desk.path(project).read_bytes() == before


def test_line_ends(desk):
    """lines may end in CR LF, begin with a byte order mark, or lack the last line end"""
    project = desk.project()
    line = json.dumps(ANNOTATE)
    assert len(desk.must('edit', project, stdin=f'\ufeff{line}\r\n\r\n{line}').rows()) == 2


BAD = {
    'malformed JSON': ('{"op": "annotate",', 'JSON'),
    'not an object': ('[1, 2]', 'object'),
    'text after the object': ('{"op":"delete","id":"x"} x', 'JSON'),
    'no op': ('{"name": "x"}', '“op”'),
    'op of the wrong type': ('{"op": 3}', '“op”'),
    'an unknown op': ('{"op": "frobnicate"}', 'frobnicate'),
    'an unknown member': ({**ANNOTATE, 'labels': 'x'}, '“labels”'),
    'an empty line of NULs': (b'\0\0\0\n', 'JSON'),
    'invalid UTF-8': (b'{"op": "\xff"}\n', 'UTF-8'),
    'an escaped NUL': ('{"op": "speaker", "name": "a\\u0000b"}', 'u0000'),
    'half a surrogate pair': ('{"op": "speaker", "name": "\\ud800"}', 'surrogate'),
    'no article': ({'op': 'annotate', 'label': 'claim', 'segments': [[0, 3]]}, '“article”'),
    'an unknown article': ({**ANNOTATE, 'article': 'other.txt'}, 'other.txt'),
    'article of the wrong type': ({**ANNOTATE, 'article': 5}, '“article”'),
    'an unknown label': ({**ANNOTATE, 'label': 'clam'}, 'clam'),
    'label of the wrong type': ({**ANNOTATE, 'label': ['claim']}, '“label”'),
    'no segments': ({'op': 'annotate', 'article': 'ferry.txt', 'label': 'claim'}, '“segments”'),
    'an empty list of segments': ({**ANNOTATE, 'segments': []}, 'segment'),
    'an empty range': ({**ANNOTATE, 'segments': [[5, 5]]}, '5-5'),
    'a reversed range': ({**ANNOTATE, 'segments': [[0, 3], [9, 5]]}, '9-5'),
    'an offset outside the text': ({**ANNOTATE, 'segments': [[0, len(FERRY) + 1]]}, f'0-{len(FERRY) + 1}'),
    'an offset far outside': ({**ANNOTATE, 'segments': [[4294967290, 4294967295]]}, 'outside'),
    'an offset of 64 bits': ({**ANNOTATE, 'segments': [[0, 9223372036854775807]]}, '“segments”'),
    'an offset of 70 bits': ({**ANNOTATE, 'segments': [[0, 2**70]]}, 'large'),
    'a negative offset': ({**ANNOTATE, 'segments': [[-1, 3]]}, '“segments”'),
    'a real offset': ({**ANNOTATE, 'segments': [[0, 3.0]]}, '“segments”'),
    'an offset as text': ({**ANNOTATE, 'segments': [['0', '3']]}, '“segments”'),
    'a flat list of offsets': ({**ANNOTATE, 'segments': [0, 3]}, '“segments”'),
    'three offsets': ({**ANNOTATE, 'segments': [[0, 3, 5]]}, '“segments”'),
    'segments as text': ({**ANNOTATE, 'segments': '0-3'}, '“segments”'),
    'an unknown attribute': ({**ANNOTATE, 'attributes': {'stanec': 'denies'}}, 'stanec'),
    'attributes as a list': ({**ANNOTATE, 'attributes': ['stance']}, '“attributes”'),
    'a choice that is none': ({**ANNOTATE, 'attributes': {'stance': 'maybe'}}, 'asserts'),
    'a choice as number': ({**ANNOTATE, 'attributes': {'stance': 1}}, 'stance'),
    'a number as text': ({**ANNOTATE, 'label': 'figure', 'attributes': {'low': '80'}}, 'low'),
    'a number as flag': ({**ANNOTATE, 'label': 'figure', 'attributes': {'low': True}}, 'low'),
    'a text as number': ({**ANNOTATE, 'attributes': {'wording': 5}}, 'wording'),
    'a text as object': ({**ANNOTATE, 'attributes': {'wording': {}}}, 'wording'),
    'an unknown speaker': ({**ANNOTATE, 'attributes': {'speaker': 'Nobody'}}, 'Nobody'),
    'an empty speaker': ({**ANNOTATE, 'attributes': {'speaker': ''}}, 'speaker'),
    'a speaker as number': ({**ANNOTATE, 'attributes': {'speaker': 5}}, 'speaker'),
    'a dispute as speaker': ({**ANNOTATE, 'attributes': {'speaker': '$d'}}, 'speaker'),
    'an unknown dispute': ({**ANNOTATE, 'attributes': {'dispute': 'Who?'}}, 'Who?'),
    'a position without its dispute': ({**ANNOTATE, 'attributes': {'position': 'nobody'}}, 'nobody'),
    'a position of another dispute': ({**ANNOTATE, 'attributes': {'dispute': '$d', 'position': '$p2'}}, 'dispute'),
    'note of the wrong type': ({**ANNOTATE, 'note': 7}, '“note”'),
    'an unknown id': ({'op': 'update', 'id': 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 'note': 'x'}, 'aaaaaaaaaaaaaaaaaaaaaaaaaa'),
    'an id that is none': ({'op': 'delete', 'id': 'nonsense'}, 'nonsense'),
    'id of the wrong type': ({'op': 'delete', 'id': 5}, '“id”'),
    'an unknown "as"': ({'op': 'delete', 'id': '$unknown'}, '$unknown'),
    '"as" without $': ({**ANNOTATE, 'as': 'x'}, '“as”'),
    '"as" that is taken': ({**ANNOTATE, 'as': '$d'}, '$d'),
    '"as" where nothing is made': ({'op': 'delete', 'id': '$d', 'as': '$y'}, '“as”'),
    'a link from nowhere': ({'op': 'link', 'from': 'nonsense', 'to': '$a', 'type': 'said-by'}, 'nonsense'),
    'a link to itself': ({'op': 'link', 'from': '$a', 'to': '$a', 'type': 'said-by'}, 'itself'),
    'a link to a speaker': ({'op': 'link', 'from': '$a', 'to': '$s', 'type': 'said-by'}, 'annotation'),
    'a link without type': ({'op': 'link', 'from': '$a', 'to': '$b'}, '“type”'),
    'a link of an empty type': ({'op': 'link', 'from': '$a', 'to': '$b', 'type': ''}, 'type'),
    'a speaker without name': ({'op': 'speaker'}, '“name”'),
    'a speaker with an empty name': ({'op': 'speaker', 'name': ' '}, 'name'),
    'a speaker that is there': ({'op': 'speaker', 'name': 'Ames'}, 'Ames'),
    'an alias that is taken': ({'op': 'speaker', 'name': 'X', 'aliases': ['Ames']}, 'Ames'),
    'aliases as text': ({'op': 'speaker', 'name': 'X', 'aliases': 'Y'}, '“aliases”'),
    'aliases as numbers': ({'op': 'speaker', 'name': 'X', 'aliases': [1]}, '“aliases”'),
    'an unknown kind of speaker': ({'op': 'speaker', 'name': 'X', 'kind': 'robot'}, 'robot'),
    'a dispute without question': ({'op': 'dispute', 'positions': []}, '“question”'),
    'a dispute that is there': ({'op': 'dispute', 'question': 'How many?'}, 'How many?'),
    'a position of nothing': ({'op': 'position', 'dispute': 'Who?', 'text': 'x'}, 'Who?'),
    'a label that is there': ({'op': 'label', 'id': 'claim', 'name': 'X'}, 'claim'),
    'a label id with a space': ({'op': 'label', 'id': 'a b', 'name': 'X'}, 'id'),
    'a label of an unknown parent': ({'op': 'label', 'id': 'x', 'name': 'X', 'parent': 'y'}, 'y'),
    'a label under itself': ({'op': 'update', 'id': 'claim', 'parent': 'claim'}, 'parent'),
    'a colour too many': ({'op': 'label', 'id': 'x', 'name': 'X', 'colour': 12}, '“colour”'),
    'a line that is none': ({'op': 'label', 'id': 'x', 'name': 'X', 'line': 'zigzag'}, '“line”'),
    'a key that is taken': ({'op': 'label', 'id': 'x', 'name': 'X', 'key': 'c'}, 'c'),
    'an unknown type of attribute': ({'op': 'label', 'id': 'x', 'name': 'X',
                                      'attributes': [{'name': 'y', 'type': 'colour'}]}, 'colour'),
    'a choice without choices': ({'op': 'label', 'id': 'x', 'name': 'X',
                                  'attributes': [{'name': 'y', 'type': 'choice'}]}, 'choices'),
    'a comment on nothing': ({'op': 'comment', 'on': 'nonsense', 'text': 'x'}, 'nonsense'),
    'an empty comment': ({'op': 'comment', 'on': '$a', 'text': ''}, 'comment'),
    'resolving what is no comment': ({'op': 'resolve', 'comment': '$a'}, 'comment'),
    'a state that is none': ({'op': 'state', 'article': 'ferry.txt', 'annotation': 'nearly'}, 'nearly'),
    'a state without a state': ({'op': 'state', 'article': 'ferry.txt'}, '“annotation”'),
    'a field of something else': ({'op': 'update', 'id': '$s', 'segments': [[0, 3]]}, '“segments”'),
}

BEFORE = (
    {'op': 'speaker', 'name': 'Ames', 'as': '$s'},
    {**ANNOTATE, 'as': '$a'},
    {**ANNOTATE, 'segments': [[4, 9]], 'as': '$b'},
    {'op': 'dispute', 'question': 'How many?', 'as': '$d'},
    {'op': 'dispute', 'question': 'Where?', 'as': '$d2'},
    {'op': 'position', 'dispute': '$d2', 'text': 'here', 'as': '$p2'},
)


def test_bad_lines(desk):
    """each bad line is refused with its number, and nothing of the step is done"""
    project = desk.project()
    before, bytes_before = desk.state(project), desk.path(project).read_bytes()
    good = ''.join(json.dumps(edit) + '\n' for edit in BEFORE).encode()
    after = (json.dumps(ANNOTATE) + '\n').encode()
    wrong = []
    for title, (line, says) in BAD.items():
        if isinstance(line, dict):
            line = json.dumps(line)
        if isinstance(line, str):
            line = line.encode() + b'\n'
        try:
            done = desk.refused('edit', project, stdin=good + line + after,
                                says=(f'Line {len(BEFORE) + 1}: ', says))
            assert done.out == '', done.out
            assert desk.path(project).read_bytes() == bytes_before
        except AssertionError as error:
            wrong.append(f'{title}: {error}')
    assert not wrong, '\n'.join(wrong)
    assert desk.state(project) == before
    # The good lines by themselves are fine, so it was the bad one each time.
    desk.must('edit', project, stdin=good + after)


def test_third_of_five(desk):
    """malformed JSON on line 3 of 5: nothing is done, and line 3 is named"""
    project = desk.project()
    line = json.dumps(ANNOTATE)
    desk.refused('edit', project, stdin=f'{line}\n{line}\n{{"op": "annotate"\n{line}\n{line}\n',
                 says=('Line 3: ', 'JSON'))
    assert desk.list(project, 'annotations') == []


def test_unknown_speaker_again(desk):
    """what an abandoned step would have made is not there afterwards"""
    project = desk.project()
    desk.refused('edit', project, stdin='{"op":"speaker","name":"X"}\n{')
    desk.refused('edit', project, stdin=json.dumps({**ANNOTATE, 'attributes': {'speaker': 'X'}}), says='X')


def test_deep_and_long(desk):
    """nesting a million deep and lines over the limit are refused"""
    project = desk.project()
    desk.refused('edit', project, stdin='[' * 1000000, says=('Line 1: ', 'deep'))
    desk.refused('edit', project, stdin='{"op":' * 200000, says='deep')
    desk.refused('edit', project, stdin='{"op": "' + 'x' * (17 * 1024 * 1024), says=('Line 1 ', 'limit'))


def test_many(desk):
    """ten thousand edits are one step"""
    project = desk.project()
    line = json.dumps(ANNOTATE) + '\n'
    assert len(desk.must('edit', project, stdin=line * 10000).rows()) == 10000
    assert len(desk.must('history', project, '--json').rows()) == 2
    desk.must('undo', project)
    assert desk.list(project, 'annotations') == []


def test_edit_while_read_only(desk):
    """edits of a project that was never ours to write are refused"""
    desk.write('x.obelus', 'nonsense')
    desk.refused('edit', 'x.obelus', stdin=json.dumps(ANNOTATE))


if __name__ == '__main__':
    sys.exit(harness.run(sys.modules[__name__]))
