// A page in Chromium without a screen: what it writes into <pre id="result"> as JSON.
import fs from 'node:fs';
import { spawn } from 'node:child_process';
import http from 'node:http';
import os from 'node:os';

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css', '.json': 'application/json' };

// files: path -> content.  The page is files['/'].
export async function run (files) {
  const server = http.createServer((request, response) => {
    const body = files[request.url.split('?')[0]];
    const ending = request.url === '/' ? '.html' : request.url.slice(request.url.lastIndexOf('.'));
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': TYPES[ending] ?? 'text/plain' });
    response.end(body ?? '');
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const profile = fs.mkdtempSync(`${os.tmpdir()}/obelus-browser-`);
  try {
    const html = await new Promise((resolve, reject) => {
      const child = spawn('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
        `--user-data-dir=${profile}`, '--virtual-time-budget=60000', '--window-size=1200,900', '--dump-dom',
        `http://127.0.0.1:${server.address().port}/`], { stdio: ['ignore', 'pipe', 'ignore'] });
      const timer = setTimeout(() => child.kill('SIGKILL'), 120000);
      let out = '';
      child.stdout.on('data', data => { out += data; });
      child.on('error', reject);
      child.on('close', () => { clearTimeout(timer); resolve(out); });
    });
    const match = html.match(/<pre id="result">([^<]*)<\/pre>/);
    if (!match || !match[1])
      throw new Error('the page gave no result: ' + html.slice(0, 3000));
    return JSON.parse(Buffer.from(match[1], 'base64').toString('utf8'));
  } finally {
    server.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
}

// What pages answer with: base64, so that no text is taken for HTML.
export const ANSWER = `
  window.answer = value => {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    document.getElementById('result').textContent = btoa(binary);
  };
  window.addEventListener('error', event => window.answer({ error: String(event.message) }));
  window.addEventListener('unhandledrejection', event =>
    window.answer({ error: String(event.reason && event.reason.stack || event.reason) }));
`;
