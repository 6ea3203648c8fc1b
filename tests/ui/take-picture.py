#!/usr/bin/python3
"""Opens a project in a window and takes a picture of it, when all of it is drawn.

usage: with-display take-picture.py OBELUS PROJECT PICTURE [KEY...]

The keys are pressed before, in xdotool's names ("ctrl+Home", "Tab").
"""
import sys

import harness


def main(program, project, picture, *keys):
    harness.program = program
    with harness.Window(project) as window:
        window.maximise()
        harness.wait_for('the article', lambda: len(window.article_text()) > 0)
        window.focus(window.article())
        if keys:
            window.key(*keys)
        window.wait_until_drawn()
        window.take_picture(picture)
        window.quit()


if __name__ == '__main__':
    main(*sys.argv[1:])
