#!/usr/bin/python3
"""The annotation of the sample article, told by its words; writes sample-edits.jsonl from it.

usage: sample-edits.py            writes sample-edits.jsonl beside this file
       sample-edits.py --check    says whether that file is what would be written (TAP)

What is quoted here is looked for in sample-article.txt, so that no offset is counted by hand: a
quotation that is not in the article, or is there more than once without saying which one is meant,
ends the program.
"""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ARTICLE = (HERE / 'sample-article.txt').read_text(encoding='utf-8')
TITLE = ARTICLE.split('\n', 1)[0]
EDITS = HERE / 'sample-edits.jsonl'

edits = []


def find(quoted, start=None):
    """Returns [start, end] of the quoted words in code points: the first ones from `start` on where
    that is given, else the only ones."""
    if start is None and ARTICLE.count(quoted) != 1:
        sys.exit(f'{ARTICLE.count(quoted)} times in the article: {quoted!r}')
    begin = ARTICLE.find(quoted, start or 0)
    if begin < 0:
        sys.exit(f'not in the article from {start} on: {quoted!r}')
    return [begin, begin + len(quoted)]


def add(op, known_as=None, **members):
    edits.append({'op': op, **members, **({'as': f'${known_as}'} if known_as else {})})


def speaker(name, kind, role=None, aliases=()):
    add('speaker', **{'name': name, 'kind': kind, **({'role': role} if role else {}),
                      **({'aliases': list(aliases)} if aliases else {})})


def dispute(question, kind, *positions):
    add('dispute', question=question, kind=kind, positions=list(positions))


def annotate(label, quoted, name=None, after=None, note=None, **attributes):
    """Marks the quoted words; a list of them becomes one annotation of several segments, each the
    first after the one before.  after: only words that stand once in the article, before these."""
    segments = []
    start = find(after)[1] if after else None
    for words in [quoted] if isinstance(quoted, str) else quoted:
        segments.append(find(words, start))
        start = segments[-1][1]
    add('annotate', name, article=TITLE, label=label, segments=segments,
        **({'attributes': attributes} if attributes else {}), **({'note': note} if note else {}))


def claim(quoted, name=None, after=None, note=None, said_by=None, **attributes):
    name = name or f'claim{len(edits)}'
    annotate('claim', quoted, name, after, note, **attributes)
    if said_by:
        link(name, said_by, 'said-by')


def quotation(quoted, said_by, mode='direct', after=None, name=None, note=None, **attributes):
    name = name or f'quotation{len(edits)}'
    annotate('quote', quoted, name, after, note, mode=mode, medium='speech', **attributes)
    link(name, said_by, 'said-by')


def mention(name, quoted, who, after=None, form='name', resolution='certain', note=None):
    annotate('speaker', quoted, name, after, note, speaker=who, form=form, resolution=resolution)


def link(source, target, kind):
    edits.append({'op': 'link', 'from': f'${source}', 'to': f'${target}', 'type': kind})


# --- who speaks -------------------------------------------------------------------------------

TILLERSON, LAVROV, PUTIN, TRUMP = 'Rex Tillerson', 'Sergei Lavrov', 'Vladimir Putin', 'Donald Trump'
HAMMOND, SAFRONKOV, HALEY = 'R.C. Hammond', 'Vladimir Safronkov', 'Nikki Haley'
JOHNSON, HOLLANDE, AUTHOR = 'Boris Johnson', 'Francois Hollande', 'Author of the article'
RUSSIA, USA, SYRIA = 'Russia', 'United States', 'Syrian government'
US_OFFICIALS, KREMLIN_SPOKESPERSON = 'US officials', 'Kremlin spokesperson'
KREMLIN_OFFICIALS = 'Kremlin officials'

speaker(TILLERSON, 'person', 'US Secretary of State', ['Tillerson', 'Secretary Tillerson'])
speaker(LAVROV, 'person', 'Foreign Minister of Russia', ['Lavrov', 'Mr Lavrov', 'FM Lavrov'])
speaker(PUTIN, 'person', 'President of Russia', ['Putin', 'President Vladimir Putin'])
speaker(TRUMP, 'person', 'President of the United States',
        ['Trump', 'Mr Trump', 'President Trump', 'President Donald Trump'])
