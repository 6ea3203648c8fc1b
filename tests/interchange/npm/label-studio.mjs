// Label Studio's own editor loads every task with its interface: regions at the right words, relations,
// notes; and what it would save is what it was given.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { ANSWER, run } from './browser.mjs';

const [sets] = process.argv.slice(2);
const expected = JSON.parse(fs.readFileSync(`${sets}/expected.json`, 'utf8'));
const config = fs.readFileSync(`${sets}/label-studio/config.xml`, 'utf8');
const tasks = JSON.parse(fs.readFileSync(`${sets}/label-studio/tasks.json`, 'utf8'));
const editor = 'node_modules/@heartexlabs/label-studio/build/static';
let n = 0;

for (const [i, task] of tasks.entries()) {
  const result = await run({
    '/': `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/main.css">
          <div id="label-studio"></div><pre id="result"></pre><script>${ANSWER}</script>
          <script src="/main.js"></script><script src="/page.js"></script>`,
    '/main.js': fs.readFileSync(`${editor}/js/main.js`, 'utf8'),
    '/main.css': fs.readFileSync(`${editor}/css/main.css`, 'utf8'),
    '/page.js': `
      const task = ${JSON.stringify({ id: i + 1, data: task.data, annotations: task.annotations.map((a, k) => ({ id: k + 1, ...a })), predictions: [] })};
      const studio = new LabelStudio('label-studio', {
        config: ${JSON.stringify(config)}, task,
        interfaces: ['panel', 'update', 'controls', 'side-column', 'annotations:menu', 'annotations:add-new'],
        user: { pk: 1, firstName: 'A', lastName: 'B' },
        onLabelStudioLoad: function (LS) { setTimeout(() => {
          const annotation = LS.annotationStore.annotations[0];
          LS.annotationStore.selectAnnotation(annotation.id);
          setTimeout(() => answer({
            regions: annotation.regionStore.regions.map(r => ({ id: r.cleanId || r.id, text: r.text,
              labels: r.labelings ? r.labelings.flatMap(l => l.mainValue || []) : (r.labeling ? r.labeling.mainValue : null),
              start: r.startOffset, end: r.endOffset })),
            relations: annotation.relationStore.relations.map(r => ({ from: r.node1.cleanId || r.node1.id,
              to: r.node2.cleanId || r.node2.id, labels: r.relations ? r.relations.selectedValues() : [] })),
            saved: annotation.serializeAnnotation(),
            alerts: [...document.querySelectorAll('.ant-alert, [class*=error]')].map(e => e.textContent),
          }), 3000);
        }, 3000); },
      });`,
  });
  assert.equal(result.error, undefined);
  const given = task.annotations[0].result;
  const spans = given.filter(item => item.type === 'labels');
  assert.equal(result.regions.length, spans.length, JSON.stringify(result).slice(0, 2000));
  fs.writeFileSync(`${sets}/label-studio-saved-${i}.json`, JSON.stringify([{ ...task, annotations: [{ ...task.annotations[0], result: result.saved }] }]));
  for (const span of spans) {
    const region = result.regions.find(r => r.id === span.id);
    assert.ok(region, `no region ${span.id}`);
    // The editor's own idea of a region's words has no line ends.
    assert.equal(region.text.replaceAll('\n', ''), span.value.text.replaceAll('\n', ''), span.id);
    const saved = result.saved.find(r => r.id === span.id && r.type === 'labels');
    assert.deepEqual([saved.value.start, saved.value.end, saved.value.labels],
      [span.value.start, span.value.end, span.value.labels], span.id);
  }
  const relations = given.filter(item => item.type === 'relation');
  assert.equal(result.relations.length, relations.length);
  for (const relation of relations)
    assert.ok(result.relations.some(r => r.from === relation.from_id && r.to === relation.to_id), JSON.stringify(relation));
  for (const note of given.filter(item => item.type === 'textarea')) {
    const saved = result.saved.find(r => r.id === note.id && r.type === 'textarea');
    assert.deepEqual(saved && saved.value.text, note.value.text);
  }
  n += spans.length;
  console.log(`task ${i + 1}: ${spans.length} regions, ${relations.length} relations as they were`);
}
assert.equal(n, expected.annotations.reduce((sum, row) => sum + row.pieces.length, 0));
