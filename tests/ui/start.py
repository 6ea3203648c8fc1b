#!/usr/bin/python3
"""Scenarios: the start page, and opening what is and what is no project."""
import harness
from harness import (SAMPLE_ARTICLE, Window, check, check_equal, list_json, make_plain_project,
                     run_obelus, scenario, wait_for)


@scenario
def the_start_page_invites(folder):
    """The start page offers a new project, an existing one and the sample"""
    with Window() as window:
        for name in ('New Project…', 'Open…', 'Open Sample'):
            window.find('push button', name)
        window.quit()


@scenario
def the_sample_opens(folder):
    """The sample project opens from the start page with its article and annotations"""
    with Window() as window:
        window.press('Open Sample', 'push button')
        wait_for('the article', lambda: window.article_text()
                 == SAMPLE_ARTICLE.read_text(encoding='utf-8'))
        window.quit()


@scenario
def recent_projects_are_listed(folder):
    """A project that was open is on the start page the next time"""
    project = make_plain_project(folder)
    with Window(project) as window:
        window.article()
        window.quit()
    with Window() as window:
        window.find(name='plain', under=window.find('list box', 'Recent projects'))
        window.quit()


@scenario
def what_is_no_project_is_refused(folder):
    """A text called a project is refused with a sentence, and stays as it was"""
    fake = folder / 'fake.obelus'
    fake.write_text('This is a text.\n')
    with Window(fake) as window:
        window.wait_for_text('fake.obelus')
        window.quit()
    check_equal(fake.read_text(), 'This is a text.\n', 'the file')


@scenario
def a_busy_project_is_refused(folder):
    """A project that a window has open is refused to the command line, and opens afterwards"""
    project = make_plain_project(folder)
    with Window(project) as window:
        window.article()
        run_obelus('list', project, 'articles', status=1)
        window.quit()
    check_equal(len(list_json(project, 'articles')), 1, 'articles')


@scenario
def articles_open_in_a_new_project(folder):
    """Article files given on the command line open in a new project"""
    article = folder / 'ferry.txt'
    article.write_bytes(b'\xff\xfe' + 'The ferry\r\n\r\nNobody knows. \U0001f6a2\r\n'
                        .encode('utf-16-le'))
    with Window(article) as window:
        wait_for('the article', lambda: 'Nobody knows. \U0001f6a2' in window.article_text())
        check('\r' not in window.article_text(), 'line ends are one')
        window.quit()


if __name__ == '__main__':
    harness.main(__file__)