speaker(HAMMOND, 'person', 'Spokesman of Rex Tillerson', ['Hammond'])
speaker(SAFRONKOV, 'person', 'Ambassador of Russia at the United Nations', ['Safronkov'])
speaker(HALEY, 'person', 'Ambassador of the United States at the United Nations', ['Haley'])
speaker(JOHNSON, 'person', 'UK Foreign Secretary', ['Johnson'])
speaker(HOLLANDE, 'person', 'President of France', ['Hollande', 'President Francois Hollande'])
speaker(RUSSIA, 'state', aliases=['Russian Federation', 'Moscow'])
speaker(USA, 'state', aliases=['US', 'U.S.', 'USA', 'Washington'])
speaker(SYRIA, 'organisation', aliases=['Assad regime', 'Syrian regime'])
speaker(US_OFFICIALS, 'unnamed', 'Officials, presumably of the United States')
speaker(KREMLIN_SPOKESPERSON, 'unnamed', 'Spokesperson of the President of Russia')
speaker(KREMLIN_OFFICIALS, 'unnamed', 'Officials of the Kremlin')
speaker(AUTHOR, 'author', 'Whoever wrote what the article says in its own voice')

# --- what is disputed -------------------------------------------------------------------------

DEATHS = 'How many died at Khan Sheikhoun?'
CULPRIT = 'Who carried out the attack on Khan Sheikhoun?'
KNOWLEDGE = 'Did Russia know of the attack beforehand?'
MEETING = 'Was the meeting of Tillerson and Putin planned?'
FIRST = 'Was it the first meeting of Tillerson and Putin?'
ASSAD = 'Does the United States demand that Assad step down?'
RELATIONS = 'How bad are relations between the United States and Russia?'

dispute(DEATHS, 'number', 'almost 90', 'more than 80', 'at least 86')
dispute(CULPRIT, 'responsibility', 'Syrian government forces', 'not the Syrian government')
dispute(KNOWLEDGE, 'responsibility', 'Russia knew or took part', 'Russia did not know')
dispute(MEETING, 'negation', 'not planned', 'planned')
dispute(FIRST, 'scope', 'not their first', 'first under President Trump')
dispute(ASSAD, 'negation', 'not demanded', 'demanded')
dispute(RELATIONS, 'wording', 'at a low', 'differences can be overcome')

# --- the article from top to bottom -----------------------------------------------------------

claim("US-Russia relations 'at low point'", speaker=TILLERSON, dispute=RELATIONS,
      position='at a low', stance='asserts', kind='event',
      note='The headline quotes words that the article itself does not contain.')
mention('tillerson1', 'Tillerson', TILLERSON, after='can not have this kind of relationship",')
quotation("The world's two foremost nuclear powers can not have this kind of relationship",
          'tillerson1', name='quotation-powers')
claim('two foremost nuclear powers can not have this kind of relationship', 'claim-powers',
      kind='norm', dispute=RELATIONS, position='at a low', stance='asserts')
link('quotation-powers', 'claim-powers', 'expresses')

mention('putin1', 'Putin', PUTIN, after='Tillerson said.\n\n')
claim('Russian Federation will appeal to the United Nations to investigate the chemical attack',
      said_by='putin1', kind='prediction')

mention('hammond', 'Tillerson spokesman R.C. Hammond', HAMMOND)
quotation('no agreement was reached', 'hammond', name='quotation-agreement')
claim('no agreement was reached', 'claim-agreement', polarity='-', kind='event', said_by='hammond')
link('quotation-agreement', 'claim-agreement', 'expresses')

mention('lavrov1', 'Lavrov', LAVROV, after='many common interests, ')
mention('he-investigation', 'He', LAVROV, after='from Sudan to Libya. ', form='pronoun',
        resolution='probable', note='The last person named is Lavrov.')
quotation('honest investigation', 'he-investigation', mode='mixed')
claim('evidence that showed the Assad regime was culpable', 'claim-not-convinced',
      said_by='he-investigation', dispute=CULPRIT, position='Syrian government forces',
      stance='doubts', kind='responsibility')
