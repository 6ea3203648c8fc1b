#!/usr/bin/python3
"""What Obelus exports, read by the programs and checked by the schemas of others, as far as Debian has
them.  Schemas are looked for in the folder "shared" beside the project; what is not there is skipped.

usage: proofs.py OBELUS SOURCE_ROOT
"""
import contextlib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree
import zipfile

ROOT = pathlib.Path(sys.argv[2]).resolve()
SCHEMAS = ROOT.parent / 'shared' / 'schemas'
sys.path.insert(0, str(ROOT / 'tests' / 'cli'))

import brat_rules  # noqa: E402
import harness  # noqa: E402
from nasty import NASTY, PLAIN, export, fill, work  # noqa: E402

TEXTS = {'nasty.txt': NASTY, 'plain.txt': PLAIN}
ANNO = 'http://www.w3.org/ns/anno.jsonld'


class Missing(Exception):
    """What a proof needs is not on this machine."""


def need(path):
    if not path.exists():
        raise Missing(f'{path.name} is not there')
    return path


def validate(path, *options):
    if shutil.which('xmllint') is None:
        raise Missing('xmllint is not there')
    done = subprocess.run(['xmllint', '--noout', '--nonet', *map(str, options), str(path)], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()[-4000:]


def annotations(desk):
    """Everything that an export has to show: (label, words of each segment, note)."""
    return sorted((row['label'], tuple(TEXTS[article_file(desk, row)][start:end] for start, end in row['segments']),
                   row['note'] or '') for row in desk.list('a.obelus', 'annotations'))


def article_file(desk, row):
    return next(a['file_name'] for a in desk.list('a.obelus', 'articles') if a['id'] == row['article'])


# REFI ----------------------------------------------------------------------------------------------------

def unpack(desk, name, folder):
    with zipfile.ZipFile(desk.path(name)) as archive:
        assert archive.testzip() is None
        archive.extractall(desk.path(folder))
    return desk.path(folder)


def test_refi_schema(desk):
    """refi: the project is valid by REFI's schema"""
    schema = need(SCHEMAS / 'Project.xsd')
    fill(desk)
    validate(unpack(desk, export(desk, 'refi'), 'r') / 'project.qde', '--schema', schema)
    desk.must('new', 'empty.obelus', '--annotator', 'Anna')
    work(desk, 'export', 'empty.obelus', '--format', 'refi', '--output', 'e.qdpx')
    validate(unpack(desk, 'e.qdpx', 'e') / 'project.qde', '--schema', schema)


def test_refi_quotes(desk):
    """refi: sources have LF and no mark, names are unique, every selection has its words"""
    fill(desk)
    folder = unpack(desk, export(desk, 'refi'), 'r')
    root = xml.etree.ElementTree.parse(folder / 'project.qde').getroot()
    space = '{urn:QDA-XML:project:1.0}'
    guids = [e.get('guid').lower() for e in root.iter() if e.get('guid')]
    assert len(set(guids)) == len(guids)
    codes = {code.get('guid'): code.get('name') for code in root.iter(space + 'Code')}
    assert len({name.lower() for name in codes.values()}) == len(codes)
    users = {user.get('guid') for user in root.iter(space + 'User')}
    found = []
    for source in root.iter(space + 'TextSource'):
        path = folder / 'sources' / source.get('plainTextPath').removeprefix('internal://')
        text = path.read_bytes().decode()
        assert text in TEXTS.values() and '\r' not in text and not text.startswith('\ufeff')
        for selection in source.iter(space + 'PlainTextSelection'):
            words = text[int(selection.get('startPosition')):int(selection.get('endPosition'))]
            reference, = selection.iter(space + 'CodeRef')
            assert selection.get('creatingUser') in users
            assert words.startswith(selection.get('name')), selection.get('name')
            found.append((codes[reference.get('targetGUID')], words))
    names = {row['id']: row['name'] for row in desk.list('a.obelus', 'labels')}
    assert sorted(found) == sorted((names[label], piece) for label, words, _ in annotations(desk) for piece in words)


# Web Annotation -------------------------------------------------------------------------------------------

def load_page(desk):
    fill(desk)
    return json.loads(desk.path(export(desk, 'w3c')).read_bytes())


def test_w3c_musts(desk):
    """w3c: every annotation keeps all MUSTs of the Web Annotation model"""
    try:
        import jsonschema
    except ImportError as error:
        raise Missing('python3-jsonschema is not there') from error
    folder = need(SCHEMAS / 'w3c-annotation-tests')
    items = load_page(desk)['items']
    definitions = {path.name: json.loads(path.read_text()) for path in (folder / 'definitions').glob('*.json')}
    paths = [path for path in sorted((folder / 'annotations').rglob('*.json'))
             if re.search(r'"assertionType"\s*:\s*"must"', path.read_text())]
    assert len(paths) == 54, len(paths)
    for path in paths:
        schema = json.loads(path.read_text())
        resolver = jsonschema.RefResolver(schema['id'], schema, store=definitions)
        validator = jsonschema.Draft4Validator(schema, resolver=resolver)
        wanted = schema.get('expectedResult', 'valid') == 'valid'
        for item in items:
            assert validator.is_valid(item) == wanted, (path.name, schema.get('errorMessage'), item)


def test_w3c_graph(desk):
    """w3c: as RDF it says the same"""
    try:
        import rdflib
    except ImportError as error:
        raise Missing('python3-rdflib is not there') from error
    context = json.loads(need(SCHEMAS / 'anno.jsonld').read_text())['@context']

    def inline(value):
        if isinstance(value, dict):
            return {key: inline(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [inline(inner) for inner in value]
        return context if value == ANNO else value

    graph = rdflib.Graph().parse(data=json.dumps(inline(load_page(desk))), format='json-ld')
    rows = graph.query('''PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX o: <https://obelus.org/ns#>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?label ?start ?end ?exact ?text WHERE {
          ?a a oa:Annotation ; oa:motivatedBy oa:tagging ; oa:hasBody ?b ; oa:hasTarget ?t .
          ?b oa:hasPurpose oa:tagging ; o:label ?label .
          ?t oa:hasSource ?s ; oa:hasSelector ?p , ?q . ?s o:text ?text .
          ?p a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
          ?q a oa:TextQuoteSelector ; oa:exact ?exact . }''')
    found = []
    for label, start, end, exact, text in rows:
        assert str(text)[int(start):int(end)] == str(exact)
        found.append((str(label), str(exact)))
    assert sorted(found) == sorted((label, piece) for label, words, _ in annotations(desk) for piece in words)
    links = graph.query('''PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?f ?t WHERE {
        ?a oa:motivatedBy oa:linking ; oa:hasTarget ?f ; oa:hasBody ?t . ?f a oa:Annotation . ?t a oa:Annotation }''')
    assert len(links) == len(desk.list('a.obelus', 'links')), len(links)


# brat -----------------------------------------------------------------------------------------------------

def test_brat_rules(desk):
    """brat: keeps the rules of brat's parser and its configuration"""
    fill(desk)
    folder = desk.path(export(desk, 'brat'))
    anns = [path.read_bytes().decode() for path in sorted(folder.glob('*.ann'))]
    assert len(anns) == 2
    for path in folder.glob('*.ann'):
        text = path.with_suffix('.txt').read_bytes().decode()
        assert text in TEXTS.values()
        brat_rules.check(text, path.read_bytes().decode())
    brat_rules.check_configuration((folder / 'annotation.conf').read_text(), anns)


# UIMA -----------------------------------------------------------------------------------------------------

def test_uima_java(desk):
    """uima-xmi: Apache UIMA reads it strictly, and what it writes changes nothing here"""
    jar = need(pathlib.Path('/usr/share/java/uimaj-core.jar'))
    if shutil.which('java') is None or shutil.which('javac') is None:
        raise Missing('a JDK is not there')
    fill(desk)
    folder = desk.path(export(desk, 'uima-xmi'))
    target = desk.path('written')
    target.mkdir()
    done = subprocess.run(['java', '-XX:TieredStopAtLevel=1', '-cp', str(jar),
                           str(ROOT / 'tests' / 'interchange' / 'UimaProof.java'), str(folder), str(target)],
                          capture_output=True)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    rows = [line.split(' ') for line in done.stdout.decode().splitlines()]
    found = sorted((row[1], bytes.fromhex(row[2]).decode()) for row in rows if row[0] == 'passage')
    assert found == sorted((label, piece) for label, words, _ in annotations(desk) for piece in words), found
    assert sum(row[0] == 'link' for row in rows) == len(desk.list('a.obelus', 'links'))
    before = desk.list('a.obelus', 'annotations')
    done = work(desk, 'import', 'a.obelus', 'written')
    assert {line.split('\t')[0] for line in done.out.splitlines()} == {'unchanged'}, done.out
    assert desk.list('a.obelus', 'annotations') == before


def test_uima_types(desk):
    """uima-xmi and uima-json: the same types, documents and layers in both"""
    fill(desk)
    xmi, cas = desk.path(export(desk, 'uima-xmi')), desk.path(export(desk, 'uima-json'))
    for name in ('TypeSystem.xml', 'inception-layers.json'):
        assert (xmi / name).read_bytes() == (cas / name).read_bytes()
    space = '{http://uima.apache.org/resourceSpecifier}'
    types = {}
    for kind in xml.etree.ElementTree.parse(xmi / 'TypeSystem.xml').getroot().iter(space + 'typeDescription'):
        types[kind.find(space + 'name').text] = {f.find(space + 'name').text: f.find(space + 'rangeTypeName').text
                                                 for f in kind.iter(space + 'featureDescription')}
    for path in cas.glob('*.json'):
        document = json.loads(path.read_bytes())
        if '%TYPES' not in document:
            continue
        assert {name: {k: v['%RANGE'] for k, v in kind.items() if k[0] != '%'}
                for name, kind in document['%TYPES'].items()} == types
        structures = {fs['%ID']: fs for fs in document['%FEATURE_STRUCTURES']}
        assert len(structures) == len(document['%FEATURE_STRUCTURES'])
        assert set(document['%VIEWS']['_InitialView']['%MEMBERS']) == set(structures) - {1}
        units = structures[1]['sofaString'].encode('utf-16-le')
        root = xml.etree.ElementTree.parse(xmi / path.with_suffix('.xmi').name).getroot()
        other = {int(e.get('{http://www.omg.org/XMI}id')): e for e in root if e.get('{http://www.omg.org/XMI}id')}
        for key, fs in structures.items():
            for name, value in fs.items():
                assert name[0] == '%' or other[key].get(name.lstrip('@')) == str(value), (name, value)
            if fs['%TYPE'] == 'org.obelus.Passage':
                units[2 * fs['begin']:2 * fs['end']].decode('utf-16-le')
                assert {name.lstrip('@') for name in fs if name[0] != '%'} <= set(types[fs['%TYPE']]) | {'sofa', 'begin', 'end'}
    layers = json.loads((xmi / 'inception-layers.json').read_bytes())
    assert [(layer['name'], layer['type']) for layer in layers] == [
        ('org.obelus.Passage', 'span'), ('org.obelus.Link', 'relation'), ('org.obelus.Article', 'document-metadata')]
    for layer in layers:
        assert {f['name']: f['type'] for f in layer['features']} == \
            {k: v for k, v in types[layer['name']].items() if k not in ('Governor', 'Dependent')}


# TEI ------------------------------------------------------------------------------------------------------

def test_tei_schema(desk):
    """tei: valid by the schema of all of TEI; anchors stand at the words"""
    fill(desk)
    folder = desk.path(export(desk, 'tei'))
    space, xml_id = '{http://www.tei-c.org/ns/1.0}', '{http://www.w3.org/XML/1998/namespace}id'
    found = []
    for path in folder.glob('*.xml'):
        root = xml.etree.ElementTree.parse(path).getroot()
        ab, = root.iter(space + 'ab')
        text, places = ab.text or '', {}
        for anchor in ab:
            places['#' + anchor.get(xml_id)] = len(text)
            text += anchor.tail or ''
        assert text in TEXTS.values()
        for span in root.iter(space + 'span'):
            label, structure = span.get('ana').split()
            found.append((label.removeprefix('#label-'), text[places[span.get('from')]:places[span.get('to')]]))
            assert any('#' + fs.get(xml_id) == structure for fs in root.iter(space + 'fs'))
    assert sorted(found) == sorted((label, piece) for label, words, _ in annotations(desk) for piece in words)
    schema = need(SCHEMAS / 'tei_all.rng')
    for path in folder.glob('*.xml'):
        validate(path, '--relaxng', schema)


# JSON of annotation tools ---------------------------------------------------------------------------------

def test_json_is_ascii(desk):
    """doccano, prodigy, label-studio, w3c, jsonl, claimreview: ASCII, as JSON, without a mark"""
    fill(desk)
    for form in ('doccano', 'prodigy', 'label-studio', 'w3c', 'jsonl', 'claimreview'):
        path = desk.path(export(desk, form))
        content = (path / 'tasks.json' if path.is_dir() else path).read_bytes()
        assert content.isascii(), form
        for line in content.splitlines() if form in ('doccano', 'prodigy', 'jsonl') else [content]:
            json.loads(line)


def test_spans(desk):
    """doccano, prodigy, label-studio: every span has its words, every relation its ends"""
    fill(desk)
    wanted = sorted((label, piece) for label, words, _ in annotations(desk) for piece in words)
    rows = [json.loads(line) for line in desk.path(export(desk, 'doccano')).read_text().splitlines()]
    assert sorted((e['label'], row['text'][e['start_offset']:e['end_offset']])
                  for row in rows for e in row['entities']) == wanted
    assert sorted((label, row['text'][s:e]) for row in rows for s, e, label in row['label']) == wanted
    for row in rows:
        ids = {entity['id'] for entity in row['entities']}
        assert all({r['from_id'], r['to_id']} <= ids for r in row['relations'])
    assert sum(len(row['relations']) for row in rows) == 3
    rows = [json.loads(line) for line in desk.path(export(desk, 'prodigy')).read_text().splitlines()]
    assert sorted((s['label'], row['text'][s['start']:s['end']]) for row in rows for s in row['spans']) == wanted
    folder = desk.path(export(desk, 'label-studio'))
    validate(folder / 'config.xml')
    tasks = json.loads((folder / 'tasks.json').read_text())
    labels = {e.get('value') for e in xml.etree.ElementTree.parse(folder / 'config.xml').iter('Label')}
    for task in tasks:
        regions = [r for a in task['annotations'] for r in a['result'] if r['type'] == 'labels']
        assert len({r['id'] for r in regions}) == len(regions)
        for region in regions:
            value = region['value']
            assert task['data']['text'][value['start']:value['end']] == value['text'], value
            assert set(value['labels']) <= labels, value
        ids = {r['id'] for r in regions}
        relations = [r for a in task['annotations'] for r in a['result'] if r['type'] == 'relation']
        assert all({r['from_id'], r['to_id']} <= ids for r in relations)


def test_graphml(desk):
    """graphml: well-formed XML, whatever names are"""
    fill(desk)
    validate(desk.path(export(desk, 'graphml')))


# Samples --------------------------------------------------------------------------------------------------

def test_samples(desk):
    """every sample of other programs' files is imported"""
    folder = need(SCHEMAS.parent / 'samples' / 'formats')
    desk.must('new', 'b.obelus', '--annotator', 'Anna')
    paths = [path for path in sorted(folder.rglob('*')) if path.suffix in ('.xmi', '.qdpx', '.tsv')]
    for path in paths:
        done = desk.run('import', 'b.obelus', path)
        assert done.status == 0, (path, done.err)
    assert len(paths) > 50 and len(desk.list('b.obelus', 'annotations')) > 50
    desk.must('check', 'b.obelus')


def run_proofs():
    """As harness.run(), and says which proofs the machine cannot give."""
    tests = [(name, function) for name, function in globals().items() if name.startswith('test_')
             and (len(sys.argv) < 4 or name in sys.argv[3:])]
    program, failed = str(pathlib.Path(sys.argv[1]).resolve()), 0
    print(f'1..{len(tests)}')
    for number, (name, function) in enumerate(tests, 1):
        with contextlib.closing(harness.Desk(program)) as desk:
            try:
                function(desk)
                print(f'ok {number} - {function.__doc__}', flush=True)
            except Missing as missing:
                print(f'ok {number} - {function.__doc__} # SKIP {missing}', flush=True)
            except Exception as error:  # whatever goes wrong is a failed proof, and the next one runs
                failed += 1
                print(f'not ok {number} - {function.__doc__}', flush=True)
                import traceback
                print(''.join(f'# {line}\n' for line in ''.join(traceback.format_exception(error)).splitlines()))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(run_proofs())
