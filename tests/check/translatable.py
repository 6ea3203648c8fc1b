#!/usr/bin/python3
"""Checks that translators get every text: po/POTFILES names the files with translatable texts, all
of them, and none that is not there.

usage: translatable.py SOURCE_ROOT
"""
import pathlib
import re
import sys

MARKS = {'.c': re.compile(r'\b(?:N?_|C_|NC_|Q_|ngettext) ?\('),
         '.ui': re.compile(r'translatable="(?:yes|true|1)"')}


def main(root):
    root = pathlib.Path(root)
    listed = [line.strip() for line in (root / 'po' / 'POTFILES').read_text().splitlines()
              if line.strip() and not line.startswith('#')]
    marked = {str(path.relative_to(root)) for folder in ('app', 'ui')
              for path in (root / folder).rglob('*')
              if path.suffix in MARKS and MARKS[path.suffix].search(path.read_text('utf-8'))}
    checks = [
        ('every file with translatable texts is in po/POTFILES', sorted(marked - set(listed))),
        ('every file in po/POTFILES is there',
         [name for name in listed if not (root / name).exists()]),
        ('no file is in po/POTFILES twice',
         sorted({name for name in listed if listed.count(name) > 1})),
    ]
    print(f'1..{len(checks)}')
    for number, (title, faults) in enumerate(checks, 1):
        for fault in faults:
            print(f'# {fault}')
        print(f'{"not ok" if faults else "ok"} {number} - {title}')
    return 1 if any(faults for _, faults in checks) else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
