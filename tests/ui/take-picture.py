#!/usr/bin/python3
"""Opens a project in a window and takes a picture of it, when all of it is drawn.

usage: with-display take-picture.py OBELUS PROJECT PICTURE [WORDS [KEY...]]

The caret is put into the WORDS of the article and the keys are pressed before, in xdotool's names
("ctrl+l", "Tab").
"""
import sys

import harness


def main(program, project, picture, words=None, *keys):
    harness.program = program
    with harness.Window(project) as window:
        window.maximise()
        harness.wait_for('the article', lambda: len(window.article_text()) > 0)
        window.focus(window.article())
        if words:
            window.put_caret(words)
        if keys:
            window.key(*keys)
        window.wait_until_drawn()
        window.take_picture(picture)
        window.quit()


if __name__ == '__main__':
    main(*sys.argv[1:])
