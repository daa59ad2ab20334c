// Opaque cursors: where a page ended, and in which order it was listed. A cursor of another list is refused.
import { Failure } from '@vito/runtime/failure';
import { z } from 'zod';

export interface Cursor {
  at: string;
  id: string;
}
const Shape = z.strictObject({
  o: z.string(),
  a: z
    .string()
    .max(200)
    .regex(/^[\w:.+ -]*$/),
  i: z
    .string()
    .max(200)
    .regex(/^[\w .#-]*$/),
});

export function writeCursor(cursor: Cursor, order: string): string {
  return Buffer.from(JSON.stringify({ o: order, a: cursor.at, i: cursor.id })).toString('base64url');
}

/**
 * `fits`: whether a place is one of this list, since anybody can write a cursor.
 * Throws Failure('invalid') on anything that writeCursor did not write for this order.
 */
export function readCursor(text: string, order: string, fits: (at: string) => boolean = () => true): Cursor {
  try {
    const shape = Shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (shape.o === order && fits(shape.a)) return { at: shape.a, id: shape.i };
  } catch {
    // falls through: not a cursor of ours
  }
  throw new Failure('invalid', 'this cursor does not belong to this list: start again without one');
}