quotation('not convinced', 'he-investigation', mode='mixed')
annotate('note', ['uncertainty and mixed signals from president Donald Trump',
                  'any potentially tougher line emanating from Washington'],
         kind='framing', note='A judgement of the author, given as a fact and without a source.')

mention('lavrov2', 'Lavrov', LAVROV, after='emanating from Washington.\n\n')
claim('it would derail global efforts to combat the Islamic State group and other extremists in Syria',
      said_by='lavrov2', kind='prediction', certainty='probable')

mention('he-interests', 'He', LAVROV, after='other extremists in Syria.\n\n', form='pronoun',
        resolution='probable')
quotation("It's in our interests not to allow the Islamic State and (the al-Qaida branch in Syria) "
          'to hold court in Damascus', 'he-interests')

mention('safronkov', "Russia's U.N. Ambassador Vladimir Safronkov", SAFRONKOV)
claim('a resolution was unnecessary', said_by='safronkov', kind='norm')
claim('the Syrian government was responsible for the April 4 attack on Khan Sheikhoun',
      'claim-prejudged', said_by='safronkov', dispute=CULPRIT,
      position='Syrian government forces', stance='doubts', kind='responsibility',
      note='He says that the draft pre-judged it.')
annotate('disputed-fact', 'almost 90 people died', 'deaths-90', dispute=DEATHS,
         position='almost 90', stance='reports', type='number', verdict='compatible')
annotate('figure', 'almost 90', high=89, approximator='almost', unit='people',
         dispute=DEATHS)
mention('lavrov3', 'Lavrov', LAVROV, after='"He hasn\'t threatened us at all", ')
quotation("He hasn't threatened us at all", 'lavrov3',
          note='Who has not threatened is not said: Tillerson, it seems.')

mention('tillerson2', 'Tillerson', TILLERSON, after='Lavrov responded.\n\n')
quotation('low level of trust', 'tillerson2', mode='mixed', name='quotation-trust')
claim(['low level of trust', 'between the countries'], 'claim-trust', said_by='tillerson2',
      dispute=RELATIONS, position='at a low', stance='asserts', kind='event')
link('quotation-trust', 'claim-trust', 'expresses')

mention('lavrov4', 'Lavrov', LAVROV, after="his own Republican Party.\n\n")
claim('the ouster of autocratic rulers by external forces leads to chaos', said_by='lavrov4',
      kind='experience')

annotate('quote', "We'll see. We'll see the end result, which will be in a long period of time "
         "perhaps, but the end result is what's most important, not just talk, and I think that "
         "based on everything I'm hearing, things went pretty well", mode='direct',
         medium='speech', note='The article names no speaker. President Trump, by the wording.')

mention('us-officials', 'officials', US_OFFICIALS, after='against a Syrian airfield last week that ',
        form='role', resolution='probable')
claim('launched a chemical attack', 'claim-airfield', said_by='us-officials', dispute=CULPRIT,
      position='Syrian government forces', stance='asserts', kind='responsibility',
      certainty='probable')
annotate('disputed-fact', 'killed more than 80 civilians', 'deaths-civilians', dispute=DEATHS,
         position='more than 80', stance='reports', type='number', verdict='compatible',
         note='Civilians only: the other figures count all who died.')
annotate('figure', 'more than 80', low=81, approximator='more than', unit='civilians',
         dispute=DEATHS, after='a chemical attack that killed')

mention('he-downplays', 'He', LAVROV, after='civilians in northwest Syria.\n\n', form='pronoun',
        resolution='ambiguous', note='Lavrov or Putin: no person is named in the paragraph before.')
claim("differences between Moscow and Washington aren't insurmountable", 'claim-insurmountable',
      said_by='he-downplays', dispute=RELATIONS, position='differences can be overcome',
      stance='asserts', polarity='-', kind='prediction')
link('claim-insurmountable', 'claim-powers', 'contradicts')

mention('tillerson3', 'Tillerson', TILLERSON, after='Russian forces into this attack", ')
quotation("With respect to Russia's complicity or knowledge of the chemical-weapons attack, we have "
          'no firm information to indicate that there was any involvement by Russian forces into '
          'this attack', 'tillerson3', name='quotation-complicity')
