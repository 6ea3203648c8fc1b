#!/usr/bin/python3
"""Scenarios: the whole work by keyboard alone, with what a screen reader hears of it."""
import harness
from harness import (Window, check, check_equal, list_json, make_plain_project, make_sample_project,
                     run_obelus, scenario, texts_of, wait_for)

WORDS = 'no agreement was reached'


def labels(project):
    return {row['id']: row for row in list_json(project, 'labels')}


def listen():
    """What is announced from now on: a predicate on words."""
    import gi
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi, GLib
    heard = []
    listener = Atspi.EventListener.new(lambda event: heard.append(str(event.any_data)))
    check(listener.register('object:announcement'), 'announcements can be listened to')

    def hears(words):
        while GLib.MainContext.default().iteration(False):
            pass
        return any(words in message for message in heard)

    hears.heard = heard
    hears.listener = listener  # which must live
    return hears


def go_to_panel(window, name):
    """F6 until the keyboard is in the control of that name."""
    for _ in range(12):
        if getattr(window.focused(), 'name', None) == name:
            return
        before = window.focused()
        window.key('F6')
        wait_for('the keyboard elsewhere', lambda: window.focused() != before)
    check(False, f'F6 does not lead to {name}')


@scenario
def a_day_by_keyboard(folder):
    """An article is opened, tagged and filled in, the codebook changed, all undone and brought back"""
    project = make_plain_project(folder)
    hears = listen()
    with Window(project) as window:
        # To the words, by the find bar, and the words are a claim.
        go_to_panel(window, 'Article text')
        window.key('ctrl+f')
        wait_for('the find bar', lambda: window.focused().name == 'Find')
        window.type(WORDS)
        window.key('Return', 'Escape')
        wait_for('the keyboard in the text', lambda: window.focused().name == 'Article text')
        wait_for('the words', lambda: window.article().queryText().getNSelections() == 1)
        window.key('c')
        wait_for('the word on tagging', lambda: hears(f'Tagged “{WORDS}” as Claim'))

        # Who says it.
        window.key('Return')
        wait_for('the inspector', lambda: window.focused().name == 'Speaker')
        window.type('R.C. Hammond')
        window.key('Return', 'Escape')
        wait_for('the word on the new speaker', lambda: hears('New speaker “R.C. Hammond”'))
        wait_for('the keyboard in the text', lambda: window.focused().name == 'Article text')

        # The label is called otherwise.
        window.key('ctrl+k')
        wait_for('the codebook', lambda: window.is_there('list box', 'Labels of the codebook'))
        window.key('alt+n')
        wait_for('the name', lambda: window.focused().name == 'Name')
        window.key('ctrl+a')
        window.type('Assertion')
        window.key('Return')
        wait_for('the label in the tree', lambda: window.is_there('list item', 'Assertion'))
        window.key('Escape')
        wait_for('the window', lambda: not window.is_there('list box', 'Labels of the codebook'))
        wait_for('the keyboard in the text', lambda: window.focused().name == 'Article text')

        # What leaves and enters the annotation now calls it so.
        del hears.heard[:]
        window.key('ctrl+Home')
        wait_for('the word on leaving', lambda: hears('Out of Assertion'))
        window.key('ctrl+f')
        wait_for('the find bar', lambda: window.focused().name == 'Find')
        window.key('ctrl+a')
        window.type(WORDS)
        window.key('Return', 'Escape')
        wait_for('the keyboard in the text', lambda: window.focused().name == 'Article text')
        window.key('Left', 'Right')
        wait_for('the word on entering', lambda: hears('In Assertion'))

        # Undone one by one, and brought back to where it was by the history.
        window.key('ctrl+z')
        wait_for('the word on undoing', lambda: hears('Undone: Change label Claim'))
        wait_for('the label as before', lambda: 'Claim' in ' '.join(window.rows('Annotations')))
        window.key('ctrl+h')
        wait_for('the history', lambda: window.is_there(None, 'History'))
        wait_for('the keyboard in the history', lambda: 'Set Speaker' in (window.focused().name or ''))
        window.key('Down', 'Return')
        wait_for('a claim without speaker',
                 lambda: 'Hammond' not in ' '.join(window.rows('Annotations')))
        window.key('ctrl+h')
        wait_for('the keyboard in the history', lambda: 'Tag “' in (window.focused().name or ''))
        window.key('Home', 'Return')
        wait_for('all of it again',
                 lambda: 'Assertion · R.C. Hammond' in ' '.join(window.rows('Annotations')))
        window.quit()

    check_equal(labels(project)['claim']['name'], 'Assertion', 'the name of the label')
    claim = list_json(project, 'annotations')[0]
    check_equal((claim['text'], claim['speaker']), (WORDS, 'R.C. Hammond'), 'the claim')


@scenario
def the_disputes_page_announces(folder):
    """What is done on the Disputes page is said, and F6 goes round its panels"""
    project = make_sample_project(folder)
    run_obelus('edit', project, stdin='{"op":"dispute","question":"Was it planned?","positions":["yes"]}\n')
    hears = listen()
    with Window(project) as window:
        window.key('ctrl+2')
        row = wait_for('the dispute', lambda: window.find_all('list item', 'Was it planned?'))[0]
        seen = []
        for _ in range(8):
            window.key('F6')
            now = wait_for('the keyboard somewhere', window.focused)
            place = (now.getRoleName(), now.name)
            if place in seen:
                break
            seen.append(place)
        check(len(seen) >= 3, f'F6 comes to the panels ({seen})')
        row.queryComponent().grabFocus()
        window.key('Down', 'Up')
        entry = window.find('text', 'New position')
        window.focus(entry)
        window.type('no')
        window.key('Return')
        wait_for('the word on it', lambda: hears('position'))
        window.quit()

    check(any([position['text'] for position in dispute['positions']] == ['yes', 'no']
              for dispute in list_json(project, 'disputes')), 'the position is there')


@scenario
def a_label_is_split_by_keyboard(folder):
    """A label is split by keys alone: named, chosen by digits, undone"""
    project = make_plain_project(folder)
    run_obelus('edit', project, stdin='\n'.join(
        '{"op":"annotate","article":"%s","label":"note","segments":[[%u,%u]]}'
        % (list_json(project, 'articles')[0]['id'], start, start + 9) for start in (0, 20, 40)) + '\n')
    with Window(project) as window:
        window.focus(window.article())
        window.key('ctrl+k')
        tree = wait_for('the codebook', lambda: window.find_all('list box', 'Labels of the codebook'))[0]
        wait_for('the keyboard in the tree', lambda: window.is_there('list item', 'Note'))
        window.focus(window.find('list item', 'Note', under=tree))
        window.key('space')
        window.key('alt+s')
        wait_for('the dialog', lambda: window.focused().name == 'Name of new label 2')
        window.type('Reminder')
        window.focus(window.find(None, 'Annotations of the label'))
        window.key('1', '2', '2')
        wait_for('what goes', lambda: window.is_there('label', '2 annotations'))
        window.press('Split')
        wait_for('the new label', lambda: window.is_there('list item', 'Reminder'))
        window.key('Escape')
        window.quit()

    check_equal([row['label'] for row in list_json(project, 'annotations')],
                ['note', 'reminder', 'reminder'], 'the labels')
    run_obelus('undo', project)
    check_equal([row['label'] for row in list_json(project, 'annotations')], ['note'] * 3,
                'the labels after undo')


if __name__ == '__main__':
    harness.main(__file__)
