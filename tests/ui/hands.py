#!/usr/bin/python3
"""Scenarios: what hands do all day: everything by keys, and annotations dragged by the pointer."""
import subprocess
import time

import harness
from harness import (PATIENCE, Window, check, check_equal, list_json, make_plain_project,
                     run_obelus, scenario, wait_for)

CLAIM = 'no agreement was reached'
SPEAKER = 'Tillerson spokesman R.C. Hammond'


def edit(project, *lines):
    run_obelus('edit', project, stdin='\n'.join(lines) + '\n')


def count_annotations(window):
    return len(window.rows('Annotations'))


def tag(window, key, words):
    before = count_annotations(window)
    window.select_words(words)
    window.key(key)
    wait_for(f'one annotation more after {key}', lambda: count_annotations(window) == before + 1)


# --- the pointer ---------------------------------------------------------------------------------

def middle(node):
    import pyatspi
    box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    return box.x + box.width // 2, box.y + box.height // 2


def place_of_words(window, words, inside=3):
    """Where a character of the article is on the screen."""
    import pyatspi
    text = window.article().queryText()
    offset = text.getText(0, -1).find(words)
    check(offset >= 0, f'{words!r} is not in the article')
    x, y, width, height = text.getCharacterExtents(offset + inside, pyatspi.DESKTOP_COORDS)
    return x + width // 2, y + height // 2


def pointer(*arguments):
    subprocess.run(['xdotool', *[str(argument) for argument in arguments]], check=True,
                   timeout=PATIENCE)


def move(start, end, steps=6):
    """Moves in steps, as a hand does, and as a drag needs."""
    for step in range(1, steps + 1):
        pointer('mousemove', start[0] + (end[0] - start[0]) * step // steps,
                start[1] + (end[1] - start[1]) * step // steps)
        time.sleep(0.03)


def lift(place, *modifiers):
    pointer('mousemove', *place)
    for modifier in modifiers:
        pointer('keydown', modifier)
    pointer('mousedown', 1)
    # Once the drag is under way, the modifiers would say what kind of one it is.
    move(place, (place[0] + 30, place[1] + 6))
    for modifier in modifiers:
        pointer('keyup', modifier)
    return place[0] + 30, place[1] + 6


def let_fall(start, end):
    move(start, end)
    pointer('mousemove', end[0] + 1, end[1])
    time.sleep(0.1)
    pointer('mouseup', 1)


@scenario
def drag_words_onto_words(folder):
    """Words that are dragged with Ctrl onto a speaker mention are said by it, in one step"""
    project = make_plain_project(folder)
    with Window(project) as window:
        window.maximise()
        tag(window, 's', SPEAKER)
        tag(window, 'c', CLAIM)
        window.wait_until_drawn()
        start = lift(place_of_words(window, CLAIM), 'ctrl')
        let_fall(start, place_of_words(window, SPEAKER))
        window.wait_for_text('is said by')
        window.quit()

    claim = next(item for item in list_json(project, 'annotations') if item['label'] == 'claim')
    check_equal([link['type'] for link in claim['links']], ['said-by'], 'the links of the claim')
    run_obelus('undo', project)
    claim = next(item for item in list_json(project, 'annotations') if item['label'] == 'claim')
    check_equal(claim['links'], [], 'the links after one undo')


@scenario
def drag_onto_a_dispute_of_the_other_page(folder):
    """Held over the page switch, a dragged annotation brings the disputes up, and falls onto one"""
    project = make_plain_project(folder)
    edit(project, '{"op":"dispute","question":"Was there an agreement?","positions":["no","yes"]}')
    with Window(project) as window:
        window.maximise()
        tag(window, 'c', CLAIM)
        window.wait_until_drawn()
        switch = middle(window.find('toggle button', 'Disputes'))
        start = lift(place_of_words(window, CLAIM), 'ctrl')
        move(start, switch)
        row = wait_for('the dispute', lambda: window.find_all(
            'list item', 'Was there an agreement?'))[0]
        window.wait_until_drawn()
        let_fall(switch, middle(row))
        wait_for('the claim on the board', lambda: window.find_all(
            'list item', lambda name: CLAIM in name))
        window.quit()

    claim = list_json(project, 'annotations')[0]
    check_equal(claim['attributes'].get('dispute'), list_json(project, 'disputes')[0]['id'],
                'the dispute of the claim')


# --- keys ----------------------------------------------------------------------------------------

# Thirteen key presses; at 0.28 seconds for a key of an average typist who does not look for it (Card,
# Moran and Newell 1980, The Keystroke-Level Model) 3.6 seconds.  They are typed ahead here, faster than
# anybody can, so that none may get lost on the way from one place to the next.
CLAIM_SPEAKER_DISPUTE = ['space', 'space', 'c',         # the sentence at the caret is a claim
                         'p', 'h', 'a', 'm', 'Return',  # that Hammond makes
                         'u', 'w', 'a', 's', 'Return']  # on what was agreed


@scenario
def claim_speaker_and_dispute_by_keys(folder):
    """A claim, who says it and what it is about: tagged in thirteen key presses, without the mouse"""
    project = make_plain_project(folder)
    edit(project, '{"op":"speaker","name":"Rex Tillerson"}', '{"op":"speaker","name":"R.C. Hammond"}',
         '{"op":"dispute","question":"How many died?","positions":["86","90"]}',
         '{"op":"dispute","question":"Was there an agreement?","positions":["no","yes"]}')
    with Window(project) as window:
        window.put_caret(CLAIM, 3)
        window.key(*CLAIM_SPEAKER_DISPUTE)
        window.wait_for_text('Set Dispute to “Was there an agreement?”')
        wait_for('the keyboard in the text', lambda: window.focused().name == 'Article text')
        window.quit()

    claim = list_json(project, 'annotations')[0]
    check(CLAIM in claim['text'], 'the words of the claim')
    check_equal((claim['label'], claim['speaker']), ('claim', 'R.C. Hammond'), 'the claim')
    check_equal(claim['attributes'].get('dispute'), list_json(project, 'disputes')[1]['id'],
                'the dispute of the claim')


if __name__ == '__main__':
    harness.main(__file__)