claim('there was any involvement by Russian forces into this attack', 'claim-complicity',
      said_by='tillerson3', dispute=KNOWLEDGE, position='Russia knew or took part',
      stance='doubts', kind='responsibility', certainty='uncommitted')
link('quotation-complicity', 'claim-complicity', 'expresses')
mention('trump1', 'Trump', TRUMP, after='relationship with Russian Federation", said ')
quotation('We may be at an all-time low in terms of relationship with Russian Federation', 'trump1',
          name='quotation-low')
claim('at an all-time low', 'claim-low', said_by='trump1', dispute=RELATIONS, position='at a low',
      stance='asserts', certainty='possible', kind='event')
link('quotation-low', 'claim-low', 'expresses')

annotate('note', "Secretary Tillerson delivers an opening statement at a joint press availability "
         "with #Russia's FM Lavrov in #Moscow.", kind='boilerplate', note='Caption of a picture.')
annotate('note', 'Vladimir Putin holds a joint news conference with the president of Moldova on '
         'January 17.', kind='boilerplate', note='Caption of a picture, of another event.')

mention('lavrov5', 'Mr Lavrov', LAVROV)
claim('President Vladimir Putin is ready to return to implementing the memorandum of understanding '
      'on flight safety in Syria with the United States', said_by='lavrov5', kind='intent')

annotate('disputed-fact', 'killed at least 86 people on April 4', 'deaths-86', dispute=DEATHS,
         position='at least 86', stance='reports', type='number', verdict='compatible')
annotate('figure', 'at least 86', low=86, approximator='at least', unit='people',
         dispute=DEATHS)

annotate('disputed-fact', 'More than 80 people were killed', 'deaths-80', dispute=DEATHS,
         position='more than 80', stance='reports', type='number', verdict='compatible')
annotate('figure', 'More than 80', low=81, approximator='more than', unit='people',
         dispute=DEATHS)
mention('usa', 'the US', USA, after='people were killed in what ')
claim(['nerve gas attack that', "Syrian President Bashar Assad's forces undoubtedly carried out"],
      'claim-undoubtedly', said_by='usa', dispute=CULPRIT, position='Syrian government forces',
      stance='asserts', kind='responsibility', certainty='certain')
link('claim-airfield', 'claim-undoubtedly', 'supports')

mention('haley', 'USA ambassador to the United Nations Nikki Haley', HALEY)
claim(['Russian Federation said "no" to resolving the conflict in the country'], said_by='haley',
      kind='responsibility')

claim('Syrian forces could have launched the alleged attack without Russian Federation knowing '
      'about it', 'claim-without-knowing', speaker=TRUMP, dispute=KNOWLEDGE,
      position='Russia did not know', stance='doubts', kind='responsibility', certainty='possible',
      note='Asked by the BBC; the answer stands far below: "certainly possible" though "probably '
           'unlikely".')

mention('johnson', 'UK Foreign Secretary Boris Johnson', JOHNSON)
quotation('on the wrong side of the argument', 'johnson', mode='mixed')
mention('hollande', 'French President Francois Hollande', HOLLANDE)
quotation('bears a heavy responsibility', 'hollande', mode='mixed', name='quotation-heavy')
claim('it "bears a heavy responsibility" for continuing to protect Mr Assad and blocking a united '
      'global response', 'claim-heavy', said_by='hollande', kind='responsibility')
link('quotation-heavy', 'claim-heavy', 'expresses')

claim("the first between Putin and a top member of Trump's administration", 'claim-first',
      speaker=AUTHOR, dispute=FIRST, position='first under President Trump', stance='reports',
      certainty='probable', kind='event')

mention('he-mir', 'he', PUTIN, after='most likely has degraded", ', form='pronoun',
        resolution='probable', note='Who told Mir TV is not said.')
quotation('It can be said that the level of trust at the working level, especially at the military '
          'level, has not become better but most likely has degraded', 'he-mir',
          name='quotation-degraded')
claim('the level of trust at the working level, especially at the military level, has not become '
      'better but most likely has degraded', 'claim-degraded', said_by='he-mir',
      dispute=RELATIONS, position='at a low', stance='asserts', certainty='probable', kind='event')
