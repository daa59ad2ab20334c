// `npm run shots`: the screens of the app as pictures in docs/screens, taken from a server of its own with the sample company.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root, say, stop } from './install.mjs';
import { withPalette } from './png-palette.mjs';

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const themes = ['light', 'dark'];
const out = join(root, 'docs', 'screens');
const largest = 200_000; // bytes a picture may have
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function main() {
  await ensureInstalled();
  await ensureBuilt();
  mkdirSync(out, { recursive: true });
  const data = mkdtempSync(join(tmpdir(), 'vito-shots-'));
  const server = await startServer(data);
  const browser = await chromium.launch({ executablePath: browserPath(), args: flags });
  try {
    const signedIn = await signIn(browser, server.link);
    const shoot = shooter(browser, signedIn);
    await shoot('onboarding', '/');
    const api = await loadSample(browser, signedIn);
    const chosen = await choose(api);
    await shoot('timeline', '/');
    await shoot('commitments', '/commitments');
    await shoot('people', '/people');
    await shoot('company', '/company');
    await shoot('commitment-panel', `/commitments?side=${chosen.commitment.side}&c=${chosen.commitment.id}`);
    await shoot('document-text', `/documents/${chosen.text.document}?c=${chosen.text.id}`);
    await shoot('search', '/search?q=When%20will%20the%20dials%20be%20shipped%3F');
    await shoot('document-page', `/documents/${chosen.page.document}?c=${chosen.page.id}`);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
  say(`The pictures stand in ${out}.`);
}

/** Starts the built server on a free port; resolves with its sign-in link once it has printed it. */
async function startServer(data) {
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, 'packages', 'core', 'dist', 'main.js')], {
    env: { ...process.env, VITO_DATA: data, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  const link = await new Promise((found, fail) => {
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const match = /https?:\/\/\S+\/sign-in\?token=\S+/.exec(printed);
      if (match) found(match[0]);
    });
    void ended.then((code) => fail(new Error(`The server ended with code ${code} before it stood:\n${printed}`)));
  });
  return {
    link,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** Signs in once; every later page starts with the cookie. */
async function signIn(browser, link) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.waitForURL((url) => url.pathname === '/');
  const state = await context.storageState();
  await context.close();
  return { state, origin: new URL(link).origin };
}

/** Takes one screen at every size and in both themes. */
function shooter(browser, { state, origin }) {
  return async (name, path) => {
    for (const size of sizes) {
      for (const theme of themes) {
        const context = await browser.newContext({
          storageState: state,
          viewport: size,
          colorScheme: theme,
          reducedMotion: 'reduce',
          isMobile: size.width < 700,
          hasTouch: size.width < 700,
        });
        const page = await context.newPage();
        await page.goto(origin + path);
        await settled(page);
        const file = join(out, `${name}-${size.width}-${theme}.png`);
        writeFileSync(file, withPalette(await page.screenshot()));
        await context.close();
        const bytes = statSync(file).size;
        say(`${name} ${size.width} ${theme}: ${Math.round(bytes / 1000)} kB`);
        if (bytes > largest) say(`  more than the ${largest / 1000} kB that a picture should have`);
      }
    }
  };
}

/** Until nothing is loading any more: no request under way, every picture in sight drawn, no skeleton. */
async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => {
    const inSight = (element) => element.getBoundingClientRect().top < innerHeight;
    const skeletons = [...document.querySelectorAll('[aria-busy=true], .animate-shimmer')].filter(inSight);
    return skeletons.length === 0 && [...document.images].filter(inSight).every((image) => image.complete);
  });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(700);
}

/** Puts in the sample company, waits until all of it is read, and does what a person would have done with some of it. */
async function loadSample(browser, { state, origin }) {
  const context = await browser.newContext({ storageState: state });
  const page = await context.newPage();
  await page.goto(`${origin}/settings`);
  const api = (method, path, body) =>
    page.evaluate(
      async (ask) => {
        const answer = await fetch(ask.path, {
          method: ask.method,
          ...(ask.body ? { body: JSON.stringify(ask.body), headers: { 'content-type': 'application/json' } } : {}),
        });
        if (!answer.ok) throw new Error(`${ask.method} ${ask.path}: ${answer.status} ${await answer.text()}`);
        return answer.json();
      },
      { method, path, body },
    );
  const { documents } = await api('POST', '/v1/sample');
  for (let quiet = 0; quiet < 3; ) {
    await page.waitForTimeout(500);
    const status = await api('GET', '/v1/status');
    const done = status.documents >= documents && status.work.waiting === 0 && status.unsequenced === 0;
    quiet = done ? quiet + 1 : 0;
  }
  const { items } = await api('GET', '/v1/commitments?side=i-owe&open=true&limit=50');
  const [first, second] = items.filter((item) => item.due !== null);
  const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  if (first) await api('POST', `/v1/commitments/${first.id}/fulfil`, {});
  if (second) await api('POST', `/v1/commitments/${second.id}/renegotiate`, { due: inAWeek });
  return api;
}

/** What to show: a commitment of mine that has a history, the mail with the most commitments, the PDF with the most. */
async function choose(api) {
  const { items: mine } = await api('GET', '/v1/commitments?side=i-owe&open=true&limit=200');
  const { items: documents } = await api('GET', '/v1/documents?limit=200');
  const richest = async (kinds) => {
    const [document] = documents
      .filter((one) => kinds.includes(one.kind) && one.commitments > 0)
      .sort((a, b) => b.commitments - a.commitments || kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
    if (!document) throw new Error(`The sample holds no document of the kind ${kinds.join(' or ')} with a commitment.`);
    const { items } = await api('GET', `/v1/commitments?document=${document.id}&limit=200`);
    const [first] = items.sort((a, b) => a.start - b.start);
    return { document: document.id, id: first.id };
  };
  const commitment = mine.find((one) => one.touched) ?? mine[0];
  return { commitment, text: await richest(['mail']), page: await richest(['pdf', 'image']) };
}

function browserPath() {
  const known = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = known.find((path) => path && existsSync(path));
  if (found) return found;
  throw new Error(
    'There is no Chromium. Install one (apt-get install chromium), or name it: CHROMIUM=/path npm run shots',
  );
}

try {
  await main();
} catch (error) {
  stop(error);
}
