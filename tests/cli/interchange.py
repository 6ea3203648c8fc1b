#!/usr/bin/python3
"""Other programs' formats: what goes out comes back, up to what the format says that it loses; what is
damaged changes nothing; what fits nowhere is kept for attention.

usage: interchange.py OBELUS
"""
import contextlib
import csv
import io
import json
import re
import sqlite3
import sys
import xml.etree.ElementTree
import zipfile

import harness
from nasty import NASTY, PLAIN, export, fill, work

def simplify(rows, form):
    """What every format must keep."""
    lost = {'file_name', 'states', 'previous'}
    if form in LOSES:
        lost |= LOSES[form]
    return [{key: value for key, value in row.items() if key not in lost} for row in rows]


# Members of list --json that a format declares not to carry.
LOSES = {}


def check_round_trip(desk, form, ids=True):
    fill(desk)
    name = export(desk, form)
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    done = work(desk, 'import', 'b.obelus', name)
    assert [line.split('\t')[0] for line in done.out.splitlines()] == ['added', 'added'], done.out + done.err
    for article in ('nasty.txt', 'plain.txt'):
        title = next(row['title'] for row in desk.list('a.obelus', 'articles') if row['file_name'] == article)
        assert desk.must('show', 'b.obelus', title).bytes == desk.must('show', 'a.obelus', article).bytes
    assert not desk.list('b.obelus', 'attention')
    for kind in ('labels', 'speakers', 'disputes', 'annotators', 'articles', 'annotations'):
        left, right = (simplify(desk.list(p, kind), form) for p in ('a.obelus', 'b.obelus'))
        if kind == 'annotations':
            left, right = (sorted(rows, key=lambda row: row['id']) for rows in (left, right))
        assert left == right, f'{kind}: {[p for p in zip(left, right) if p[0] != p[1]] or (left, right)}'
    desk.must('check', 'b.obelus')

    # Again, here and there: nothing is doubled, nothing is to do.
    for project in ('a.obelus', 'b.obelus'):
        before = desk.list(project, 'annotations')
        done = work(desk, 'import', project, name)
        assert {line.split('\t')[0] for line in done.out.splitlines()} == {'unchanged'}, done.out
        assert desk.list(project, 'annotations') == before

    # What was changed here goes back to what the set says.
    claim = next(row for row in desk.list('b.obelus', 'annotations') if row['label'] == 'figure')
    desk.edit('b.obelus', {'op': 'update', 'id': claim['id'], 'segments': [[0, 5]]})
    done = work(desk, 'import', 'b.obelus', name)
    assert 'updated' in [line.split('\t')[0] for line in done.out.splitlines()], done.out
    assert next(row for row in desk.list('b.obelus', 'annotations') if row['id'] == claim['id'])['segments'] \
        == claim['segments']


