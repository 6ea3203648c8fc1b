// jsonld in safe mode: it drops nothing, and what it expands and compacts again is what it was.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import jsonld from 'jsonld';

const [sets, schemas] = process.argv.slice(2);
const path = `${schemas}/anno.jsonld`;
if (!fs.existsSync(path)) {
  console.log(`skipped: ${path} is not there`);
  process.exit(0);
}
const context = JSON.parse(fs.readFileSync(path, 'utf8'));
const documentLoader = async url => {
  assert.equal(url, 'http://www.w3.org/ns/anno.jsonld');
  return { contextUrl: null, documentUrl: url, document: context };
};

for (const name of ['w3c.jsonld', 'w3c-utf16.jsonld']) {
  const page = JSON.parse(fs.readFileSync(`${sets}/${name}`, 'utf8'));
  const expanded = await jsonld.expand(page, { documentLoader, safe: true });
  const quads = await jsonld.toRDF(page, { documentLoader, safe: true });
  assert.equal(expanded.length, 1);
  const compacted = await jsonld.compact(expanded, page['@context'], { documentLoader, safe: true });
  const again = await jsonld.toRDF(compacted, { documentLoader, safe: true });
  assert.equal(again.length, quads.length);
  console.log(`${name}: ${quads.length} statements, none dropped`);
}
