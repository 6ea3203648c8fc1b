#!/usr/bin/python3
"""Annotation sets under load: edits in, every format out, a set back in; time and peak memory of each.

usage: formats-bench.py OBELUS [N_ARTICLES [N_ANNOTATIONS]]
"""
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

SENTENCE = 'Mayor Ames said on Tuesday that "at least 90 people" had been on board, and he denied the rest. '


def measure(title, program, *arguments, stdin=None, stdout=subprocess.DEVNULL):
    begin = time.monotonic()
    process = subprocess.Popen([program, *map(str, arguments)], stdin=stdin, stdout=stdout)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f'{title} failed')
    print(f'{title:<34} {time.monotonic() - begin:7.2f} s {usage.ru_utime + usage.ru_stime:7.2f} s of the processor '
          f'{usage.ru_maxrss // 1024:6} MB', flush=True)


def write_articles(folder, n_articles):
    folder.mkdir()
    for number in range(n_articles):
        paragraphs = '\n\n'.join(f'{number}.{part} {SENTENCE * 6}' for part in range(10))
        (folder / f'{number}.txt').write_text(f'Article {number}\n\n{paragraphs}\n', encoding='utf-8')


def write_edits(path, n_articles, n_annotations):
    per_article = n_annotations // n_articles
    with open(path, 'w', encoding='utf-8') as out:
        def put(**edit):
            out.write(json.dumps(edit) + '\n')

        put(op='speaker', name='Mayor Ames', aliases=['Ames'], **{'as': '$s'})
        put(op='dispute', question='How many were on board?', positions=['86', 'at least 90'], **{'as': '$d'})
        for number in range(n_articles):
            for index in range(per_article):
                begin = 20 + index * 5500 // per_article
                name = f'${number}.{index}'
                if index % 4 == 0:
                    put(op='annotate', article=f'{number}.txt', label='speaker', segments=[[begin, begin + 10]],
                        attributes={'speaker': '$s'}, **{'as': name})
                else:
                    put(op='annotate', article=f'{number}.txt', label='claim', segments=[[begin, begin + 60]],
                        attributes={'dispute': '$d', 'stance': 'denies'}, note='n' if index % 7 == 0 else None,
                        **{'as': name})
                    put(op='link', **{'from': name, 'to': f'${number}.{index - index % 4}', 'type': 'said-by'})


def main(program, n_articles=1000, n_annotations=100000):
    with tempfile.TemporaryDirectory(prefix='obelus-bench-') as name:
        folder = pathlib.Path(name)
        os.environ['HOME'] = name
        a, b, articles = folder / 'a.obelus', folder / 'b.obelus', folder / 'articles'
        write_articles(articles, n_articles)
        write_edits(folder / 'edits', n_articles, n_annotations)
        measure('new', program, 'new', a, '--annotator', 'Anna')
        measure(f'import {n_articles} articles', program, 'import', a, *sorted(articles.iterdir()))
        with open(folder / 'edits', 'rb') as edits:
            measure(f'edit, {n_annotations} annotations', program, 'edit', a, stdin=edits)
        several = ('brat', 'uima-xmi', 'uima-json', 'tei', 'label-studio')
        for form in ('jsonl', 'csv', 'html', 'w3c', 'refi', 'brat', 'uima-xmi', 'uima-json', 'tei', 'doccano', 'prodigy',
                     'label-studio', 'conllu', 'dna', 'graphml'):
            path = folder / (f'{form}.zip' if form in several else f'set.{form}')
            measure(f'export {form}', program, 'export', a, '--format', form, '--output', path)
            print(f'{"":<34} {path.stat().st_size / 1e6:7.1f} MB written')
        measure('list annotations --json', program, 'list', a, 'annotations', '--json')
        measure('new', program, 'new', b, '--annotator', 'Anna')
        measure('import jsonl', program, 'import', b, folder / 'set.jsonl')
        measure('import jsonl again', program, 'import', b, folder / 'set.jsonl')
        for form in ('w3c', 'refi', 'brat', 'uima-xmi', 'uima-json', 'tei', 'doccano', 'prodigy', 'label-studio'):
            c = folder / f'{form}.obelus'
            subprocess.run([program, 'new', c, '--annotator', 'Anna'], check=True)
            measure(f'import {form}', program, 'import', c, folder / (f'{form}.zip' if form in several else f'set.{form}'))
        measure('check', program, 'check', b)
        measure('undo', program, 'undo', b)
        print(f'project {a.stat().st_size / 1e6:.1f} MB, imported {b.stat().st_size / 1e6:.1f} MB, '
              f'{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB at most')


if __name__ == '__main__':
    main(sys.argv[1], *map(int, sys.argv[2:]))
