#!/usr/bin/python3
"""Scenarios: what a screen reader and a keyboard find in the window."""
import os

import harness
from harness import Window, check, check_equal, make_sample_project, scenario, wait_for


def check_tree(window, where):
    from lint import find_faults
    window.wait_until_drawn()
    faults = list(find_faults(window.application))
    check_equal(faults, [], f'what is wrong {where}')


@scenario
def the_start_page_is_accessible(folder):
    """Everything on the start page has name, role and size"""
    with Window() as window:
        check_tree(window, 'on the start page')
        window.quit()


@scenario
def the_window_is_accessible(folder):
    """Everything in the window has name, role and size, also with an annotation in the inspector"""
    project = make_sample_project(folder)
    with Window(project) as window:
        for role, name in (('text', 'Article text'), (None, 'Articles'), (None, 'Annotations'),
                           (None, 'Labels'), (None, 'Inspector'), (None, 'Filter articles')):
            window.find(role, name)
        check_equal(window.frame.name.split(' ')[-1], 'Obelus', 'the name of the window')
        window.put_caret('almost 90 people died', 15)
        wait_for('the inspector', lambda: window.is_there('text', 'Dispute'))
        check_tree(window, 'in the window')
        window.quit()


@scenario
def the_text_says_its_labels(folder):
    """A screen reader hears which labels words have, and no hidden one"""
    project = make_sample_project(folder)
    with Window(project) as window:
        text = window.article().queryText()
        offset = window.article_text().find('almost 90 people died') + 15

        def labels():
            attributes, start, end = text.getAttributeRun(offset)
            check(start <= offset < end, f'the run {start}-{end} holds {offset}')
            return [item.split(':', 1)[1] for item in attributes if item.startswith('labels:')]

        wait_for('the label of the words', lambda: 'Disputed fact' in ' '.join(labels()))
        window.put_caret('almost 90 people died', 15)
        window.key('h')
        wait_for('the bare text', lambda: labels() == [])
        window.wait_for_text('Annotations hidden')
        window.key('h')
        wait_for('the label again', lambda: 'Disputed fact' in ' '.join(labels()))
        window.key('ctrl+shift+d')
        wait_for('the chip', lambda: window.is_there('list item', 'Disputed fact, hidden'))
        if os.environ.get('OBELUS_TEST_PICTURES'):
            window.take_picture(os.environ['OBELUS_TEST_PICTURES'] + '/hidden.png')
        window.quit()


@scenario
def the_text_announces(folder):
    """A screen reader hears what an annotation is when the caret enters and leaves it, and each tagging"""
    import gi
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi, GLib
    project = make_sample_project(folder)
    heard = []
    listener = Atspi.EventListener.new(lambda event: heard.append(str(event.any_data)))
    check(listener.register('object:announcement'), 'announcements can be listened to')

    def hears(words):
        while GLib.MainContext.default().iteration(False):
            pass
        return any(words in message for message in heard)

    with Window(project) as window:
        window.put_caret('almost 90 people died', 15)
        wait_for('the word on entering', lambda: hears('In Disputed fact'))
        del heard[:]
        window.put_caret('deplored the', 2)
        wait_for('the word on leaving', lambda: hears('Out of Disputed fact'))
        window.key('n')
        wait_for('the word on tagging', lambda: hears('Tagged “deplored” as Note'))
        window.quit()


@scenario
def dialogs_are_accessible(folder):
    """Everything in the dialogs and popovers has name, role and size"""
    project = make_sample_project(folder)
    with Window(project) as window:
        for key, what in (('ctrl+e', 'in the export dialog'), ('ctrl+k', 'in the codebook'),
                          ('ctrl+h', 'in the history'), ('F10', 'in the menu'),
                          ('t', 'in the palette of labels'), ('ctrl+f', 'in the find bar')):
            window.focus(window.article())
            before = len(window.find_all())
            window.key(key)
            wait_for(f'what {key} opens', lambda: len(window.find_all()) > before)
            check_tree(window, what)
            window.key('Escape')
            wait_for(f'what was there before {key}', lambda: len(window.find_all()) == before)
        window.quit()


@scenario
def the_split_dialog_is_accessible(folder):
    """Everything in the dialog that splits a label has name, role and size"""
    project = make_sample_project(folder)
    with Window(project) as window:
        window.focus(window.article())
        window.key('ctrl+k')
        wait_for('the codebook', lambda: window.is_there('list box', 'Labels of the codebook'))
        window.key('alt+s')
        wait_for('the dialog', lambda: window.is_there(None, 'By query'))
        check_tree(window, 'in the dialog')
        window.key('Escape')
        wait_for('the codebook alone', lambda: not window.is_there(None, 'By query'))
        window.key('Escape')
        wait_for('the window alone',
                 lambda: not window.is_there('list box', 'Labels of the codebook'))
        window.quit()


@scenario
def every_panel_is_reached_by_key(folder):
    """F6 goes round the panels and comes back"""
    project = make_sample_project(folder)
    with Window(project) as window:
        window.focus(window.article())
        seen = []
        for _ in range(12):
            window.key('F6')
            now = wait_for('the keyboard somewhere', window.focused)
            seen.append((now.getRoleName(), now.name))
            if seen[-1] == ('text', 'Article text'):
                break
        check_equal(seen[-1], ('text', 'Article text'), f'where F6 ends ({seen})')
        window.quit()


if __name__ == '__main__':
    harness.main(__file__)