link('quotation-degraded', 'claim-degraded', 'expresses')
link('claim-degraded', 'claim-trust', 'supports')
annotate('quote', "We don't know. Nobody has shown us anything", mode='direct', medium='speech',
         note='A second quotation in the paragraph, with nobody named as its speaker.')

annotate('disputed-fact', 'It was not the first meeting between the two men', dispute=FIRST,
         position='not their first', stance='asserts', type='scope', verdict='compatible',
         note='Compatible with "the first ... since the new American president took office".')

mention('kremlin-spokesperson', 'a Kremlin spokesperson', KREMLIN_SPOKESPERSON, form='role')
claim('the two ultimately did meet Wednesday', 'claim-did-meet', said_by='kremlin-spokesperson',
      kind='event')
annotate('disputed-fact', 'The surprise meeting', dispute=MEETING, position='not planned',
         stance='asserts', type='negation')
mention('kremlin-officials', 'Kremlin officials', KREMLIN_OFFICIALS, form='role')
claim("such a get-together was not on Putin's schedule", 'claim-schedule',
      said_by='kremlin-officials', dispute=MEETING, position='not planned',
      stance='asserts', kind='intent')
link('claim-did-meet', 'claim-schedule', 'answers')

mention('tillerson4', 'Tillerson', TILLERSON, after="on Putin's schedule.\n\n")
annotate('quote', 'he wants to understand why U.S. -Russia differences exist', 'quotation-wants',
         mode='indirect', medium='speech', speaker=TILLERSON)
annotate('note', 'U.S. -Russia', kind='garbled')

mention('trump2', 'Trump', TRUMP, after='The Wall Street Journal, ')
claim("his administration's policy was not to demand Assad step down", 'claim-step-down',
      said_by='trump2', dispute=ASSAD, position='not demanded', stance='asserts', polarity='-',
      kind='intent')
quotation('peaceful resolution to the conflict', 'trump2', mode='mixed')
annotate('note', "in some contrast to Tillerson's remarks in Moscow", kind='question',
         note='The article does not say what Tillerson remarked.')

mention('lavrov6', 'Lavrov', LAVROV, after='an unlawful attack against Syria", ')
quotation('We have seen very alarming actions recently with an unlawful attack against Syria',
          'lavrov6', name='quotation-unlawful')
claim('an unlawful attack against Syria', 'claim-unlawful', said_by='lavrov6', kind='norm')
link('quotation-unlawful', 'claim-unlawful', 'expresses')
annotate('figure', '59 Tomahawk missiles', low=59, high=59, unit='missiles')
mention('trump3', 'Mr Trump', TRUMP, after='for using chemical weapons. ')
annotate('quote', ['certainly possible', 'probably unlikely'], 'quotation-possible', mode='mixed',
         medium='speech')
link('quotation-possible', 'trump3', 'said-by')
link('quotation-possible', 'claim-without-knowing', 'expresses')

mention('it-denies', 'It', SYRIA, after='removing a foreign leader.\n\n', form='pronoun',
        resolution='ambiguous', note='Syria or Russia: what "It" means has been cut away.')
claim('it is responsible', 'claim-denied', said_by='it-denies', dispute=CULPRIT,
      position='Syrian government forces', stance='denies', kind='responsibility')
link('claim-denied', 'claim-undoubtedly', 'contradicts')

annotate('note', '• Leroy Wright', kind='boilerplate', note='Left over from the page.')


def main(arguments):
    lines = ''.join(json.dumps(edit, ensure_ascii=False) + '\n' for edit in edits)
    if arguments == ['--check']:
        same = EDITS.exists() and EDITS.read_text(encoding='utf-8') == lines
        used = {edit['label'] for edit in edits if edit['op'] == 'annotate'}
        labels = {'claim', 'speaker', 'disputed-fact', 'quote', 'figure', 'note'}
        print('1..2')
        print(f'{"ok" if same else "not ok"} 1 - sample-edits.jsonl is what sample-edits.py says')
        print(f'{"ok" if used == labels else "not ok"} 2 - every label of the default codebook is used')
        return 0 if same and used == labels else 1
    EDITS.write_text(lines, encoding='utf-8')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
