// Annotators in browsers: Recogito (which counts UTF-16 units) and Apache Annotator (which counts code
// points) find every passage at the right words.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import esbuild from 'esbuild';
import { ANSWER, run } from './browser.mjs';

const [sets] = process.argv.slice(2);
const expected = JSON.parse(fs.readFileSync(`${sets}/expected.json`, 'utf8'));
const load = name => JSON.parse(fs.readFileSync(`${sets}/${name}`, 'utf8'));

const bundle = await esbuild.build({
  stdin: { resolveDir: process.cwd(), contents: `
    export { createTextAnnotator, W3CTextFormat } from '@recogito/text-annotator';
    export { createTextPositionSelectorMatcher, createTextQuoteSelectorMatcher } from '@apache-annotator/dom';` },
  bundle: true, format: 'iife', globalName: 'annotators', write: false, logLevel: 'error',
});

// Every target of an article's annotations, as {id, start, end, exact, prefix, suffix}.
const wanted = new Map(expected.annotations.map(row => [`urn:obelus:${row.id}`, row]));

for (const [id, text] of Object.entries(expected.texts)) {
  const of = page => page.items.filter(item => item.motivation === 'tagging'
    && item.target.some(target => target.source === `urn:obelus:${id}`));
  const result = await run({
    '/': `<!doctype html><meta charset="utf-8"><pre id="text" style="white-space: pre-wrap"></pre>
          <pre id="result"></pre><script>${ANSWER}</script><script src="/annotators.js"></script>
          <script src="/page.js"></script>`,
    '/annotators.js': bundle.outputFiles[0].text,
    '/page.js': `
      const data = ${JSON.stringify({ text, id, recogito: of(load('w3c-utf16.jsonld')), apache: of(load('w3c.jsonld')) })};
      const element = document.getElementById('text');
      element.textContent = data.text;
      (async () => {
        const found = { recogito: {}, position: {}, quote: {} };
        const format = annotators.W3CTextFormat('urn:obelus:' + data.id, element);
        const annotator = annotators.createTextAnnotator(element, {
          adapter: format });
        annotator.setAnnotations(data.recogito);
        const parsed = format.parseAll ? format.parseAll(data.recogito) : null;
        found.failed = parsed && parsed.failed ? parsed.failed.length : 0;
        for (const annotation of annotator.state.store.all())
          found.recogito[annotation.id] = annotation.target.selector.map(s => s.range.toString());
        found.written = annotator.getAnnotations();
        for (const item of data.apache) {
          found.position[item.id] = [];
          found.quote[item.id] = [];
          for (const target of item.target) {
            const [position, quote] = target.selector;
            for await (const range of annotators.createTextPositionSelectorMatcher(position)(element))
              found.position[item.id].push(range.toString());
            const ranges = [];
            for await (const range of annotators.createTextQuoteSelectorMatcher(quote)(element))
              ranges.push(range.toString());
            found.quote[item.id].push(ranges);
          }
        }
        answer(found);
      })();`,
  });
  assert.equal(result.error, undefined);
  assert.equal(result.failed, 0);
  for (const item of of(load('w3c.jsonld'))) {
    const pieces = wanted.get(item.id).pieces;
    assert.deepEqual(result.recogito[item.id], pieces, `Recogito: ${item.id}`);
    assert.deepEqual(result.position[item.id], pieces, `Apache Annotator by position: ${item.id}`);
    result.quote[item.id].forEach((ranges, i) => assert.deepEqual(ranges, [pieces[i]], `by quote: ${item.id}`));
    const written = result.written.find(other => other.id === item.id);
    assert.deepEqual(written.body.map(body => body.value).sort(), item.body.map(body => body.value).sort());
  }
  fs.writeFileSync(`${sets}/recogito-${id}.json`, JSON.stringify(result.written));
  console.log(`${Object.keys(result.recogito).length} annotations at their words in both annotators`);
}
