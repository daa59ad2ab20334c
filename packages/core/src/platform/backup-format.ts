// What a backup is on the disk: a folder with rows/, blobs/ and keys/ apart, each listing its files with checksums,
// and backup.json, which says what they are together.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure } from '@vito/runtime/failure';
import { z } from 'zod';
import { writeDurably } from './durable-file.js';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);
/** `list`: the checksum of the part's files.jsonl. */
const Part = z.object({ files: count, bytes: count, list: sha256 });
export type Part = z.infer<typeof Part>;

export const Backup = z.object({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  /** Major version of the PostgreSQL that the rows come from. Any other can take them. */
  postgres: z.number().int(),
  migrations: z.array(z.object({ name: z.string(), hash: z.string() })),
  /** In the order in which they can be filled. */
  tables: z.array(
    z.object({ schema: z.string(), table: z.string(), columns: z.array(z.string()), rows: count, file: z.string() }),
  ),
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), value: z.string(), called: z.boolean() })),
  rows: Part,
  blobs: Part,
  /** Null: the keys were kept out of this backup. */
  keys: Part.nullable(),
});
export type Backup = z.infer<typeof Backup>;

const Entry = z.object({ path: z.string(), bytes: count, sha256 });
type Entry = z.infer<typeof Entry>;

/** Nothing of a backup is ever read or written outside of its place, whatever a list says. */
const safePath = /^(?!.*\.\.)[\w%-][\w%.-]*(\/[\w%.-]+)*$/;

export interface PartWriter {
  /** Writes one file of the part, on the disk when it resolves. */
  add(path: string, source: Readable, ...through: NodeJS.ReadWriteStream[]): Promise<void>;
  finish(): Promise<Part>;
}

export async function writePart(folder: string): Promise<PartWriter> {
  await mkdir(folder, { mode: 0o700 });
  const entries: Entry[] = [];
  return {
    async add(path, source, ...through) {
      const measured = measure();
      await writeStream(join(folder, path), [source, ...through, measured.pass]);
      entries.push({ path, ...measured.result() });
    },
    async finish() {
      const list = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
      await writeDurably(join(folder, 'files.jsonl'), list);
      const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
      return { files: entries.length, bytes, list: createHash('sha256').update(list).digest('hex') };
    },
  };
}

/** The paths of a part's files, every one of which was read and is as it was written. Throws Failure('invalid'). */
export async function checkPart(folder: string, part: Part): Promise<string[]> {
  const list = await readFile(join(folder, 'files.jsonl'), 'utf8').catch(() => null);
  if (list === null) throw damaged(`${folder} has no files.jsonl`);
  if (createHash('sha256').update(list).digest('hex') !== part.list) throw damaged(`${folder}/files.jsonl was changed`);
  const entries = list
    .split('\n')
    .filter(Boolean)
    .map((line) => Entry.parse(JSON.parse(line)));
  for (const entry of entries) {
    const path = join(folder, entry.path);
    if (!safePath.test(entry.path)) throw damaged(`${entry.path} leads out of ${folder}`);
    const measured = measure();
    try {
      await pipeline(createReadStream(path), measured.pass, async (source: AsyncIterable<Buffer>) => {
        for await (const _ of source);
      });
    } catch {
      throw damaged(`${path} is missing or cannot be read`);
    }
    const { bytes, sha256: sum } = measured.result();
    if (bytes !== entry.bytes || sum !== entry.sha256) throw damaged(`${path} was changed or cut short`);
  }
  return entries.map((entry) => entry.path);
}

export async function writeBackupFile(folder: string, backup: Backup): Promise<void> {
  const text = `${JSON.stringify(backup, null, 1)}\n`;
  await writeDurably(join(folder, 'backup.json.sha256'), `${createHash('sha256').update(text).digest('hex')}\n`);
  await writeDurably(join(folder, 'backup.json'), text);
}

/** Throws Failure('invalid') when the folder is no backup, was cut short or changed, or is of a newer form. */
export async function readBackupFile(folder: string): Promise<Backup> {
  const read = (name: string) => readFile(join(folder, name), 'utf8').catch(() => null);
  const [text, sum] = [await read('backup.json'), await read('backup.json.sha256')];
  if (text === null) {
    throw new Failure(
      'invalid',
      `${folder} is no backup: it has no backup.json. Name the folder that vito backup wrote.`,
    );
  }
  if (`${createHash('sha256').update(text).digest('hex')}\n` !== sum)
    throw damaged(`${folder}/backup.json was changed`);
  const parsed = Backup.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const message = `${folder} is a backup of another form than this ViTo knows. Restore it with the ViTo that wrote it.`;
  throw new Failure('invalid', message);
}

/** Writes a file of ours, through `streams`, on the disk when it resolves; folders above it are made. */
export async function writeStream(path: string, streams: (Readable | NodeJS.ReadWriteStream)[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await pipeline([...streams, createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true })]);
}

export function damaged(what: string): Failure {
  return new Failure('invalid', `This backup is damaged: ${what}. Nothing was restored. Use another backup.`);
}

function measure(): { pass: Transform; result(): { bytes: number; sha256: string } } {
  const hash = createHash('sha256');
  let bytes = 0;
  const pass = new Transform({
    transform(piece: Buffer, _encoding, next) {
      bytes += piece.length;
      hash.update(piece);
      next(null, piece);
    },
  });
  return { pass, result: () => ({ bytes, sha256: hash.digest('hex') }) };
}
