#!/usr/bin/python3
"""Writes the sets that other programs are to read, and what is in them, into a folder.

usage: write-sets.py OBELUS FOLDER
"""
import contextlib
import json
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'cli'))

import harness  # noqa: E402
from nasty import NASTY, PLAIN, fill, work  # noqa: E402

SETS = {'w3c.jsonld': ('w3c',), 'w3c-utf16.jsonld': ('w3c', '--utf16'), 'label-studio': ('label-studio',),
        'claimreview.jsonld': ('claimreview',)}


def main():
    folder = pathlib.Path(sys.argv[2])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with contextlib.closing(harness.Desk(str(pathlib.Path(sys.argv[1]).resolve()))) as desk:
        fill(desk)
        claim = next(row for row in desk.list('a.obelus', 'annotations') if row['attributes'].get('dispute'))
        desk.edit('a.obelus', {'op': 'update', 'id': claim['id'], 'attributes': {'verification': 'false'}})
        for name, (form, *options) in SETS.items():
            work(desk, 'export', 'a.obelus', '--format', form, *options, '--output', folder.resolve() / name)
        texts = {a['id']: {'nasty.txt': NASTY, 'plain.txt': PLAIN}[a['file_name']]
                 for a in desk.list('a.obelus', 'articles')}
        rows = [{'id': row['id'], 'label': row['label'], 'article': row['article'], 'note': row['note'],
                 'pieces': [texts[row['article']][start:end] for start, end in row['segments']],
                 'links': [[link['type'], link['to']] for link in row['links']]}
                for row in desk.list('a.obelus', 'annotations')]
        (folder / 'expected.json').write_text(json.dumps({'texts': texts, 'annotations': rows}))


main()
