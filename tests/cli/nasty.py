"""The article that the tests of formats write: as nasty as text gets, with annotations that are nested,
crossing, discontinuous and go over line ends, notes of several lines, links, and two annotators."""
import json
import shutil

NASTY = ('A headline with \U0001f6a2 and e\u0301, \u05e9\u05dc\u05d5\u05dd\tand a tab\n'
         '\n\n'
         'He said \u201cyes\u201d, ]]> & <b>no</b>; 1 < 2.\n'
         'At least 90 people \U0001f9d1\u200d\U0001f692 were on board, the mayor said.\n'
         '\u0627\u0644\u0639\u0631\u0628\u064a\u0629 then more words  with  spaces \u00a0 and #hash.\n'
         'The last line has no end')
PLAIN = 'A second article\n\nThe mayor denied that at least 90 people were on board.\n'


def work(desk, *arguments):
    """A command that has to work, and may say what was lost."""
    done = desk.run(*arguments)
    assert done.status == 0, f'{arguments} ended with {done.status}: {done.err}'
    return done


def find(text, words):
    start = text.index(words)
    return [start, start + len(words)]


def fill(desk, project='a.obelus'):
    """Nested, crossing, discontinuous and line-crossing annotations, notes of several lines, links."""
    desk.must('new', project, '--annotator', 'Anna')
    desk.write('nasty.txt', NASTY.encode())
    desk.write('plain.txt', PLAIN.encode())
    work(desk, 'import', project, 'nasty.txt', 'plain.txt')
    desk.edit(project,
              {'op': 'speaker', 'name': 'Mayor Ames & Sons "x"', 'aliases': ['Ames'], 'kind': 'person'},
              {'op': 'dispute', 'question': 'How many\u2028were there?', 'positions': ['86', 'at least 90']},
              {'op': 'label', 'id': 'threat', 'name': 'Threat <\u00e9>', 'parent': 'claim', 'colour': 11,
               'attributes': [{'name': 'n', 'type': 'number'}, {'name': 'f', 'type': 'flag'},
                              {'name': 'd', 'type': 'date'}, {'name': 't', 'type': 'text'}]})
    rows = desk.edit(
        project,
        {'op': 'annotate', 'article': 'nasty.txt', 'label': 'claim',
         'segments': [find(NASTY, 'At least 90'), find(NASTY, 'on board')],
         'attributes': {'speaker': 'Ames', 'dispute': 'How many\u2028were there?', 'position': 'at least 90',
                        'stance': 'denies', 'polarity': '-'},
         'note': 'line one\nline two\t\\n "q" <x> ]]>'},
        {'op': 'annotate', 'article': 'nasty.txt', 'label': 'quote',
         'segments': [[find(NASTY, 'He said')[0], find(NASTY, 'people')[1]]]},
        {'op': 'annotate', 'article': 'nasty.txt', 'label': 'speaker', 'segments': [find(NASTY, 'the mayor')],
         'attributes': {'speaker': 'Ames'}},
        {'op': 'annotate', 'article': 'nasty.txt', 'label': 'figure',
         'segments': [[find(NASTY, '90')[0], find(NASTY, '\U0001f692')[1]]],
         'attributes': {'low': 90, 'unit': 'people'}},
        {'op': 'annotate', 'article': 'nasty.txt', 'label': 'note', 'segments': [find(NASTY, '\U0001f6a2')]},
        {'op': 'annotate', 'article': 'nasty.txt', 'label': 'threat', 'segments': [find(NASTY, 'e\u0301')],
         'attributes': {'n': 2.5, 'f': True, 'd': '2017-04', 't': 'a | b = c, "d" \\ \u2028 \U0001f6a2'}},
        {'op': 'annotate', 'article': 'nasty.txt', 'label': 'claim', 'segments': [[len(NASTY) - 3, len(NASTY)]]},
        {'op': 'annotate', 'article': 'plain.txt', 'label': 'claim', 'segments': [find(PLAIN, 'at least 90 people')]},
        {'op': 'annotate', 'article': 'plain.txt', 'label': 'claim', 'segments': [find(PLAIN, 'at least 90 people')],
         'note': 'the same words again'},
        options=('--annotator', 'Zo\u00eb'))
    desk.edit(project, {'op': 'link', 'from': rows[0], 'to': rows[2], 'type': 'said-by'},
              {'op': 'link', 'from': rows[1], 'to': rows[0], 'type': 'expresses'},
              {'op': 'link', 'from': rows[7], 'to': rows[8], 'type': 'my type'})
    return project


def export(desk, form, project='a.obelus'):
    info = next(row for row in formats(desk) if row['id'] == form)
    name = {'files': f'set-{form}'}.get(info['shape'], f'set.{info["extensions"][0]}')
    shutil.rmtree(desk.path(name), ignore_errors=True)
    work(desk, 'export', project, '--format', form, '--output', name)
    return name


def formats(desk):
    return [json.loads(line) for line in desk.must('formats', '--json').out.splitlines()]
