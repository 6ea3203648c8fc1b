#!/usr/bin/python3
"""Scenarios: marking an article and saying what is known, by keyboard alone."""
import harness
from harness import (Window, check, check_equal, list_json, make_plain_project,
                     make_sample_project, run_obelus, scenario, texts_of, wait_for)

# Key, label, words of the sample article.
TAGS = [
    ('c', 'claim', 'no agreement was reached'),
    ('s', 'speaker', 'Tillerson spokesman R.C. Hammond'),
    ('d', 'disputed-fact', 'almost 90 people died'),
    ('q', 'quote', "We don't know. Nobody has shown us anything"),
    ('f', 'figure', 'at least 86'),
    ('n', 'note', 'Leroy Wright'),
]


def count_annotations(window):
    return len(window.rows('Annotations'))


def list_content(project):
    """The annotations without the time of the last change, which undoing is."""
    return [{**item, 'modified': None} for item in list_json(project, 'annotations')]


def tag(window, key, words):
    before = count_annotations(window)
    window.select_words(words)
    window.key(key)
    wait_for(f'one annotation more after {key}',
             lambda: count_annotations(window) == before + 1)


@scenario
def tag_with_every_label(folder):
    """Every default label is put on words with its key, and is there when the window has closed"""
    project = make_plain_project(folder)
    with Window(project) as window:
        for key, _, words in TAGS:
            tag(window, key, words)
        window.quit()

    found = {(item['label'], item['text'], item['annotator'])
             for item in list_json(project, 'annotations')}
    check_equal(found, {(label, words, 'Anna') for _, label, words in TAGS}, 'what is tagged')


@scenario
def fill_in_the_inspector(folder):
    """Speaker, dispute, position, stance and note are filled in by keyboard; new names are created"""
    project = make_plain_project(folder)
    with Window(project) as window:
        tag(window, 'd', 'almost 90 people died')
        window.key('Return')
        wait_for('the keyboard in the inspector',
                 lambda: window.focused() is not None and window.focused().name == 'Dispute')
        window.type('How many died at Khan Sheikhoun?')
        window.key('Return')
        wait_for('the keyboard in the next field', lambda: window.focused().name == 'Position')
        window.type('almost 90')
        window.key('Return')
        # A closed combo box reports no focus of its own; that it has the keyboard shows in its value.
        wait_for('the keyboard in the field after',
                 lambda: getattr(window.focused(), 'name', '') != 'Position')
        window.key('Down')
        wait_for('the next stance',
                 lambda: 'Denies' in texts_of(window.find('combo box', 'Stance')))
        window.key('Escape')
        wait_for('the keyboard in the text', lambda: window.focused().name == 'Article text')

        tag(window, 'c', 'no agreement was reached')
        window.key('Return')
        wait_for('the keyboard in the inspector', lambda: window.focused().name == 'Speaker')
        window.type('R.C. Hammond')
        window.key('Return')
        wait_for('the keyboard in the next field', lambda: window.focused().name == 'Dispute')
        window.key('Escape')
        wait_for('the keyboard in the text', lambda: window.focused().name == 'Article text')
        window.quit()

    by_label = {item['label']: item for item in list_json(project, 'annotations')}
    fact = by_label['disputed-fact']['attributes']
    dispute = list_json(project, 'disputes')[0]
    check_equal(dispute['question'], 'How many died at Khan Sheikhoun?', 'the question')
    check_equal([position['text'] for position in dispute['positions']], ['almost 90'],
                'the positions')
    check_equal((fact['dispute'], fact['position'], fact['stance']),
                (dispute['id'], dispute['positions'][0]['id'], 'denies'), 'what is filled in')
    check_equal(by_label['claim']['speaker'], 'R.C. Hammond', 'the speaker')
    check_equal([item['name'] for item in list_json(project, 'speakers')], ['R.C. Hammond'],
                'the speakers')


@scenario
def undo_to_the_beginning(folder):
    """Everything can be undone, back to the empty project, and redone"""
    project = make_sample_project(folder)
    whole = list_content(project)
    with Window(project) as window:
        wait_for('the annotations', lambda: count_annotations(window) == len(whole))
        tag(window, 'n', 'In Washington, at a news conference')
        tag(window, 'n', 'It was not the first meeting')
        window.key('ctrl+z')
        wait_for('one annotation less', lambda: count_annotations(window) == len(whole) + 1)
        window.key('ctrl+z')
        wait_for('what was there before', lambda: count_annotations(window) == len(whole))
        window.key('ctrl+z')
        wait_for('an article without annotations', lambda: count_annotations(window) == 0)
        window.key('ctrl+z')
        wait_for('a project without articles', lambda: window.rows('Articles') == [])
        window.key('ctrl+shift+z', 'ctrl+shift+z', 'ctrl+shift+z')
        wait_for('everything but the last tag',
                 lambda: count_annotations(window) == len(whole) + 1)
        window.quit()

    # The undone step can still be redone after closing, and undone again.
    run_obelus('redo', project)
    check_equal(len(list_json(project, 'annotations')), len(whole) + 2, 'annotations after redo')
    run_obelus('undo', project, 2)
    check_equal(list_content(project), whole, 'the annotations')


@scenario
def close_and_open_again(folder):
    """What is done is saved as it happens: killed, the program loses none of it"""
    project = make_plain_project(folder)
    with Window(project) as window:
        tag(window, 'c', 'no agreement was reached')
        tag(window, 'q', "honest investigation")
        window.kill()
    with Window(project) as window:
        wait_for('both annotations', lambda: count_annotations(window) == 2)
        window.key('ctrl+z')
        wait_for('one annotation less', lambda: count_annotations(window) == 1)
        window.quit()
    run_obelus('check', project)
    check_equal([item['text'] for item in list_json(project, 'annotations')],
                ['no agreement was reached'], 'what is left')


@scenario
def the_caret_shows_the_annotation(folder):
    """List, inspector and editor follow each other"""
    project = make_sample_project(folder)
    with Window(project) as window:
        window.put_caret('almost 90 people died', 15)
        dispute = wait_for('the dispute in the inspector', lambda: [
            node for node in window.find_all('text', 'Dispute')
            if 'Khan Sheikhoun' in node.queryText().getText(0, -1)])
        check(dispute, 'the dispute')
        window.quit()


if __name__ == '__main__':
    harness.main(__file__)