def check_truncated(desk, form):
    """cut anywhere: refused with a sentence, or what is whole; never a crash, never half of it"""
    fill(desk)
    name = export(desk, form)
    desk.must('new', 'c.obelus', '--annotator', 'Anna')
    before = desk.state('c.obelus')
    target = desk.path(name)
    paths = [p for p in ([target] if target.is_file() else sorted(target.iterdir())) if p.stat().st_size > 0]
    for path in paths:
        whole = path.read_bytes()
        for cut in sorted({0, 1, len(whole) // 3, len(whole) // 2, len(whole) - 1}):
            path.write_bytes(whole[:cut])
            done = desk.run('import', 'c.obelus', name, '--format', form, '--dry-run')
            assert done.status in (0, 1), (path.name, cut, done.status, done.err)
            assert done.status == 0 or done.err.strip(), (path.name, cut)
        path.write_bytes(whole.replace(b'e', b'\xff', 3))
        assert desk.run('import', 'c.obelus', name, '--format', form, '--dry-run').status in (0, 1)
        path.write_bytes(whole)
    assert desk.state('c.obelus') == before


def add_tests():
    tests = {}
    for form in ROUND_TRIPS:
        def round_trip(desk, form=form):
            check_round_trip(desk, form)

        def truncated(desk, form=form):
            check_truncated(desk, form)
        round_trip.__doc__ = f'{form}: export, import into an empty project, and again'
        truncated.__doc__ = f'{form}: damaged sets change nothing'
        tests[f'test_round_trip_{form}'] = round_trip
        tests[f'test_truncated_{form}'] = truncated
    globals().update({name.replace('-', '_'): function for name, function in tests.items()})


ROUND_TRIPS = ['w3c', 'brat', 'refi', 'uima-xmi', 'uima-json', 'tei', 'doccano', 'prodigy', 'label-studio']
add_tests()


def test_utf16(desk):
    """w3c: offsets in UTF-16 units when asked for, and found again"""
    fill(desk)
    work(desk, 'export', 'a.obelus', '--format', 'w3c', '--utf16', '--output', 'u.jsonld')
    page = json.loads(desk.path('u.jsonld').read_bytes())
    units = NASTY.encode('utf-16-le')
    checked = 0
    for item in page['items']:
        for target in item['target'] if item['motivation'] == 'tagging' else []:
            position, quote = target['selector']
            if quote['exact'] in NASTY and 'second' not in str(item):
                words = units[2 * position['start']:2 * position['end']].decode('utf-16-le')
                checked += words == quote['exact']
    assert checked >= 7, checked
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    work(desk, 'import', 'b.obelus', 'u.jsonld')
    assert [row['text'] for row in desk.list('b.obelus', 'annotations')] \
        == [row['text'] for row in desk.list('a.obelus', 'annotations')]


def test_csv(desk):
    """csv: out, changed in a spreadsheet, in again; into another project that has the articles"""
    fill(desk)
    work(desk, 'export', 'a.obelus', '--format', 'csv', '--output', 'a.csv')
    before = desk.list('a.obelus', 'annotations')
    done = work(desk, 'import', 'a.obelus', 'a.csv')
    assert {line.split('\t')[0] for line in done.out.splitlines()} == {'unchanged'}, done.out
    assert desk.list('a.obelus', 'annotations') == before

    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    work(desk, 'import', 'b.obelus', 'nasty.txt', 'plain.txt')
    work(desk, 'import', 'b.obelus', 'a.csv')
    keep = ('id', 'label', 'text', 'segments', 'note', 'annotator', 'origin', 'created', 'modified', 'speaker', 'links')
    after = {row['id']: row for row in desk.list('b.obelus', 'annotations')}
    for row in before:
        assert [after[row['id']][key] for key in keep] == [row[key] for key in keep], (row, after[row['id']])
        assert set(after[row['id']]['attributes']) == set(row['attributes'])
    assert not desk.list('b.obelus', 'attention')

    rows = list(csv.DictReader(io.StringIO(desk.path('a.csv').read_bytes().decode('utf-8-sig'), newline='')))
    changed = next(row for row in rows if row['label'] == 'figure')
    changed.update(note='=SUM(1)', low='91')
    with open(desk.path('c.csv'), 'w', encoding='utf-8', newline='') as out:
        writer = csv.DictWriter(out, rows[0].keys(), delimiter=';')
        writer.writeheader()
        writer.writerows(rows)
        writer.writerow({'article': 'nasty.txt', 'label': 'claim', 'text': 'were on board'})
        writer.writerow({'article': 'no such article', 'label': 'claim', 'text': 'words'})
    done = work(desk, 'import', 'a.obelus', 'c.csv')
    now = {row['id']: row for row in desk.list('a.obelus', 'annotations')}
    assert now[changed['id']]['note'] == '=SUM(1)' and now[changed['id']]['attributes']['low'] == 91
    assert len(now) == len(before) + 1 and len(desk.list('a.obelus', 'attention')) == 1
    state = desk.state('a.obelus')
    for content in ('article,label,segments\nnasty.txt,claim,4-2\n', 'article,label,segments\nnasty.txt,claim,"1-2',
                    'article,label,segments\nnasty.txt,,1-2\n', 'article,label\nx,y\n'):
        desk.write('d.csv', content)
        done = desk.run('import', 'a.obelus', 'd.csv', '--format', 'csv')
        assert done.status == 1 and 'd.csv' in done.err, done.err
    assert desk.state('a.obelus') == state


def test_links_and_codebook_tables(desk):
    """csv-links, csv-codebook and qdc: out, into a project that has the articles, and again"""
    fill(desk)
    for form in ('csv', 'csv-links', 'csv-codebook', 'qdc'):
        work(desk, 'export', 'a.obelus', '--format', form, '--output', f'a.{form}')
    links, labels = desk.list('a.obelus', 'links'), desk.list('a.obelus', 'labels')
    rows = list(csv.DictReader(io.StringIO(desk.path('a.csv-links').read_bytes().decode('utf-8-sig'), newline='')))
    assert sorted(row['type'] for row in rows) == sorted(link['type'] for link in links)
    assert {row['from_text'] for row in rows} >= {'At least 90 on board', 'at least 90 people'}, rows
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    work(desk, 'import', 'b.obelus', 'nasty.txt', 'plain.txt')
    table = desk.path('a.csv').read_bytes().decode('utf-8-sig')
    without = list(csv.DictReader(io.StringIO(table, newline='')))
    with open(desk.path('a.csv'), 'w', encoding='utf-8', newline='') as out:
        writer = csv.DictWriter(out, [name for name in without[0] if name != 'links'], extrasaction='ignore')
        writer.writeheader()
        writer.writerows(without)
    for name in ('a.csv-codebook', 'a.csv'):
        work(desk, 'import', 'b.obelus', name)
    assert [(row['id'], row['name'], row['parent']) for row in desk.list('b.obelus', 'labels')] == \
        [(row['id'], row['name'], row['parent']) for row in labels]
    assert not desk.list('b.obelus', 'links')
    for _ in range(2):
        done = work(desk, 'import', 'b.obelus', 'a.csv-links')
        assert 'Links in the table: 3' in done.err, done.err
        ends = [{(row['from'], row['type'], row['to']) for row in desk.list(project, 'links')}
                for project in ('a.obelus', 'b.obelus')]
        assert ends[0] == ends[1] and len(desk.list('b.obelus', 'links')) == 3, desk.list('b.obelus', 'links')
    work(desk, 'import', 'b.obelus', 'a.qdc')
    before = desk.state('b.obelus')
    for form, content in (('csv-links', 'from,to\nx,y\n'), ('csv-links', 'type,from,to\n,x,y\n'), ('csv-links', 'type,from,to\n"x'),
                          ('csv-links', b'type,from,to\n\xff,x,y\n'), ('csv-codebook', 'a,b\n'), ('qdc', '<CodeBook'), ('qdc', '')):
        desk.write('bad', content)
        done = desk.run('import', 'b.obelus', 'bad', '--format', form)
        assert done.status == 1 and 'bad' in done.err, (form, content, done.err)
    desk.write('unknown', 'type,from,to\nsaid-by,nobody,nothing\n')
    assert 'left out: 1' in work(desk, 'import', 'b.obelus', 'unknown').err
    assert desk.state('b.obelus') == before


def test_attention(desk):
    """what fits nowhere is kept and shown, once, and never placed elsewhere"""
    fill(desk)
    name = export(desk, 'w3c')
    page = json.loads(desk.path(name).read_bytes())
    for item in page['items']:
        for target in item['target'] if item['motivation'] == 'tagging' else []:
            if target['selector'][1]['exact'] == '\U0001f6a2':
                target['selector'][1]['exact'] = 'words that nobody has written in this article'
    desk.path(name).write_text(json.dumps(page))
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    done = work(desk, 'import', 'b.obelus', name)
    assert '1 need attention' in done.out, done.out
    for _ in range(2):
        stray, = desk.list('b.obelus', 'attention')
        assert stray['text'] == 'words that nobody has written in this article' and stray['reason']
        assert json.loads(stray['annotation'])['label'] == 'note'
        work(desk, 'import', 'b.obelus', name)
    assert len(desk.list('b.obelus', 'annotations')) == len(desk.list('a.obelus', 'annotations')) - 1
    desk.must('check', 'b.obelus')
    desk.must('undo', 'b.obelus')
    assert not desk.list('b.obelus', 'attention') and not desk.list('b.obelus', 'articles')


def test_folder_and_archive(desk):
    """several files go into a new or empty folder, or an archive; nothing is overwritten"""
    fill(desk)
    work(desk, 'export', 'a.obelus', '--format', 'brat', '--output', 'out')
    before = {p.name: p.read_bytes() for p in desk.path('out').iterdir()}
    assert desk.run('export', 'a.obelus', '--format', 'brat', '--output', 'out').status == 1
    assert {p.name: p.read_bytes() for p in desk.path('out').iterdir()} == before
    assert desk.run('export', 'a.obelus', '--format', 'brat').status == 1
    work(desk, 'export', 'a.obelus', '--format', 'brat', '--output', 'out.zip')
    with zipfile.ZipFile(desk.path('out.zip')) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == before
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    work(desk, 'import', 'b.obelus', 'out.zip')
    assert len(desk.list('b.obelus', 'annotations')) == len(desk.list('a.obelus', 'annotations'))


def test_brat_by_hand(desk):
    """brat: events, equivalences, attributes, unknown labels and CRLF texts of others"""
    folder = desk.path('corpus')
    folder.mkdir()
    folder.joinpath('one.txt').write_bytes('He attacked\r\nthe old town.\r\n'.encode())
    folder.joinpath('one.ann').write_bytes(
        b'T1\tPerson 0 2\tHe\nT2\tAttack 3 11\tattacked\nT3\tPlace 17 20;21 25\told town\n'
        b'E1\tAttack:T2 Agent:T1 Where:T3\nA1\tNegated E1\nA2\tSure T1 yes\nT4\tPlace 21 25\ttown\n'
        b'*\tEquiv T3 T4\n#1\tAnnotatorNotes T1\ttwo\\nlines\n')
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    done = work(desk, 'import', 'b.obelus', 'corpus')
    rows = desk.list('b.obelus', 'annotations')
    assert [(r['label'], r['text']) for r in rows] == [
        ('Person', 'He'), ('Attack', 'attacked'), ('Place', 'old town'), ('Place', 'town')], rows
    assert rows[2]['segments'] == [[16, 19], [20, 24]] and rows[0]['note'] == 'two\nlines'
    assert rows[0]['attributes'] == {'Sure': 'yes'}
    links = {(link['type'], link['from'], link['to']) for link in desk.list('b.obelus', 'links')}
    assert {('Agent', rows[1]['id'], rows[0]['id']), ('Where', rows[1]['id'], rows[2]['id']),
            ('same-as', rows[2]['id'], rows[3]['id'])} == links, links
    folder.joinpath('one.ann').write_bytes(b'T1\tPerson zero 2\tHe\n')
    before = desk.state('b.obelus')
    done = desk.run('import', 'b.obelus', 'corpus')
    assert done.status == 1 and 'one.ann, line 1' in done.err, done.err
    assert desk.state('b.obelus') == before


XMI = ('<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" '
       'xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore" '
       'xmlns:ner="http:///ner.ecore" xmlns:seg="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" '
       'xmi:version="2.0"><cas:NULL xmi:id="0"/>'
       '<seg:Token xmi:id="5" sofa="1" begin="0" end="2"/>'
       '<ner:Entity xmi:id="6" sofa="1" begin="3" end="7" value="PER &amp; 12"/>'
       '<custom:Event xmi:id="7" sofa="1" begin="8" end="12" roles="9 10" code="12"/>'
       '<custom:RoleLink xmi:id="9" role="agent" target="6"/><custom:RoleLink xmi:id="10" role="place" target="12"/>'
       '<ner:Entity xmi:id="12" sofa="1" begin="13" end="19"/>'
       '<custom:Rel xmi:id="13" sofa="1" begin="8" end="12" Governor="7" Dependent="12" value="near to"/>'
       '<custom:Span xmi:id="14" sofa="1" begin="4" end="4"/><custom:Span xmi:id="15" sofa="2" begin="0" end="1"/>'
       '<custom:List xmi:id="16" sofa="1" begin="0" end="2"><names>one</names></custom:List>'
       '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" '
       'sofaString="\U0001f6a2 Anna left Berlin"/>'
       '<cas:Sofa xmi:id="2" sofaNum="2" sofaID="x" mimeType="text" sofaString="other"/></xmi:XMI>')


def test_uima_by_hand(desk):
    """uima-xmi and uima-json: types, slots, relations of others; DTDs and what is no document are refused"""
    desk.write('one.xmi', XMI)
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    done = work(desk, 'import', 'b.obelus', 'one.xmi')
    assert 'no characters' in done.err and 'other views' in done.err, done.err
    rows = {row['label']: row for row in desk.list('b.obelus', 'annotations') if row['text'] != 'Berlin'}
    assert {label: row['text'] for label, row in rows.items()} == \
        {'Entity': 'Anna', 'Event': 'left', 'List': '\U0001f6a2'}, rows
    assert rows['Entity']['attributes'] == {'value': 'PER & 12'} and rows['Event']['attributes'] == {'code': '12'}
    place = next(row for row in desk.list('b.obelus', 'annotations') if row['text'] == 'Berlin')
    assert {(link['type'], link['from'], link['to']) for link in desk.list('b.obelus', 'links')} == {
        ('agent', rows['Event']['id'], rows['Entity']['id']), ('place', rows['Event']['id'], place['id']),
        ('near to', rows['Event']['id'], place['id'])}
    before = desk.state('b.obelus')
    entity = '<!DOCTYPE x [<!ENTITY e "eee">]>'
    for name, content in (('a.xmi', XMI.replace('?><xmi', f'?>{entity}<xmi')),
                          ('b.xmi', XMI.replace('</xmi:XMI>', '')), ('c.json', '{"%TYPES": {}}'),
                          ('d.json', '{"%TYPES": {}, "%FEATURE_STRUCTURES": [' + '[' * 100000)):
        desk.write(name, content)
        done = desk.run('import', 'b.obelus', name)
        assert done.status == 1 and name in done.err, (name, done.err)
    assert desk.state('b.obelus') == before


TSV = (b'#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|value\n#T_SP=custom.Host|ROLE_custom.Host:links_custom.Link|custom.Span\n'
       b'#T_RL=custom.Rel|flag|value|BT_custom.Span\n#T_CH=custom.Chain|referenceRelation|referenceType\n\n\n'
       b'#Text=\xf0\x9f\x9a\xa2 Anna left\n#Text=New York .\n'
       b'1-1\t0-2\t\xf0\x9f\x9a\xa2\t_\t_\t_\t_\t_\t_\t*->1-2\t*\t\n'
       b'1-2\t3-7\tAnna\tPER\\|\\[1\\]\t_\t_\t_\t_\t_\tsame->1-1\t*\t\n'
       b'1-3\t8-12\tleft\t_\tagent;place\t1-2;1-4[2]\t_\t_\t_\t_\t_\t\n'
       b'1-4\t13-16\tNew\t*[1]|GPE[2]\t_\t_\tfalse\tnear\t1-2[0_2]\t_\t_\t\n'
       b'1-5\t17-21\tYork\tGPE[2]\t_\t_\t_\t_\t_\t_\t_\t\n'
       b'1-5.1\t17-19\tYo\t*\t_\t_\t_\t_\t_\t_\t_\t\n'
       b'1-6\t22-23\t.\t_\t_\t_\t_\t_\t_\t_\t_\t\n\n'
       b'#Text=End\n2-1\t25-28\tEnd\t_\t_\t_\t_\t_\t_\t_\t_\t\n')


def test_webanno_by_hand(desk):
    """webanno-tsv: stacked and numbered annotations, parts of tokens, slots, relations, chains"""
    desk.write('one.tsv', TSV)
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    work(desk, 'import', 'b.obelus', 'one.tsv')
    assert desk.must('show', 'b.obelus', 'one').out == '\U0001f6a2 Anna left\nNew York .\xa0\nEnd'.replace('\xa0', ' ')
    rows = desk.list('b.obelus', 'annotations')
    assert sorted((row['label'], row['text'], tuple(row['attributes'].items())) for row in rows) == sorted([
        ('Span', 'Anna', (('value', 'PER|[1]'),)), ('Span', 'New', ()), ('Span', 'New York', (('value', 'GPE'),)),
        ('Span', 'Yo', ()), ('Host', 'left', ()), ('Chain', 'Anna', ()), ('Chain', '\U0001f6a2', ())]), rows
    words = {row['id']: (row['label'], row['text']) for row in rows}
    assert {(link['type'], words[link['from']], words[link['to']]) for link in desk.list('b.obelus', 'links')} == {
        ('agent', ('Host', 'left'), ('Span', 'Anna')), ('place', ('Host', 'left'), ('Span', 'New York')),
        ('near', ('Span', 'Anna'), ('Span', 'New York')), ('same', ('Chain', 'Anna'), ('Chain', '\U0001f6a2'))}
    before = desk.state('b.obelus')
    for content in (TSV.replace(b'3-7', b'seven'), TSV.replace(b'\t_\t_\t\n', b'\n'), TSV.replace(b'TSV 3.3', b'TSV 2'),
                    TSV.replace(b'Anna', b'\xff\xfe')):
        desk.write('two.tsv', content)
        done = desk.run('import', 'b.obelus', 'two.tsv', '--format', 'webanno-tsv')
        assert done.status == 1 and 'two.tsv' in done.err, done.err
    assert desk.state('b.obelus') == before


HYPOTHESIS = {'total': 4, 'rows': [
    {'id': 'h1', 'uri': 'https://news.example/a', 'user': 'acct:anna@hypothes.is', 'text': 'A note', 'created': '2024-05-01T10:00:00.5+00:00',
     'updated': '2024-05-02T10:00:00+00:00', 'tags': ['Claim', 'checked'], 'document': {'title': ['Of the web']},
     'target': [{'source': 'https://news.example/a', 'selector': [
         {'type': 'RangeSelector', 'startContainer': '/p[1]'}, {'type': 'TextPositionSelector', 'start': 900, 'end': 918},
         {'type': 'TextQuoteSelector', 'exact': 'at least 90 people', 'prefix': 'denied that ', 'suffix': ' were on'}]}]},
    {'id': 'h2', 'uri': 'https://news.example/a', 'user': 'acct:bo@hypothes.is', 'text': 'I doubt it', 'references': ['h1'], 'tags': []},
    {'id': 'h3', 'uri': 'https://news.example/a', 'user': 'acct:bo@hypothes.is', 'text': 'on the page', 'tags': [],
     'target': [{'source': 'https://news.example/a'}]},
    {'id': 'h4', 'uri': 'https://news.example/a', 'user': 'acct:bo@hypothes.is', 'text': '', 'tags': ['New'],
     'target': [{'selector': [{'type': 'TextQuoteSelector', 'exact': 'words that are not there', 'prefix': '', 'suffix': ''}]}]}]}


def test_hypothesis_by_hand(desk):
    """hypothesis: found by the words, answers in the note, tags as label and value; the rest is said or kept"""
    desk.write('of-the-web.txt', PLAIN.encode())
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    work(desk, 'import', 'b.obelus', 'of-the-web.txt')
    HYPOTHESIS['rows'][0]['document']['title'] = [desk.list('b.obelus', 'articles')[0]['title']]
    for content in (HYPOTHESIS, HYPOTHESIS['rows']):
        desk.write('h.json', json.dumps(content))
        done = work(desk, 'import', 'b.obelus', 'h.json')
        assert 'whole pages' in done.err, done.err
        row, = desk.list('b.obelus', 'annotations')
        assert (row['label'], row['text'], row['note'], row['annotator'], row['attributes']) == \
            ('claim', 'at least 90 people', 'A note\nbo: I doubt it', 'Anna', {'tag': 'checked'}), row
        assert row['created'] == '2024-05-01T10:00:00.500000Z' and row['origin'] == 'import:hypothesis', row
        assert [stray['text'] for stray in desk.list('b.obelus', 'attention')] == ['words that are not there']
    before = desk.state('b.obelus')
    text = json.dumps(HYPOTHESIS)
    for content in (text[:-3], '[' * 100000, text.replace('"rows": [', '"rows": [7, ')):
        desk.write('x.json', content)
        done = desk.run('import', 'b.obelus', 'x.json', '--format', 'hypothesis')
        assert done.status == 1 and 'x.json' in done.err, done.err
    assert desk.state('b.obelus') == before


def test_gate_by_hand(desk):
    """gate-bdoc: features, sets as annotators, both ways of counting; tokens stay behind"""
    text = '\U0001f6a2 Anna left Berlin.'
    note = {'type': 'Person', 'start': 2, 'end': 6, 'id': 3, 'features': {'kind': 'x', 'n': 2, 'none': None}}
    document = {'text': text, 'offset_type': 'p', 'name': 'one', 'features': {}, 'annotation_sets': {
        '': {'name': '', 'annotations': [note, {'type': 'Token', 'start': 2, 'end': 6, 'id': 4, 'features': {}},
                                         {'type': 'Split', 'start': 4, 'end': 4, 'id': 5, 'features': {}}]},
        'Key': {'name': 'Key', 'annotations': [{'type': 'Place', 'start': 12, 'end': 18, 'id': 0, 'features': {}}]}}}
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    desk.write('one.bdocjs', json.dumps(document))
    work(desk, 'import', 'b.obelus', 'one.bdocjs')
    rows = [(row['label'], row['text'], row['annotator'], row['attributes']) for row in desk.list('b.obelus', 'annotations')]
    assert rows == [('Person', 'Anna', 'Anna', {'kind': 'x', 'n': '2'}), ('Place', 'Berlin', 'Key', {})], rows
    document['offset_type'] = 'j'
    for group in document['annotation_sets'].values():
        for row in group['annotations']:
            row.update(start=row['start'] + 1, end=row['end'] + 1)
    desk.write('two.json', json.dumps(document))
    done = work(desk, 'import', 'b.obelus', 'two.json')
    assert {line.split('\t')[0] for line in done.out.splitlines()} == {'unchanged'}, done.out
    before = desk.state('b.obelus')
    note['end'] = 'six'
    for content in (json.dumps(document), json.dumps(document)[:-2], json.dumps({**document, 'text': None})):
        desk.write('x.json', content)
        done = desk.run('import', 'b.obelus', 'x.json', '--format', 'gate-bdoc')
        assert done.status == 1 and 'x.json' in done.err, done.err
    assert desk.state('b.obelus') == before


QUALCODER = """
CREATE TABLE project (databaseversion text, about text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text);
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text, color text);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
  owner text, date text, memo text, avid integer, important integer);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text, date text);
INSERT INTO code_cat VALUES (1, 'Below', 'a', '', '', 2), (2, 'Above', 'a', '', '', null);
INSERT INTO code_name VALUES (1, 'Event', 'when it happens', 1, 'a', '', '#FF0000'), (2, 'Claim', '', null, 'a', '', '');
INSERT INTO source VALUES (7, 'one.txt', char(128674) || ' Anna' || char(13, 10) || 'left Berlin.', null, 'a memo', 'a', ''),
  (8, 'a.png', null, '/images/a.png', '', 'a', '');
INSERT INTO code_text VALUES (1, 1, 7, 'left', 8, 12, 'bo', '2024-01-15 10:00:00', 'noted', null, 1),
  (2, 2, 7, 'Anna', 3, 7, 'bo', '', '', null, null), (3, 9, 7, 'left', 8, 12, 'bo', '', '', null, null),
  (4, 2, 7, 'not there', 3, 7, 'bo', '', '', null, null);
INSERT INTO annotation VALUES (1, 7, 13, 19, 'where?', 'cy', '');
"""


def make_database(path, script):
    path.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.executescript(script)
    return path


def check_bad_databases(desk, form, path, script, table):
    """What is no such database, or one that would run something, changes nothing and is not written."""
    whole, before = path.read_bytes(), desk.state('b.obelus')
    ordinary = script.replace(f'CREATE TABLE {table} (', 'CREATE TABLE other (').replace(
        f'INSERT INTO {table} ', 'INSERT INTO other ')
    cases = [whole[:-5000], whole[:90], b'SQLite format 3\0' + b'x' * 200,
             whole[:4096].replace(b'integer', b'int\0ger') + whole[4096:] + b'']
    for extra in (f'CREATE VIEW {table} AS SELECT * FROM other', f'CREATE VIRTUAL TABLE {table} USING fts5(id)',
                  f'CREATE TABLE {table} (id integer primary key, x AS (zeroblob(1000000000)))'):
        cases.append(make_database(desk.path('bad'), f'{ordinary};{extra}').read_bytes())
    for case in cases:
        path.write_bytes(case)
        beside = path.with_name(path.name + '-journal')
        beside.write_bytes(b'not to be looked at')
        done = desk.run('import', 'b.obelus', str(path), '--format', form)
        assert done.status in (0, 1) and (done.status == 0 or path.name in done.err), done.err
        assert (done.status == 1 or case is cases[0] or case is cases[3]), done.out
        assert path.read_bytes() == case and beside.read_bytes() == b'not to be looked at'
        beside.unlink()
    assert desk.state('b.obelus') == before
    path.write_bytes(whole)


def test_qualcoder_by_hand(desk):
    """qualcoder: codes below categories, both ways of counting, notes, and what stays behind"""
    folder = desk.path('project.qda')
    folder.mkdir()
    path = make_database(folder / 'data.qda', QUALCODER)
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    done = work(desk, 'import', 'b.obelus', 'project.qda')
    for said in ('without a text', 'Memos', 'not there, left out', 'need attention'):
        assert said in done.err, (said, done.err)
    assert desk.must('show', 'b.obelus', 'one.txt').out == '\U0001f6a2 Anna\nleft Berlin.'
    rows = [(row['label'], row['text'], row['annotator'], row['note'], row['attributes'], row['origin'])
            for row in desk.list('b.obelus', 'annotations')]
    assert rows == [('claim', 'Anna', 'bo', None, {}, 'import:qualcoder'),
                    ('Event', 'left', 'bo', 'noted', {'important': 'yes'}, 'import:qualcoder'),
                    ('note', 'Berlin', 'cy', 'where?', {}, 'import:qualcoder')], rows
    labels = {row['id']: row for row in desk.list('b.obelus', 'labels')}
    assert (labels['Event']['parent'], labels['Below']['parent'], labels['Event']['use_when']) == \
        ('Below', 'Above', 'when it happens'), labels
    assert [row['text'] for row in desk.list('b.obelus', 'attention')] == ['not there']
    again = desk.state('b.obelus')
    for name in ('project.qda', str(path)):
        done = work(desk, 'import', 'b.obelus', name)
        assert {line.split('\t')[0] for line in done.out.splitlines()} == {'unchanged'}, done.out
    assert desk.state('b.obelus') == again
    check_bad_databases(desk, 'qualcoder', path, QUALCODER, 'source')


TAGUETTE = """
CREATE TABLE users (login varchar(30) primary key);
CREATE TABLE documents (id integer primary key, name varchar(200), description text, filename varchar(200), contents text);
CREATE TABLE tags (id integer primary key, project_id integer, path varchar(200), description text);
CREATE TABLE highlights (id integer primary key, document_id integer, start_offset integer, end_offset integer, snippet text);
CREATE TABLE highlight_tags (highlight_id integer, tag_id integer, primary key (highlight_id, tag_id));
CREATE TABLE commands (id integer primary key, date datetime, user_login varchar(30), payload text);
INSERT INTO tags VALUES (1, 1, 'people.named', 'by name'), (2, 1, 'Claim', '');
INSERT INTO documents VALUES (1, 'One', '', 'one.docx', '<h1>A ' || char(128674) || ' &amp; b</h1><p>Anna <b>le' || char(10)
  || 'ft</b> Berlin<br/>and</p>' || char(10) || '<p>Caf' || char(233) || '&#x301; &lt;x&gt; Anna</p>'), (2, 'Empty', '', '', '<p> </p>');
INSERT INTO highlights VALUES (1, 1, 10, 14, '<p>Anna</p>'), (2, 1, 10, 22, '<p>Anna <b>le' || char(10) || 'ft</b> B</p>'),
  (3, 1, 22, 30, '<p>erlin<br/>and</p>'), (4, 1, 31, 36, '<p>Caf' || char(233) || '</p>'), (5, 1, 900, 904, '<p>nowhere</p>');
INSERT INTO highlight_tags VALUES (1, 1), (1, 2), (2, 2), (4, 1), (5, 1);
INSERT INTO commands VALUES (1, '2024-01-15 10:00:00.500000', 'bo', '{"type": "highlight_add", "highlight_id": 1}'),
  (2, '2024-01-15 10:00:00', 'cy', 'not json');
"""


def test_taguette_by_hand(desk):
    """taguette: bytes of the text in HTML, tags, who made a highlight, and what stays behind"""
    path = make_database(desk.path('project.sqlite3'), TAGUETTE)
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    done = work(desk, 'import', 'b.obelus', 'project.sqlite3')
    assert 'without a text' in done.err and 'need attention' in done.err and 'fit when' not in done.err, done.err
    text = 'A \U0001f6a2 & b\nAnna le ft Berlin\nand\nCaf\u00e9\u0301 <x> Anna'
    assert desk.must('show', 'b.obelus', 'One').out == text
    rows = sorted((row['label'], row['text'], row['annotator'], row['segments'][0][0])
                  for row in desk.list('b.obelus', 'annotations'))
    anna = text.index('Anna')
    assert rows == [('claim', 'Anna', 'bo', anna), ('claim', 'Anna le ft B', 'Anna', anna),
                    ('note', 'erlin\nand', 'Anna', text.index('erlin')),
                    ('people-named', 'Anna', 'bo', anna), ('people-named', 'Caf\u00e9', 'Anna', text.index('Caf'))], rows
    assert '2024-01-15T10:00:00.500000Z' in {row['created'] for row in desk.list('b.obelus', 'annotations')}
    again = desk.state('b.obelus')
    done = work(desk, 'import', 'b.obelus', 'project.sqlite3')
    assert {line.split('\t')[0] for line in done.out.splitlines()} == {'unchanged'}, done.out
    assert desk.state('b.obelus') == again
    labels = {row['name']: row['use_when'] for row in desk.list('b.obelus', 'labels')}
    assert labels['people.named'] == 'by name'
    check_bad_databases(desk, 'taguette', path, TAGUETTE, 'documents')


TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Of  others</title></titleStmt>
</fileDesc></teiHeader><standOff><interpGrp><interp xml:id="per">A person</interp></interpGrp>
<spanGrp type="named"><span xml:id="x1" target="#w1 #w3" ana="#per"/><span xml:id="x2" from="#w2" to="#w3">words</span>
<span from="#nowhere" to="#w1"/></spanGrp><linkGrp><link type="next" target="#x1 #x2"/></linkGrp></standOff>
<text><body><p><w xml:id="w1">🚢 Anna</w>
   <w xml:id="w2">left</w> <w xml:id="w3">Berlin</w>.</p><p>Then more.</p></body></text></TEI>"""


def test_tei_by_hand(desk):
    """tei: spans of others on words; DTDs are refused"""
    desk.write('one.xml', TEI)
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    done = work(desk, 'import', 'b.obelus', 'one.xml')
    assert 'without a place' in done.err, done.err
    assert desk.must('show', 'b.obelus', 'Of others').out == '\U0001f6a2 Anna left Berlin.\nThen more.\n'
    first, second = desk.list('b.obelus', 'annotations')
    assert (first['label'], first['text'], second['label'], second['text'], second['note']) == \
        ('per', '\U0001f6a2 Anna Berlin', 'named', 'left Berlin', 'words'), (first, second)
    link, = desk.list('b.obelus', 'links')
    assert (link['type'], link['from'], link['to']) == ('next', first['id'], second['id'])
    before = desk.state('b.obelus')
    desk.write('two.xml', TEI.replace('?>', '?><!DOCTYPE TEI [<!ENTITY e "x">]>', 1))
    done = desk.run('import', 'b.obelus', 'two.xml', '--format', 'tei')
    assert done.status == 1 and 'two.xml' in done.err, done.err
    assert desk.state('b.obelus') == before


def test_tokens(desk):
    """conll and conllu: each token once, at its place, with one label; what was flattened is said"""
    fill(desk)
    done = desk.run('export', 'a.obelus', '--format', 'conllu', '--output', 'a.conllu')
    assert done.status == 0 and 'overlap' in done.err and 'left out' in done.err, done.err
    texts, tags, place = [NASTY, PLAIN], [], 0
    content = desk.path('a.conllu').read_bytes().decode()
    for block in content.split('# newdoc')[1:]:
        text = texts.pop(0)
        seen = []
        for sentence in block.split('\n\n'):
            rows = [line.split('\t') for line in sentence.split('\n') if line and line[0].isdigit()]
            assert [row[0] for row in rows] == [str(i + 1) for i in range(len(rows))]
            for row in rows:
                assert len(row) == 10 and all(row), row
                misc = dict(part.split('=', 1) for part in row[9].split('|'))
                place = int(misc['start_char'])
                assert text[place:int(misc['end_char'])] == row[1]
                seen.append(row[1])
                tags.append(misc.get('Entity', 'O'))
        assert ''.join(seen) == ''.join(text.split()), seen
    work(desk, 'export', 'a.obelus', '--format', 'conll', '--output', 'a.conll')
    rows = [line.split('\t') for line in desk.path('a.conll').read_bytes().decode().split('\n') if line]
    assert [tag for form, tag in rows if form != '-DOCSTART-'] == tags
    assert 'B-quote' in tags and 'I-quote' in tags and 'B-claim' in tags


def test_reading_copies(desk):
    """md and odt: every word of the articles, marked, with a legend and a note for each annotation"""
    fill(desk)
    rows = desk.list('a.obelus', 'annotations')
    words = [[word for line in text.split('\n') for word in line.split()] for text in (NASTY, PLAIN)]
    page = desk.path(export(desk, 'md')).read_bytes().decode()
    legend, *articles = page.split('\n## ')
    assert '| Threat \\<\u00e9\\> |' in legend and len(articles) == 2, legend
    for article, wanted in zip(articles, words):
        body, *notes = re.split(r'^\[\^\d+\]: ', article, flags=re.MULTILINE)
        title, body = body.split('\n', 1)
        assert len(notes) == body.count('[^'), article
        body = re.sub(r'\\(.)', r'\1', re.sub(r'</?mark>|\[\^\d+\]', '', body))
        assert body.split()[-len(wanted):] == wanted or (title + '\n' + body).split() == wanted, (body, wanted)
    assert all(re.search(r'^\[\^%d\]: ' % (i + 1), page, re.MULTILINE) for i in range(len(rows)))
    assert 'line one line two' in page
    # Notes of annotations at one place are numbered by their ids, which differ from run to run.
    to = re.search('my type \u2192 (\\d+)', page)
    assert to and f'[^{to[1]}]: ' in page, page

    name = {'text': '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'}
    with zipfile.ZipFile(desk.path(export(desk, 'odt'))) as archive:
        assert archive.testzip() is None and archive.namelist()[0] == 'mimetype'
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert archive.read('mimetype') == b'application/vnd.oasis.opendocument.text'
        for entry in archive.namelist()[1:]:
            xml.etree.ElementTree.fromstring(archive.read(entry))
        content = xml.etree.ElementTree.fromstring(archive.read('content.xml'))
    notes = list(content.iter(name['text'] + 'note'))
    assert len(notes) == len(rows) and len({note.get(name['text'] + 'id') for note in notes}) == len(rows)
    for note in notes:
        for element in list(note):
            note.remove(element)
    for space in [*content.iter(name['text'] + 's'), *content.iter(name['text'] + 'tab')]:
        space.text = ' '
    text = ''.join(content.itertext()).split()
    for wanted in words:
        assert any(text[at:at + len(wanted)] == wanted for at in range(len(text))), (text, wanted)
    spans = [span.get(name['text'] + 'style-name') for span in content.iter(name['text'] + 'span')]
    assert {'label0', 'label1'} <= set(spans), spans
    for form in ('md', 'odt'):
        done = work(desk, 'export', 'a.obelus', '--format', form, '--label', 'figure', '--output', f'b.{form}')
        assert desk.path(f'b.{form}').stat().st_size > 0


def test_networks(desk):
    """graphml, dna and claimreview: what a network, a statement and a reviewed claim need, whatever the names"""
    fill(desk)
    claim = next(row for row in desk.list('a.obelus', 'annotations') if row['attributes'].get('dispute'))
    desk.edit('a.obelus', {'op': 'update', 'id': claim['id'], 'attributes': {'verification': 'false'}})
    speaker = desk.list('a.obelus', 'speakers')[0]['name']
    dispute = desk.list('a.obelus', 'disputes')[0]['question']
    name = {'g': '{http://graphml.graphdrawing.org/xmlns}'}
    graph = xml.etree.ElementTree.parse(desk.path(export(desk, 'graphml'))).getroot().find(name['g'] + 'graph')
    nodes = {node.get('id'): [data.text for data in node] for node in graph.findall(name['g'] + 'node')}
    edge, = graph.findall(name['g'] + 'edge')
    assert nodes[edge.get('source')][0] == speaker and nodes[edge.get('target')][0] == dispute
    assert {data.get('key'): data.text for data in edge} == \
        {'stance': 'denies', 'position': 'at least 90', 'weight': '1'}
    rows = list(csv.DictReader(io.StringIO(desk.path(export(desk, 'dna')).read_bytes().decode(), newline='')))
    assert [(row['person'], row['concept'], row['agreement']) for row in rows] == [(speaker, dispute, '0')]
    review, = json.loads(desk.path(export(desk, 'claimreview')).read_bytes())['@graph']
    assert review['claimReviewed'] == claim['text'] and review['reviewRating']['ratingValue'] == 1
    assert review['itemReviewed']['author'] == {'@type': 'Person', 'name': speaker}
    for form in ('graphml', 'dna', 'claimreview'):
        assert 'left out' in desk.run('export', 'a.obelus', '--format', form, '--output', 'x').err


if __name__ == '__main__':
    sys.exit(harness.run(sys.modules[__name__]))
