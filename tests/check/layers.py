#!/usr/bin/python3
"""Holds the layers apart: what each folder of app/ may include.

usage: layers.py SOURCE_ROOT

Dependencies point one way.  The core (everything but editor, window and main.c) knows neither GTK
nor the folders above it; headers are named by their path from app/.
"""
import pathlib
import re
import sys

# What a folder may include besides itself.
MAY_INCLUDE = {
    'model': set(),
    'store': {'model'},
    'articles': {'model', 'store'},
    'reader': {'model', 'articles'},
    'formats': {'model', 'store', 'articles'},
    'share': {'model', 'store'},
    'analysis': {'model', 'store'},
    'report': {'model', 'store', 'formats', 'analysis'},
    'editor': {'model', 'store', 'articles', 'formats', 'share', 'analysis'},
    'window': {'model', 'store', 'articles', 'formats', 'share', 'analysis', 'report', 'editor'},
    'cli': {'model', 'store', 'articles', 'formats', 'share', 'analysis', 'report'},
    '': {'cli', 'window'},  # main.c
}
GENERATED = {'obelus-config.h', 'obelus-core-resources.h', 'obelus-ui-resources.h'}
WITH_WINDOW = {'editor', 'window', ''}
TOOLKIT = re.compile(r'^(gtk|gdk|gtksourceview|handy|libhandy|atk|X11)')
# Only what sets pages may draw.
DRAWING = re.compile(r'^(cairo|pango)')
WITH_PAGES = {'formats', 'report'}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def find_faults(app, folder):
    for path in sorted((app / folder if folder else app).glob('*.[ch]')):
        where = path.relative_to(app.parent)
        for bracket, header in INCLUDE.findall(path.read_text(encoding='utf-8')):
            if bracket == '<':
                if folder not in WITH_WINDOW and TOOLKIT.match(header):
                    yield f'{where} includes <{header}>'
                if folder not in WITH_WINDOW | WITH_PAGES and DRAWING.match(header):
                    yield f'{where} includes <{header}>'
                continue
            target = header.split('/')[0] if '/' in header else None
            if target is None:
                if header not in GENERATED:
                    yield f'{where} includes "{header}", which is not a path from app/'
            elif target not in MAY_INCLUDE:
                yield f'{where} includes "{header}" of an unknown folder'
            elif target != folder and target not in MAY_INCLUDE[folder]:
                yield f'{where} includes "{header}", which lies above it'
            elif not (app / header).exists():
                yield f'{where} includes "{header}", which does not exist'


def main(root):
    app = pathlib.Path(root) / 'app'
    folders = sorted(path.name for path in app.iterdir() if path.is_dir()) + ['']
    print(f'1..{len(folders) + 1}')
    all_fine = True
    unknown = [folder for folder in folders if folder not in MAY_INCLUDE]
    print(f'{"not ok" if unknown else "ok"} 1 - every folder of app has its place {unknown or ""}')
    all_fine &= not unknown
    for number, folder in enumerate(folders, 2):
        faults = list(find_faults(app, folder)) if folder in MAY_INCLUDE else []
        for fault in faults:
            print(f'# {fault}')
        print(f'{"not ok" if faults else "ok"} {number} - includes of app/{folder}')
        all_fine &= not faults
    return 0 if all_fine else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
