#!/usr/bin/python3
"""Scores what is read from web pages against texts that people took from them.

usage: score-pages.py PAGE_TEXTS news FOLDER [--half 0|1] [--list]
       score-pages.py PAGE_TEXTS readability TEST_PAGES [--list]

news: FOLDER holds ground-truth.json (id -> articleBody) and html/ID.html.gz; shingles of four words
are counted, and precision and recall are means over the pages, as the article extraction benchmark
of Scrapinghub defines them.  The text is what is shown: blocks that are the body's.
readability: TEST_PAGES holds NAME/source.html, expected.html and expected-metadata.json.  The text is
what Readability keeps, which is all but furniture.
--half: only the pages whose id's hash is even or odd, to tune on one half and to report the other.
"""
import argparse
import gzip
import json
import pathlib
import re
import resource
import subprocess
import tempfile
import html.parser
import zlib
from collections import Counter

TOKEN = re.compile(r'\w+')


def shingles(text, n=4):
    words = TOKEN.findall(text)
    return Counter(tuple(words[i:i + n]) for i in range(max(1, len(words) - n + 1))) if words \
        else Counter()


def compare(truth, found):
    """Shares of true positives, false positives and false negatives."""
    a, b = shingles(truth), shingles(found)
    both = sum((a & b).values())
    extra, missing = sum(b.values()) - both, sum(a.values()) - both
    total = both + extra + missing
    return (both / total, extra / total, missing / total) if total else (0, 0, 0)


def precision_recall(tp, fp, fn):
    if fp == fn == 0:
        return 1, 1
    return (tp / (tp + fp) if tp + fp else 0), (tp / (tp + fn) if tp + fn else 0)


def f1(p, r):
    return 2 * p * r / (p + r) if p + r else 0


def read(program, files):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([program, *files], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f'{len(files)} pages, {len(files) / seconds:.0f} a CPU second, '
          f'{after.ru_maxrss // 1024} MB')
    return {item['file']: item for item in map(json.loads, done.stdout.decode().splitlines())}


def score_news(program, folder, options):
    truths = json.loads((folder / 'ground-truth.json').read_text())
    with tempfile.TemporaryDirectory() as unpacked:
        files = {}
        for name in sorted(truths):
            if options.half is not None and zlib.crc32(name.encode()) % 2 != options.half:
                continue
            path = pathlib.Path(unpacked) / f'{name}.html'
            path.write_bytes(gzip.decompress((folder / 'html' / f'{name}.html.gz').read_bytes()))
            files[name] = str(path)
        read_items = read(program, list(files.values()))
    results = []
    for name, path in files.items():
        text = (read_items.get(path) or {}).get('body', '')
        counts = compare(truths[name]['articleBody'], text)
        results.append((f1(*precision_recall(*counts)), *precision_recall(*counts), name))
    precision = sum(r[1] for r in results) / len(results)
    recall = sum(r[2] for r in results) / len(results)
    if options.list:
        for each in sorted(results)[:options.list]:
            print('%.3f  p %.3f  r %.3f  %s' % each)
    print(f'precision {precision:.4f}  recall {recall:.4f}  F1 {f1(precision, recall):.4f}')


class Words(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts = []

    def handle_data(self, data):
        self.parts.append(data)

    def handle_starttag(self, tag, attributes):
        if tag in BLOCKS:
            self.parts.append(' ')

    handle_endtag = lambda self, tag: self.handle_starttag(tag, ())


BLOCKS = {'p', 'div', 'li', 'ul', 'ol', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'br', 'td', 'th', 'tr',
          'table', 'blockquote', 'pre', 'section', 'article', 'figure', 'figcaption', 'dt', 'dd',
          'header', 'footer', 'hr', 'img'}


def take_text(markup):
    parser = Words()
    parser.feed(markup)
    return ''.join(parser.parts)


def same(a, b):
    return ' '.join((a or '').split()) == ' '.join((b or '').split())


def score_readability(program, folder, options):
    pages = sorted(path.parent for path in folder.glob('*/source.html'))
    items = read(program, [str(page / 'source.html') for page in pages])
    results, hits, wanted = [], Counter(), Counter()
    for page in pages:
        item = items.get(str(page / 'source.html')) or {}
        expected = json.loads((page / 'expected-metadata.json').read_text())
        kept = '\n'.join(value for role, value in item.items()
                         if ':' not in role and role not in ('file', 'furniture') and value)
        truth = take_text((page / 'expected.html').read_text())
        results.append((f1(*precision_recall(*bag(truth, kept))), page.name))
        for key, field in (('title', 'title'), ('byline', 'byline'), ('lang', 'language'),
                           ('siteName', 'outlet'), ('publishedTime', 'published')):
            if not expected.get(key):
                continue
            wanted[key] += 1
            value = item.get('meta:' + field)
            good = same(expected[key], value) if key != 'lang' else \
                (value or '')[:2].lower() == expected[key][:2].lower()
            if key == 'publishedTime':
                good = (value or '')[:10] == expected[key][:10]
            hits[key] += good
            if not good and options.list:
                print(f'{key}: {page.name}: {expected[key]!r} / {value!r}')
    if options.list:
        for each in sorted(results)[:options.list]:
            print('%.3f  %s' % each)
    print(f'text F1 >= .99 on {sum(r[0] >= .99 for r in results)} of {len(results)}, '
          f'mean {sum(r[0] for r in results) / len(results):.4f}')
    for key in wanted:
        print(f'{key} {hits[key]} of {wanted[key]} ({hits[key] / wanted[key]:.1%})')


def bag(truth, found):
    a, b = Counter(TOKEN.findall(truth)), Counter(TOKEN.findall(found))
    both = sum((a & b).values())
    return both, sum(b.values()) - both, sum(a.values()) - both


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('program')
    parser.add_argument('kind', choices=['news', 'readability'])
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('--half', type=int)
    parser.add_argument('--list', type=int, default=0)
    options = parser.parse_args()
    {'news': score_news, 'readability': score_readability}[options.kind](
        options.program, options.folder, options)


if __name__ == '__main__':
    main()
