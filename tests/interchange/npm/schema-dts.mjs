// schema-dts: the reviewed claims are what schema.org's types say.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

const [sets] = process.argv.slice(2);
const page = JSON.parse(fs.readFileSync(`${sets}/claimreview.jsonld`, 'utf8'));

fs.writeFileSync('claims.ts', `import type { ClaimReview, Graph } from 'schema-dts';
const graph: Graph = ${JSON.stringify(page, null, 1)};
const reviews: Exclude<ClaimReview, string>[] = ${JSON.stringify(page['@graph'], null, 1)};
export { graph, reviews };
`);
// A type that cannot be told from another would make the proof empty.
fs.writeFileSync('wrong.ts', fs.readFileSync('claims.ts', 'utf8').replace('"claimReviewed"', '"claimRevued"'));
const check = name => execFileSync('node', ['node_modules/typescript/bin/tsc', '--noEmit', '--strict', '--skipLibCheck',
  '--module', 'esnext', '--moduleResolution', 'bundler', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
try {
  check('claims.ts');
} catch (error) {
  console.error(error.stdout);
  process.exit(1);
}
let refused = false;
try {
  check('wrong.ts');
} catch {
  refused = true;
}
if (!refused || page['@graph'].length === 0)
  throw new Error('the types refuse nothing');
console.log(`${page['@graph'].length} reviewed claim has the types of schema.org`);
