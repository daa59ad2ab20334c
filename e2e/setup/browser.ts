// The built server on a folder of its own and a real Chromium, for one test file.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@vito/contracts/client';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const program = fileURLToPath(new URL('../../packages/core/dist/main.js', import.meta.url));
const pages = fileURLToPath(new URL('../../packages/web/dist/index.html', import.meta.url));
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a browser is, or null: these tests are then left out, loudly; in CI they fail. */
export function findBrowser(): string | null {
  const found = process.env.CHROMIUM ?? places.find((place) => existsSync(place)) ?? null;
  if (found) return found;
  if (process.env.CI) throw new Error('CI must have chromium: .ci/run installs it');
  process.stderr.write('\nLEFT OUT: the browser tests need chromium (apt install chromium, or CHROMIUM=/path).\n\n');
  return null;
}

/** The server from source, with tools that reach nobody. */
const withTools = [
  '--conditions=source',
  '--import',
  import.meta.resolve('tsx'),
  fileURLToPath(new URL('serve-with-tools.ts', import.meta.url)),
];

/** `more`: environment variables of the server. `tools`: it has those of serve-with-tools.ts. */
export async function openBrowser(executablePath: string, more: Record<string, string> = {}, { tools = false } = {}) {
  if (!existsSync(program) || !existsSync(pages)) throw new Error('build first: npm run build');
  const folder = await mkdtemp(join(tmpdir(), 'vito-e2e-'));
  await chmod(folder, 0o711);
  const port = await freePort();
  const server = spawn(process.execPath, tools ? withTools : [program, 'serve'], {
    env: {
      ...process.env,
      VITO_DATA: folder,
      PORT: String(port),
      VITO_LOG: 'error',
      EMBEDDINGS_URL: 'none',
      NODE_OPTIONS: '',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const link = await printedLink(server);
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const file = JSON.parse(await readFile(join(folder, 'server.json'), 'utf8')) as { url: string; token: string };

  return {
    link,
    origin: new URL(link).origin,
    client: createClient({ baseUrl: file.url, token: file.token }),
    /** A page of a browser that has signed in by the printed link. */
    async page(
      options: Parameters<Browser['newContext']>[0] = {},
    ): Promise<{ page: Page; context: BrowserContext; errors: string[] }> {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await page.goto(link);
      await page.waitForURL((url) => url.pathname === '/', { waitUntil: 'commit' });
      return { page, context, errors };
    },
    browser,
    async close(): Promise<void> {
      await browser.close();
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type E2e = Awaited<ReturnType<typeof openBrowser>>;

function printedLink(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk;
      const link = /https?:\/\/\S+\/sign-in\?token=\S+/.exec(printed)?.[0];
      if (link) resolve(link);
    });
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${printed}`)));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** A mail with one promise of its own. */
export function mailOf(n: number, promise: string): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  const text = [
    'Date: Mon, 07 Sep 2026 09:00:00 +0100',
    'From: Ada Brook <ada@brook.example>',
    'To: Ben Stone <ben@stone.example>',
    `Subject: Order ${n}`,
    `Message-ID: <e2e-${n}@brook.example>`,
    'Content-Type: text/plain; charset="utf-8"',
    '',
    `Ben, ${promise}`,
    '',
    'Ada',
    '',
  ].join('\r\n');
  return { name: `order-${n}.eml`, bytes: new Uint8Array(Buffer.from(text)) };
}
