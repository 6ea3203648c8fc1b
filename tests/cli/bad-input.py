#!/usr/bin/python3
"""Files that are broken, or made to do harm, through the real import and its locked-in reader.

usage: bad-input.py OBELUS

Each file is made here.  Whatever it is, it is read, or refused with a sentence; and the good file
beside it comes in.
"""
import io
import sys
import time
import zipfile

import harness

SENTENCE = ('The foreign ministers met on Tuesday, after months of letters, and spoke for two hours, '
            'aides said, about the war, the treaty, and what comes after it. ')
TYPES = '<Types/>'


def pack(*entries, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def docx(document, *more):
    return pack(('[Content_Types].xml', TYPES), ('word/document.xml', document), *more)


def words(text):
    return (f'<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>'
            '</w:document>')


def declaring(declarations, body='&a;'):
    return f'<!DOCTYPE x [{declarations}]>' + words(body)


def pdf(content, font='Helvetica', trailer=''):
    """A PDF of one page; its font is not in the file."""
    objects = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>',
               '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R'
               '/Resources<</Font<</F 4 0 R>>>>>>',
               f'<</Type/Font/Subtype/Type1/BaseFont/{font}>>',
               f'<</Length {len(content)}>>\nstream\n{content}\nendstream',
               '<</Filter/Standard/V 1/R 2/P -4/O<' + '00' * 32 + '>/U<' + '00' * 32 + '>>>']
    out, places = '%PDF-1.4\n', []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f'{number} 0 obj\n{text}\nendobj\n'
    start = len(out)
    out += f'xref\n0 {len(objects) + 1}\n0000000000 65535 f \n'
    out += ''.join(f'{place:010} 00000 n \n' for place in places)
    return (out + f'trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n'
            '%%EOF\n').encode()


def text_pdf(*lines, **more):
    shown = ''.join(f'({line}) Tj 0 -14 Td ' for line in lines)
    return pdf(f'BT /F 12 Tf 72 700 Td {shown}ET', **more)


def with_good(desk, name, content):
    """Imports a file with a good one after it, which must come in.  The outcome, what was said of it,
    and the rows of the list of articles."""
    desk.must('new', 'a.obelus', '--annotator', 'Anna')
    desk.write(name, content)
    desk.write('zz-good.txt', 'Good\n\n' + SENTENCE)
    rows = desk.run('import', '--json', 'a.obelus', name, 'zz-good.txt').rows()
    assert rows[-1]['outcome'] == 'added', rows
    return rows[0]['outcome'], rows[0].get('reason') or '', rows


def warc(page):
    """a web archive with one page"""
    block = f'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}'.encode()
    return (f'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\n'
            f'Content-Length: {len(block)}\r\n\r\n').encode() + block + b'\r\n\r\n'


def check_refused(desk, name, content, says):
    outcome, reason, rows = with_good(desk, name, content)
    assert outcome == 'refused' and len(rows) == 2, rows
    assert says in reason and reason[-1] == '.', reason
    desk.path('a.obelus').unlink()


def check_borne(desk, name, content, seconds=90):
    """It may be read or refused, but in time."""
    start = time.monotonic()
    outcome, reason, _ = with_good(desk, name, content)
    assert outcome == 'added' or reason[-1] == '.', reason
    assert time.monotonic() - start < seconds
    desk.path('a.obelus').unlink()


def test_entities(desk):
    """billion laughs, quadratic growth and external entities are refused; nothing is fetched"""
    laughs = '<!ENTITY a0 "lol">' + ''.join(
        f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)) + '<!ENTITY a "&a9;">'
    desk.write('secret', 'The secret words.')
    for declarations in (laughs, f'<!ENTITY a "{"x" * 1000}">',
                         f'<!ENTITY a SYSTEM "file://{desk.path("secret")}">',
                         '<!ENTITY a SYSTEM "http://127.0.0.1:9/">',
                         f'<!ENTITY % p SYSTEM "file://{desk.path("secret")}"> %p;'):
        body = '&a;' * 2000 if 'xxx' in declarations else '&a;' if 'ENTITY a' in declarations else 'x'
        check_refused(desk, 'a.docx', docx(declaring(declarations, body)), 'declares')
        feed = f'<?xml version="1.0"?><!DOCTYPE rss [{declarations}]><rss><channel><item><title>T' \
               f'</title><description>{body}</description></item></channel></rss>'
        check_refused(desk, 'a.xml', feed, 'declares')


