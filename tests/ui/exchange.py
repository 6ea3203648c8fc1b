#!/usr/bin/python3
"""Scenarios: articles in, annotation sets out."""
import json

import harness
from harness import (SAMPLE_ARTICLE, Window, check_equal, list_json, make_plain_project,
                     make_sample_project, run_obelus, scenario, wait_for)


def choose_file(window, path, button):
    """Answers the file chooser: a whole path in its entry, then its button."""
    chooser = window.find('file chooser')
    entry = wait_for('an entry for the name', lambda: [
        node for node in window.find_all('text', under=chooser) if window.is_focused(node)])[0]
    window.key('ctrl+a')
    window.type(str(path))
    wait_for('the path', lambda: entry.queryText().getText(0, -1) == str(path))
    window.press(button, 'push button', chooser)


@scenario
def export_by_keyboard(folder):
    """What the window exports is what the command line exports, and is imported again whole"""
    project = make_sample_project(folder)
    target = folder / 'exported.jsonl'
    with Window(project) as window:
        window.focus(window.article())
        window.key('ctrl+e')
        window.find('dialog', 'Export')
        window.key('alt+e')
        choose_file(window, target, 'Export')
        wait_for('the exported file', target.exists)
        wait_for('its last line', lambda: target.read_text(encoding='utf-8').endswith('\n'))
        window.quit()

    check_equal(target.read_text(encoding='utf-8'),
                run_obelus('export', project, '--format', 'jsonl'), 'the exported file')
    again = folder / 'again.obelus'
    run_obelus('new', again)
    run_obelus('import', again, target)

    def content(path):
        """The annotations without ids and times, which are each project's own."""
        own = ('id', 'article', 'origin', 'created', 'modified', 'links')
        return sorted(json.dumps([item['text'], item['segments'], item['label'], item['note'],
                                  item['speaker'], [link['type'] for link in item['links']],
                                  sorted(key for key in item if key not in own)])
                      for item in list_json(path, 'annotations'))

    check_equal(content(again), content(project), 'what was imported again')


@scenario
def add_articles_by_keyboard(folder):
    """Articles are added by keyboard, and the filter finds them"""
    project = make_plain_project(folder)
    article = folder / 'ferry.txt'
    article.write_text('The ferry\n\nNobody knows why the ferry turned.\n', encoding='utf-8')
    with Window(project) as window:
        window.focus(window.article())
        window.key('ctrl+i')
        window.find('file chooser')
        window.key('ctrl+l')
        choose_file(window, article, 'Add')
        wait_for('two articles', lambda: len(window.rows('Articles')) == 2)
        window.focus(window.find('text', 'Filter articles'))
        window.type('ferry')
        wait_for('one article', lambda: len(window.rows('Articles')) == 1)
        window.key('Return')
        wait_for('the ferry', lambda: 'Nobody knows why' in window.article_text())
        window.quit()
    check_equal([item['title'] for item in list_json(project, 'articles')][-1], 'The ferry',
                'the title')


@scenario
def many_articles_by_keyboard(folder):
    """Several files are shown first; the keyboard alone skips one and adds the others"""
    project = make_plain_project(folder)
    files = []
    for name in ('one', 'two', 'three'):
        files.append(folder / f'{name}.txt')
        files[-1].write_text(f'The {name}\n\nText number {name}.\n', encoding='utf-8')
    with Window(project, *files) as window:
        dialog = window.find('dialog', 'Add Articles')
        window.find('push button', 'Add 3 Articles', dialog)
        wait_for('the list', lambda: len(window.rows('What was found')) == 3)
        window.key('Down', 'space')
        window.find('push button', 'Add 2 Articles', dialog)
        window.key('Return')
        wait_for('three articles', lambda: len(window.rows('Articles')) == 3)
        window.quit()
    check_equal([item['title'] for item in list_json(project, 'articles')][-2:],
                ['The one', 'The three'], 'the titles')


@scenario
def what_is_no_text_is_refused(folder):
    """A file that is no text is refused with a sentence; a text beside it is opened"""
    binary = folder / 'picture.bin'
    binary.write_bytes(bytes(range(256)) * 40)
    with Window(SAMPLE_ARTICLE, binary) as window:
        dialog = window.find('dialog', 'Add Articles')
        window.wait_for_text('1 cannot be read', dialog)
        window.press('Add 1 Article', 'push button', dialog)
        wait_for('the article', lambda: window.article_text().startswith('Tillerson'))
        window.wait_for_text('picture.bin')
        window.quit()


if __name__ == '__main__':
    harness.main(__file__)
