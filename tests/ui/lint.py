"""Looks over an accessible tree for what a screen reader or a shaky hand would stumble on."""
import pyatspi

# Controls that say nothing without a name.
NEED_NAME = {
    pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_CHECK_BOX,
    pyatspi.ROLE_RADIO_BUTTON, pyatspi.ROLE_MENU_ITEM, pyatspi.ROLE_CHECK_MENU_ITEM,
    pyatspi.ROLE_RADIO_MENU_ITEM, pyatspi.ROLE_COMBO_BOX, pyatspi.ROLE_ENTRY,
    pyatspi.ROLE_PASSWORD_TEXT, pyatspi.ROLE_TEXT, pyatspi.ROLE_SPIN_BUTTON, pyatspi.ROLE_SLIDER,
    pyatspi.ROLE_TABLE, pyatspi.ROLE_TREE, pyatspi.ROLE_TREE_TABLE, pyatspi.ROLE_LIST_BOX,
    pyatspi.ROLE_LIST, pyatspi.ROLE_LIST_ITEM, pyatspi.ROLE_FRAME, pyatspi.ROLE_DIALOG,
    pyatspi.ROLE_ALERT, pyatspi.ROLE_PAGE_TAB, pyatspi.ROLE_LINK, pyatspi.ROLE_PROGRESS_BAR,
    pyatspi.ROLE_LEVEL_BAR,
}
BUTTONS = {pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_CHECK_BOX,
           pyatspi.ROLE_RADIO_BUTTON}
NO_ROLE = {pyatspi.ROLE_UNKNOWN, pyatspi.ROLE_INVALID, pyatspi.ROLE_REDUNDANT_OBJECT}
CONTAINERS = {pyatspi.ROLE_FILLER, pyatspi.ROLE_PANEL, pyatspi.ROLE_UNKNOWN}
# A cell is pressed as a part of its row.
NO_TARGETS = {pyatspi.ROLE_FRAME, pyatspi.ROLE_DIALOG, pyatspi.ROLE_ALERT, pyatspi.ROLE_WINDOW,
              pyatspi.ROLE_TABLE_CELL}
# WCAG 2.2, target size (minimum), in CSS pixels.
LEAST_TARGET = 24


def is_labelled(node):
    return any(relation.getRelationType() == pyatspi.RELATION_LABELLED_BY
               for relation in node.getRelationSet())


def gather_text(node):
    """A list item or a link may say its words through the labels in it."""
    if (node.name or '').strip():
        return node.name
    return ' '.join(gather_text(node.getChildAtIndex(index))
                    for index in range(min(node.childCount, 20))).strip()


def find_faults_of(node, states, role):
    if role in NEED_NAME and not (node.name or '').strip() and not is_labelled(node):
        if role not in (pyatspi.ROLE_LIST_ITEM, pyatspi.ROLE_LINK) or not gather_text(node):
            yield 'has no name'
    if role in NO_ROLE:
        yield 'has no role'
    if not states.contains(pyatspi.STATE_SENSITIVE):
        return
    focusable = states.contains(pyatspi.STATE_FOCUSABLE)
    if role in CONTAINERS and focusable:
        yield 'takes the keyboard without a role that says why'
    if role in BUTTONS:
        if not focusable:
            yield 'cannot be reached by keyboard'
        try:
            if node.queryAction().nActions == 0:
                yield 'has no action'
        except NotImplementedError:
            yield 'has no action'
    if focusable and role not in NO_TARGETS:
        try:
            size = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        except NotImplementedError:
            return
        if size.width < LEAST_TARGET or size.height < LEAST_TARGET:
            yield f'is a target of {size.width} by {size.height} pixels'


def find_faults(node, path=()):
    """Every fault of what is showing under the node, with the way to it."""
    if node is None:
        return
    states = node.getState()
    role = node.getRole()
    here = (*path, f'{node.getRoleName()} [{node.name}]')
    if path and not states.contains(pyatspi.STATE_SHOWING):
        return
    for fault in find_faults_of(node, states, role) if path else ():
        yield f'{" > ".join(here[-4:])} {fault}'
    for index in range(min(node.childCount, 100)):
        yield from find_faults(node.getChildAtIndex(index), here)
