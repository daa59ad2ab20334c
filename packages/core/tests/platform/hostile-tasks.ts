// Tasks that behave as the worst files make real readers behave; the file's name says how.
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import type { Tasks } from '../../src/platform/compute-messages.js';

export const read: Tasks['read'] = async (bytes, name, { onPage, signal, from = 0 }) => {
  const [behaviour = '', argument = ''] = name.split(' ');
  switch (behaviour) {
    case 'spin':
      for (;;);
    case 'wait':
      await after(3_600_000);
      break;
    case 'wait-politely':
      await after(3_600_000, undefined, { signal: signal as AbortSignal });
      break;
    case 'pages':
      for (let page = 1; page <= Number(argument); page++) {
        await after(150);
        onPage?.(page, Number(argument));
      }
      break;
    case 'parts':
      return { ...result(`part ${from}`), ...(from + 1 < Number(argument) ? { next: from + 1 } : {}) };
    case 'swell': {
      const held: Uint8Array[] = [];
      for (;;) held.push(new Uint8Array(8 * 2 ** 20).fill(1));
    }
    case 'swell-heap': {
      const held: string[] = [];
      for (;;) held.push(`${held.length}`.repeat(50));
    }
    case 'abort':
      process.abort();
      break;
    case 'exit':
      process.exit(3);
      break;
    case 'throw-later':
      setTimeout(() => {
        throw new Error('thrown outside of any promise');
      });
      await after(3_600_000);
      break;
    case 'refuse':
      throw Object.assign(new Error('This file is encrypted.'), { reason: 'encrypted' });
    case 'throw':
      throw new TypeError('an unexpected fault');
    case 'spin-after-note':
      writeFileSync(argument, `${process.pid}`);
      for (;;);
    case 'environment':
      return result(JSON.stringify({ ...process.env, offset: new Date(0).getTimezoneOffset() }));
  }
  return result(`${bytes.length} ${process.pid} ${randomUUID()}`);
};

export const pageImage: Tasks['pageImage'] = async (_bytes, _kind, page) => {
  if (page > 1) throw Object.assign(new Error(`There is no page ${page}.`), { reason: 'no-pages' });
  return { bytes: new Uint8Array([1, 2, 3]), mediaType: 'image/png', width: 1, height: 1 };
};

export const extract: Tasks['extract'] = async () => [];
export const embed: Tasks['embed'] = async (texts) => texts.map(() => Float32Array.of(1, 0));
export const related: Tasks['related'] = async () => [];

function result(text: string): Awaited<ReturnType<Tasks['read']>> {
  const meta = { title: null, date: null, language: null, warnings: [] };
  return { reading: { kind: 'text', text, pages: [], messages: [], meta }, enclosures: [] };
}
