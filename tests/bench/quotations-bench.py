#!/usr/bin/python3
"""Scores suggested quotations against the PolNeAR corpus, which is not part of Obelus.

usage: quotations-bench.py OBELUS CORPUS [--part train|dev] [--rules] [--lemmas]

CORPUS is a clone of github.com/networkdynamics/PolNeAR.  A suggestion is right when its content and
that of an attribution have an intersection over union, in characters, of one half or more; each is
matched once, the best pairs first.  A quotation is direct when its content begins with a quotation
mark.  A speaker is right when the two sources share a character;
its precision is that of the suggestions that have a speaker.  Of articles with several annotators
the first one's attributions count.
"""
import argparse
import collections
import os
import pathlib
import re
import resource
import subprocess
import sys
import time

MARKS = '"“„«\''


def read_attributions(path):
    spans = {}
    events = []
    for line in path.read_text(encoding='utf-8').split('\n'):
        if re.match(r'T\d+\t', line):
            name, rest = line.split('\t')[:2]
            _, segments = rest.split(' ', 1)
            spans[name] = [tuple(map(int, s.split())) for s in segments.split(';')]
        elif re.match(r'E\d+\t', line):
            events.append(line.split('\t')[1].split())
    found = []
    for event in events:
        parts = collections.defaultdict(list)
        for argument in event:
            role, name = argument.split(':')
            parts[re.sub(r'\d+$', '', role)] += spans.get(name, [])
        if parts['Content']:
            found.append((parts['Content'], parts['Source'], parts['Cue']))
    return found


def read_spans(column):
    return [tuple(map(int, s.split('-'))) for s in column.split(';')] if column else []


def suggest(program, path):
    out = subprocess.run([program, 'suggest', '--tsv', str(path)], check=True, capture_output=True,
                         text=True, encoding='utf-8').stdout
    for line in out.splitlines():
        content, source, cue, rule, tier = line.split('\t')[:5]
        yield read_spans(content), read_spans(source), read_spans(cue), rule, tier


def characters(spans):
    return {i for start, end in spans for i in range(start, end)}


def is_direct(text, spans):
    start = min(spans)[0]
    return text[start] in MARKS


def match(gold, guesses):
    """Pairs of indices with an IoU of one half or more, the best first, each index once."""
    golds = [characters(g[0]) for g in gold]
    pairs = []
    for k, guess in enumerate(guesses):
        mine = characters(guess[0])
        for i, theirs in enumerate(golds):
            both = len(mine & theirs)
            if both and both / len(mine | theirs) >= 0.5:
                pairs.append((both / len(mine | theirs), i, k))
    taken_i, taken_k, result = set(), set(), {}
    for _, i, k in sorted(pairs, reverse=True):
        if i not in taken_i and k not in taken_k:
            taken_i.add(i)
            taken_k.add(k)
            result[k] = i
    return result


class Count:
    def __init__(self):
        self.gold = self.found = self.guessed = self.right = self.named = self.spoken = 0

    def __str__(self):
        p = self.right / self.guessed if self.guessed else 0
        r = self.found / self.gold if self.gold else 0
        f = 2 * p * r / (p + r) if p + r else 0
        s = self.spoken / self.named if self.named else 0
        return (f'precision {p:.3f}  recall {r:.3f}  F1 {f:.3f}  content with speaker {s:.3f}'
                f'  ({self.right} right of {self.guessed} suggested, {self.found} of {self.gold} found)')


def score(articles):
    total = collections.defaultdict(Count)
    rules = collections.defaultdict(lambda: [0, 0])
    for text, gold, guesses in articles:
        pairs = match(gold, guesses)
        found = set(pairs.values())
        for i, g in enumerate(gold):
            for name in ('all', 'direct' if is_direct(text, g[0]) else 'indirect'):
                total[name].gold += 1
                total[name].found += i in found
        for k, (content, source, cue, rule, tier) in enumerate(guesses):
            right = k in pairs
            spoken = right and bool(characters(source) & characters(gold[pairs[k]][1]))
            kind = 'direct' if is_direct(text, content) else 'indirect'
            for name in ('all', kind, 'tier ' + tier):
                total[name].guessed += 1
                total[name].right += right
                total[name].named += bool(source)
                total[name].spoken += spoken
            rules[tier, rule][0] += 1
            rules[tier, rule][1] += right
    return total, rules


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('program')
    parser.add_argument('corpus', type=pathlib.Path)
    parser.add_argument('--part', default='dev', choices=['train', 'dev'])
    parser.add_argument('--rules', action='store_true')
    options = parser.parse_args()
    folder = options.corpus / 'data' / options.part
    seen = set()
    articles = []
    n_bytes = 0
    for path in sorted((folder / 'attributions').glob('*.ann')):
        name = path.stem.rsplit('_', 1)[0]
        if name in seen:
            continue
        seen.add(name)
        source = folder / 'text' / (name + '.txt')
        n_bytes += source.stat().st_size
        articles.append((source.read_text(encoding='utf-8'), read_attributions(path),
                         list(suggest(options.program, source))))
    total, rules = score(articles)
    print(f'{len(articles)} articles, {n_bytes} bytes')
    for name in sorted(total):
        print(f'{name:9} {total[name]}')
    if options.rules:
        for (tier, rule), (n, right) in sorted(rules.items()):
            print(f'{tier} {rule:22} {right:5} of {n:5}  {right / n:.3f}')


if __name__ == '__main__':
    sys.exit(main())
