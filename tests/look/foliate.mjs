// foliate: draws the pages of a book that show the scenes, in foliate-js. SPDX-License-Identifier: MIT
// usage: node foliate.mjs MODULES BOOK SCENES OUT WIDTH HEIGHT DENSITY
// MODULES is a folder that holds node_modules/ with foliate-js and puppeteer-core. WIDTH and HEIGHT in pixels, DENSITY pixels to
// a CSS pixel; writes OUT/NAME.png, names what it did not find. Nothing is fetched but from this program, on loopback.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { createRequire } from 'node:module';

const [modules, book, scenesFile, out, width, height, density] = process.argv.slice(2);
const puppeteer = createRequire(path.resolve(modules, 'x.js'))('puppeteer-core');
const scenes = fs.readFileSync(scenesFile, 'utf8').split('\n').filter((line) => line && line[0] !== '#').map((line) => {
  const [name, texts] = line.split('\t');
  return { name, texts: texts ? texts.split(' & ') : [] };
});

const host = `<!doctype html><meta charset="utf-8">
<style>html, body { margin: 0; height: 100%; background: #fff } foliate-view { display: block; width: 100vw; height: 100vh }</style>
<script type="module">
import '/modules/foliate-js/view.js';
const view = document.createElement('foliate-view');
const norm = (text) => text.replace(/\\s+/g, ' ').toLowerCase();
// Where TEXT begins, which may run on over several nodes; blanks count as they stand.
const rangeOf = (doc, text) => {
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT), nodes = [];
  let all = '';
  for (let n; (n = walker.nextNode()); all += n.data.replace(/\\s/g, ' ').toLowerCase()) nodes.push([all.length, n]);
  const at = all.indexOf(text.toLowerCase()), hit = nodes.findLast(([start]) => start <= at);
  if (at < 0 || !hit) return null;
  const range = doc.createRange();
  range.setStart(hit[1], at - hit[0]);
  range.setEnd(hit[1], Math.min(at - hit[0] + text.length, hit[1].length));
  return range;
};
window.show = async (texts) => {
  for (const [index, section] of view.book.sections.entries()) {
    const doc = await section.createDocument();
    const words = norm(doc.body.textContent);
    if (!texts.every((text) => words.includes(norm(text)))) continue;
    await view.renderer.goTo({ index, anchor: (d) => (texts.length ? rangeOf(d, texts.at(-1)) : null) ?? 0 });
    await new Promise((done) => setTimeout(done, 250));
    return true;
  }
  return false;
};
document.body.append(view);
try {
  const blob = await (await fetch('/book')).blob();
  await view.open(new File([blob], 'book.epub', { type: 'application/epub+zip' }));
  view.renderer.setAttribute('flow', 'paginated');
  view.renderer.setAttribute('max-column-count', '1');
  view.renderer.setAttribute('gap', '6%');
  window.ready = true;
} catch (e) { window.failed = String(e?.stack ?? e); }
</script>`;

const types = { '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };
const server = http.createServer((request, response) => {
  const name = new URL(request.url, 'http://x').pathname;
  if (name === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end(host);
  const file = name === '/book' ? book : path.join(modules, 'node_modules', path.normalize(name.replace(/^\/modules/, '')));
  fs.readFile(file, (error, data) => error ? response.writeHead(404).end()
    : response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' }).end(data));
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true,
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb'] });
let status = 1;
try {
  const page = await browser.newPage();
  await page.setViewport({ width: Math.round(width / density), height: Math.round(height / density), deviceScaleFactor: +density });
  await page.setRequestInterception(true);
  page.on('request', (r) => /^https?:/.test(r.url()) && !r.url().startsWith(origin) ? r.abort() : r.continue());
  await page.goto(origin, { waitUntil: 'load' });
  await page.waitForFunction('window.ready || window.failed', { timeout: 60000 });
  const failed = await page.evaluate('window.failed');
  if (failed) throw new Error(failed);
  status = 0;
  for (const scene of scenes) {
    if (await page.evaluate((texts) => window.show(texts), scene.texts)) await page.screenshot({ path: path.join(out, `${scene.name}.png`) });
    else { console.log(`foliate does not show: ${scene.name}`); status = 1; }
  }
} catch (e) {
  console.log(`foliate: ${e}`);
} finally {
  await browser.close();
  server.close();
}
process.exit(status);
