"""What brat's documentation says that its parser wants of an .ann file and its .txt.

brat reads lines as Python does, so that any of Unicode's line ends breaks one; compares the words of a
passage with the text at its offsets, fragments joined by one space; refuses fragments that touch or
overlap, ids that come twice or name nothing; and writes back what it could not read as it was.
"""
import re

NAME = re.compile(r'[A-Za-z][A-Za-z0-9_-]*$')


def check(text, ann):
    """Raises an AssertionError that names the line."""
    assert not ann or ann.endswith('\n')
    assert ann.splitlines() == ann.split('\n')[:-1], 'a line end of Unicode breaks a line'
    rows = [line.split('\t', 2) for line in ann.splitlines()]
    ids = [row[0] for row in rows]
    assert len(set(ids)) == len(ids), 'an id comes twice'
    passages = {row[0] for row in rows if row[0][0] == 'T'}
    for line, row in zip(ann.splitlines(), rows):
        assert re.match(r'[TREAMN#][0-9]+$', row[0]) and len(row) >= 2, line
        {'T': check_passage, 'R': check_relation, 'A': check_attribute, 'N': check_reference,
         '#': check_note}[row[0][0]](text, row, passages, set(ids), line)


def check_passage(text, row, passages, ids, line):
    name, offsets = row[1].split(' ', 1)
    assert NAME.match(name), line
    fragments = [tuple(map(int, fragment.split(' '))) for fragment in offsets.split(';')]
    for start, end in fragments:
        assert 0 <= start < end <= len(text) and '\n' not in text[start:end], line
    for before, after in zip(fragments, fragments[1:]):
        assert before[1] < after[0], line
    assert row[2] == ' '.join(text[start:end] for start, end in fragments), line


def check_relation(text, row, passages, ids, line):
    match = re.match(r'(\S+) Arg1:(\S+) Arg2:(\S+)$', row[1])
    assert match and NAME.match(match[1]) and {match[2], match[3]} <= passages and len(row) == 2, line


def check_attribute(text, row, passages, ids, line):
    words = row[1].split(' ')
    assert len(words) in (2, 3) and NAME.match(words[0]) and words[1] in ids and len(row) == 2, line


def check_reference(text, row, passages, ids, line):
    match = re.match(r'Reference (\S+) ([^\s:]+):(\S+)$', row[1])
    assert match and match[1] in passages and row[2], line


def check_note(text, row, passages, ids, line):
    words = row[1].split()
    assert len(words) == 2 and words[1] in ids and len(row) == 3, line


def check_configuration(conf, anns):
    """Every name of the .ann files is configured, where it is used; overlaps are allowed."""
    sections, section = {}, None
    for line in conf.splitlines():
        if line.startswith('['):
            section = sections.setdefault(line.strip('[]'), {})
        elif line.strip():
            name, _, rest = line.strip().partition('\t')
            section[name] = rest
    assert list(sections) == ['entities', 'relations', 'events', 'attributes'], list(sections)
    assert '<OVL-TYPE>:<ANY>' in sections['relations']['<OVERLAP>']
    for ann in anns:
        types = {}
        for row in (line.split('\t', 2) for line in ann.splitlines()):
            words = row[1].split(' ')
            if row[0][0] == 'T':
                types[row[0]] = words[0]
                assert words[0] in sections['entities'], row
            elif row[0][0] == 'R':
                assert words[0] in sections['relations'], row
        for row in (line.split('\t', 2) for line in ann.splitlines()):
            words = row[1].split(' ')
            if row[0][0] == 'A':
                arguments = dict(part.split(':', 1) for part in sections['attributes'][words[0]].split(', '))
                assert types[words[1]] in arguments['Arg'].split('|'), row
                assert words[2] in arguments['Value'].split('|'), row
