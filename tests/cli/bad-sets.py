#!/usr/bin/python3
"""Annotation sets that are broken, or made to do harm: each is refused with a sentence that names the file
(and the line, where there are lines), in little time and memory, and nothing of it is imported.

usage: bad-sets.py OBELUS
"""
import io
import os
import subprocess
import sys
import zipfile

import harness

# What a set that is refused may take.
MAX_MB = 600


def measure(desk, *arguments):
    """Runs the command; its status, what it said, and its memory in MB."""
    with open(desk.path('said'), 'wb') as said:
        process = subprocess.Popen([desk.program, *arguments], cwd=desk.path('.'), stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, desk.path('said').read_text('utf-8'), usage.ru_maxrss // 1024


def check_refused(desk, name, *options, says=''):
    before = desk.must('stats', 'a.obelus').out
    status, said, memory = measure(desk, 'import', 'a.obelus', name, *options)
    assert status == 1 and said.strip(), (name, options, status, said)
    assert says in said, (name, options, said)
    assert memory < MAX_MB or is_sanitised(desk), (name, memory)
    assert desk.must('stats', 'a.obelus').out == before


def is_sanitised(desk):
    """Its memory says nothing then."""
    return b'__asan_init' in subprocess.run(['nm', '-D', desk.program], capture_output=True, check=False).stdout


def pack(*entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def test_bombs(desk):
    """archives that unfold to far more than they are, and that lead out"""
    desk.must('new', 'a.obelus', '--annotator', 'Anna')
    zeros = b'\0' * (64 << 20)
    desk.write('bomb.qdpx', pack(('project.qde', b'<Project>'), *((f'{i}.txt', zeros) for i in range(4))))
    check_refused(desk, 'bomb.qdpx', '--format', 'refi', says='unfold')
    desk.write('out.qdpx', pack(('project.qde', b'<Project/>'), ('../out.txt', b'x')))
    check_refused(desk, 'out.qdpx', '--format', 'refi', says='outside')
    desk.write('cut.qdpx', pack(('project.qde', b'<Project/>' + os.urandom(5000)))[:3000])
    check_refused(desk, 'cut.qdpx', '--format', 'refi')


def test_deep(desk):
    """JSON and XML that nest deep"""
    desk.must('new', 'a.obelus', '--annotator', 'Anna')
    desk.write('deep', '[' * 200000)
    for form in ('jsonl', 'w3c', 'uima-json', 'doccano', 'prodigy', 'label-studio', 'hypothesis', 'gate-bdoc'):
        check_refused(desk, 'deep', '--format', form)
    desk.write('deep.json', '[{"items":' * 5000 + '1' + '}]' * 5000)
    for form in ('w3c', 'label-studio', 'hypothesis', 'gate-bdoc'):
        check_refused(desk, 'deep.json', '--format', form)
    desk.write('deep.xml', '<TEI xmlns="http://www.tei-c.org/ns/1.0">' + '<p>' * 5000 + '</p>' * 5000 + '</TEI>')
    check_refused(desk, 'deep.xml', '--format', 'tei')
    desk.write('deep.qdpx', pack(('project.qde', '<Project><Notes>' + '<Note>' * 5000 + '</Note>' * 5000 + '</Notes></Project>')))
    check_refused(desk, 'deep.qdpx', '--format', 'refi')


def test_declarations(desk):
    """XML that declares entities, in every format of XML"""
    desk.must('new', 'a.obelus', '--annotator', 'Anna')
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    outside = '<!DOCTYPE x SYSTEM "file:///etc/passwd">'
    for declaration in (doctype, outside):
        desk.write('x.qdpx', pack(('project.qde', f'{declaration}<Project><Notes>&b;</Notes></Project>')))
        check_refused(desk, 'x.qdpx', '--format', 'refi')
    for form, content in (('tei', '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>&b;</p></body></text></TEI>'),
                          ('uima-xmi', '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI">&b;</xmi:XMI>')):
        desk.write('x.xml', doctype + content)
        check_refused(desk, 'x.xml', '--format', form, says='x.xml')


if __name__ == '__main__':
    sys.exit(harness.run(sys.modules[__name__]))