def test_html_entities(desk):
    """a page's own entities are not known, so that nothing grows"""
    page = ('<!DOCTYPE html [<!ENTITY a "' + 'lol' * 1000 + '">]><html><body><p>'
            + (SENTENCE + '&a;') * 200 + '</p></body></html>')
    outcome, _, _ = with_good(desk, 'a.html', page)
    assert outcome == 'added'
    assert 'lollol' not in desk.must('show', 'a.obelus', 'a.html').out


def test_bombs(desk):
    """zip bombs are refused by entry, in total, by ratio and by count"""
    for name, entries in (('entry', [('word/document.xml', b' ' * (65 << 20))]),
                          ('total', [(f'{i}.html', b'<p>' + b' ' * (40 << 20)) for i in range(6)]),
                          ('ratio', [('word/document.xml', b' ' * (30 << 20))])):
        check_refused(desk, name + '.docx', pack(('[Content_Types].xml', TYPES), *entries), 'unfold')
    check_refused(desk, 'count.zip', pack(*[(f'{i}.rtf', '') for i in range(21000)]), 'unfold')


def test_traversal(desk):
    """names that lead out of an archive are refused, and nothing is written"""
    for name in ('../evil.txt', '/tmp/evil.txt', 'a/../../evil.txt', '..\\evil.txt'):
        check_refused(desk, 'a.docx', docx(words('x'), (name, 'x')), 'outside')
    assert not desk.path('evil.txt').exists() and not (desk.folder.parent / 'evil.txt').exists()


def test_archives(desk):
    """an empty archive, an archive of an archive of archives, and what is no archive"""
    check_refused(desk, 'empty.zip', pack(), 'empty')
    inner = pack(('a.rtf', '{\\rtf1 Deep.}'))
    for _ in range(5):
        inner = pack(('inner.docx', inner))
    check_refused(desk, 'deep.zip', inner, 'archive')
    check_refused(desk, 'a.docx', b'PK\x03\x04' + b'\0' * 1000, '')


def test_pages(desk):
    """100,000 nested elements cost one article at most; 200,000 attributes: tests/unit/web-pages.c"""
    check_borne(desk, 'deep.html', '<html><body>' + '<div>' * 100000 + SENTENCE * 5)


def test_passwords(desk):
    """what a password protects is said"""
    check_refused(desk, 'a.pdf', text_pdf('Hidden', trailer='/Encrypt 6 0 R/ID[<00><00>]'), 'password')
    compound = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 504
    check_refused(desk, 'a.docx', compound + 'EncryptedPackage'.encode('utf-16-le') + b'\0' * 512,
                  'password')
    check_refused(desk, 'a.doc', compound + b'\0' * 1024, 'DOC')


def test_no_text(desk):
    """a PDF without text, and empty files of every name"""
    check_refused(desk, 'scan.pdf', pdf('0 0 m 100 100 l S'), 'OCR')
    for ending in ('txt', 'html', 'pdf', 'docx', 'odt', 'rtf', 'csv', 'json', 'eml', 'epub', 'mhtml', 'warc'):
        check_refused(desk, 'empty.' + ending, b'', 'empty')


def test_extensions(desk):
    """what a file is follows from its content"""
    for name, content, text in (('a.txt', text_pdf('A report about the harbour'), 'harbour'),
                                ('b.pdf', docx(words('A treaty.')), 'treaty'),
                                ('c.docx', '{\\rtf1 A bridge.}', 'bridge'),
                                ('d.pdf', 'Plain words.', 'Plain'),
                                ('e.rtf', f'<html><body><p>{SENTENCE * 5}</p></body></html>', 'aides')):
        outcome, reason, _ = with_good(desk, name, content)
        assert outcome == 'added', (name, reason)
        assert text in desk.must('show', 'a.obelus', name).out
        desk.path('a.obelus').unlink()


