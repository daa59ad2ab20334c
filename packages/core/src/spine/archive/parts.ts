// Parts in memory: the latest that were asked for, up to so many bytes, each read once however many ask at the same time.
import type { Blobs } from '../../platform/blobs.js';
import { eventIn, type Line, type PutAway, readPart } from './part.js';

const most = 64 * 2 ** 20; // characters held

export function createParts(blobs: Pick<Blobs, 'get'>) {
  /** In the order of their last use. */
  const held = new Map<string, { lines: Promise<Line[]>; size: number }>();
  let size = 0;

  async function events(
    tenant: string,
    address: string,
    isWanted: (place: { stream: string; version: number }) => boolean,
  ): Promise<PutAway[]> {
    const lines = await linesOf(tenant, address);
    return lines.filter(isWanted).map(eventIn);
  }

  function linesOf(tenant: string, address: string): Promise<Line[]> {
    const key = `${tenant} ${address}`;
    const found = held.get(key);
    if (found) {
      held.delete(key);
      held.set(key, found);
      return found.lines;
    }
    const lines = blobs.get(tenant, address).then(readPart);
    const one = { lines, size: 0 };
    held.set(key, one);
    lines.then(
      (read) => {
        one.size = read.reduce((sum, { row }) => sum + row.length, 0);
        if (held.get(key) === one) makeRoom(one.size);
      },
      () => held.delete(key),
    );
    return lines;
  }

  function makeRoom(more: number): void {
    size += more;
    for (const [key, one] of held) {
      if (size <= most) return;
      if (one.size === 0) continue; // still being read
      held.delete(key);
      size -= one.size;
    }
  }

  return { events };
}
