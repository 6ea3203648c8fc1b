#!/usr/bin/python3
"""What other programs saved after reading our sets changes nothing when it comes back.

usage: read-back.py OBELUS FOLDER
"""
import contextlib
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'cli'))

import harness  # noqa: E402
from nasty import work  # noqa: E402


def main():
    folder = pathlib.Path(sys.argv[2]).resolve()
    with contextlib.closing(harness.Desk(str(pathlib.Path(sys.argv[1]).resolve()))) as desk:
        desk.must('new', 'b.obelus', '--annotator', 'Anna')
        work(desk, 'import', 'b.obelus', folder / 'w3c.jsonld')
        before = desk.list('b.obelus', 'annotations')
        saved = sorted(folder.glob('recogito-*.json')) + sorted(folder.glob('label-studio-saved-*.json'))
        assert len(saved) == 4, saved
        for path in saved:
            done = work(desk, 'import', 'b.obelus', path)
            assert {line.split('\t')[0] for line in done.out.splitlines()} == {'unchanged'}, (path, done.out)
        assert desk.list('b.obelus', 'annotations') == before
    print(f'{len(saved)} sets came back unchanged')


main()