def test_pdf_fonts(desk):
    """PDFs are read by the locked-in reader: fonts in the file, standard ones, and missing ones"""
    desk.project()
    desk.must('export', 'a.obelus', '--format', 'pdf', '--output', 'set.pdf')
    outcome, reason, _ = with_good_in(desk, 'set.pdf')
    assert outcome == 'added', reason
    assert 'at least 90 people' in desk.must('show', 'b.obelus', 'set.pdf').out.replace('\n', ' ')
    for font in ('Helvetica', 'Times-Roman', 'NoSuchFontAnywhere', 'Symbol'):
        name = font + '.pdf'
        desk.write(name, text_pdf(f'A report about the harbour {font}', font=font))
        outcome, reason, _ = with_good_in(desk, name)
        assert outcome == 'added', (font, reason)
        if font != 'Symbol':
            assert 'A report about the harbour' in desk.must('show', 'b.obelus', name).out


def with_good_in(desk, name):
    if not desk.path('b.obelus').exists():
        desk.must('new', 'b.obelus', '--annotator', 'Anna')
    desk.path('zz-good.txt').write_text(f'Good {name}\n\n' + SENTENCE)
    rows = desk.run('import', '--json', 'b.obelus', name, 'zz-good.txt').rows()
    assert rows[-1]['outcome'] == 'added', rows
    return rows[0]['outcome'], rows[0].get('reason') or '', rows


def test_truncated(desk):
    """beginnings of files of every format are read or refused with a sentence, and none is lost"""
    whole = {
        'a.docx': docx(words(SENTENCE)),
        'a.odt': pack(('mimetype', 'application/vnd.oasis.opendocument.text'),
                      ('content.xml', '<d xmlns:text="urn:t"><body><text><text:p>' + SENTENCE
                       + '</text:p></text></body></d>')),
        'a.epub': pack(('META-INF/container.xml',
                        '<container><rootfile full-path="p.opf"/></container>'),
                       ('p.opf', '<p><manifest><item id="a" href="a.xhtml"/></manifest><spine>'
                        '<itemref idref="a"/></spine></p>'),
                       ('a.xhtml', f'<html><body><p>{SENTENCE}</p></body></html>')),
        'a.pdf': text_pdf('A report about the harbour', 'and the bridge'),
        'a.rtf': b'{\\rtf1\\ansi {\\b Title}\\par ' + SENTENCE.encode() + b'\\par}',
        'a.html': f'<html><head><title>T</title></head><body><p>{SENTENCE * 5}</p></body></html>'.encode(),
        'a.mhtml': ('MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n'
                    f'Content-Type: text/html\n\n<p>{SENTENCE}</p>\n--x--\n').encode(),
        'a.warc': warc(f'<html><head><title>T</title></head><body><p>{SENTENCE * 5}</p></body></html>'),
        'a.eml': (f'From: a@example.org\nSubject: S\nDate: Wed, 12 Apr 2017 10:00:00 +0000\n'
                  f'MIME-Version: 1.0\nContent-Type: text/plain\n\n{SENTENCE}\n').encode(),
        'a.xml': (f'<rss><channel><item><title>T</title><description>{SENTENCE}</description></item>'
                  '</channel></rss>').encode(),
        'a.csv': ('title,text\n"One","' + SENTENCE + '"\n').encode(),
        'a.json': ('[{"title":"One","text":"' + SENTENCE + '"}]').encode(),
        'a.md': ('# Title\n\n- ' + SENTENCE).encode(),
        'a.txt': ('﻿Title\n\n' + SENTENCE + 'é').encode('utf-16'),
    }
    for name, content in whole.items():
        outcome, reason, _ = with_good(desk, name, content)
        assert outcome == 'added', (name, reason)
        desk.path('a.obelus').unlink()

    desk.must('new', 'a.obelus', '--annotator', 'Anna')
    desk.path('cut').mkdir()
    n = 0
    for name, content in whole.items():
        for part in range(1, 12):
            end = len(content) * part // 12
            # Each with other words, so that none is a duplicate.
            desk.path('cut').joinpath(f'{n:03}-{name}').write_bytes(content[:end])
            n += 1
    rows = desk.run('import', '--json', 'a.obelus', 'cut').rows()
    assert len({row['path'] for row in rows}) == n, (len(rows), n)
    for row in rows:
        assert row['outcome'] in ('added', 'duplicate') or row['reason'][-1] == '.', row
    desk.must('check', 'a.obelus')


if __name__ == '__main__':
    sys.exit(harness.run(sys.modules[__name__]))
