// Cuts stored bytes into the parts in which an object store takes a large object.

/** Bytes. What is smaller goes in one call; memory holds no more than this for each put. */
export const partBytes = 8 * 2 ** 20;

interface Part {
  /** Only valid until the next part is asked for. */
  bytes: Buffer;
  last: boolean;
}

/** Parts of `partBytes`, all but the last, which may be shorter. A source of no bytes is one empty last part. */
export async function* inParts(source: AsyncIterable<Buffer>): AsyncGenerator<Part, void> {
  let room = Buffer.allocUnsafe(64 * 1024);
  let filled = 0;
  for await (const piece of source) {
    for (let at = 0; at < piece.length; ) {
      if (filled === partBytes) {
        yield { bytes: room, last: false };
        filled = 0;
      }
      if (filled === room.length) room = Buffer.concat([room], Math.min(2 * room.length, partBytes));
      const copied = piece.copy(room, filled, at);
      filled += copied;
      at += copied;
    }
  }
  yield { bytes: room.subarray(0, filled), last: true };
}

/** The first of the parts: there always is one. */
export async function firstOf(parts: AsyncGenerator<Part, void>): Promise<Part> {
  const { value } = await parts.next();
  if (!value) throw new Error('these parts were taken already');
  return value;
}

/** The bytes of a part that was taken already, and of all that follow. */
export async function* following(first: Part, rest: AsyncIterable<Part>): AsyncIterable<Buffer> {
  yield first.bytes;
  for await (const { bytes } of rest) yield bytes;
}
