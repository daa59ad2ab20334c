// Documents posted without pause: mails with one promise each, and pictures of text for OCR. Each is posted until acknowledged.
import sharp from 'sharp';
import { createRandom } from './random.js';
import { pause, type Supervised } from './supervised-server.js';

export interface Acknowledged {
  kind: 'mail' | 'picture';
}

const mailEvery = 120; // ms
const pictureEvery = 1500; // ms

/** Posts until `end` is called. Resolves to every acknowledged document. */
export function postDocuments(server: Supervised, seed: number) {
  const random = createRandom(seed + 1);
  const acknowledged = new Map<string, Acknowledged>();
  let ended = false;
  let number = 0;

  async function post(kind: Acknowledged['kind'], every: number): Promise<void> {
    while (!ended) {
      const n = ++number;
      const file = kind === 'mail' ? mail(n, random.between(1, 28)) : await picture(n);
      const id = await untilAcknowledged(file);
      acknowledged.set(id, { kind });
      await pause(every * (0.5 + random.next()));
    }
  }

  /** The same bytes again and again: what was stored without being acknowledged must not double. */
  async function untilAcknowledged(file: { name: string; bytes: Uint8Array<ArrayBuffer> }): Promise<string> {
    for (;;) {
      try {
        const client = await server.client();
        return (await client.upload(file, AbortSignal.timeout(10_000))).document.id;
      } catch {
        await pause(100);
      }
    }
  }

  const running = Promise.all([post('mail', mailEvery), post('mail', mailEvery), post('picture', pictureEvery)]);
  return {
    async end(): Promise<Map<string, Acknowledged>> {
      ended = true;
      await running;
      return acknowledged;
    },
  };
}

function mail(n: number, day: number): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  const text = [
    `Date: Mon, 07 Sep 2026 09:${String(n % 60).padStart(2, '0')}:00 +0100`,
    'From: Ada Brook <ada@brook.example>',
    'To: Ben Stone <ben@stone.example>',
    `Subject: Order ${n}`,
    `Message-ID: <drill-${n}@brook.example>`,
    'Content-Type: text/plain; charset="utf-8"',
    '',
    `Ben, I will send you the papers for order ${n} by ${day} October 2026.`,
    '',
    'Ada',
    '',
  ].join('\r\n');
  return { name: `order-${n}.eml`, bytes: new Uint8Array(Buffer.from(text)) };
}

/** A page of print, large enough that reading it takes a while. */
async function picture(n: number): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const lines = Array.from(
    { length: 14 },
    (_, i) => `Line ${i + 1} of page ${n}: the goods were counted and found complete.`,
  );
  const rows = lines.map(
    (line, i) => `<text x="60" y="${90 + i * 44}" font-family="DejaVu Sans, sans-serif" font-size="26">${line}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="760"><rect width="100%" height="100%" fill="white"/>${rows.join('')}</svg>`;
  return { name: `page-${n}.png`, bytes: new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer()) };
}
