// Cuts a text into runs for showing: which commitments cover each run, and which parts are quoted or a signature.
import type { Message, Span } from '@vito/contracts/reading';

/** A commitment's place in the text: UTF-16 offsets, half open. */
export interface Mark extends Span {
  id: string;
}

export interface Segment extends Span {
  /** Commitments over this run, in the order they start. */
  ids: readonly string[];
  /** Those of them whose mark begins with this run. */
  begins: readonly string[];
}

export interface Block extends Span {
  kind: 'said' | 'quoted' | 'signature';
}

/** Cuts [start, end) at every edge of a mark. Marks may overlap, nest, or reach outside; empty ones are left out. */
export function segmentText(range: Span, marks: readonly Mark[]): Segment[] {
  const clipped = marks
    .map((mark) => ({ id: mark.id, start: Math.max(mark.start, range.start), end: Math.min(mark.end, range.end) }))
    .filter((mark) => mark.start < mark.end)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const edges = new Set([range.start, range.end]);
  for (const mark of clipped) edges.add(mark.start).add(mark.end);
  const cuts = [...edges].sort((a, b) => a - b);
  const begun = new Set<string>();
  const segments: Segment[] = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [start, end] = [cuts[i] as number, cuts[i + 1] as number];
    const ids = clipped.filter((mark) => mark.start <= start && mark.end >= end).map((mark) => mark.id);
    const begins = ids.filter((id) => !begun.has(id));
    for (const id of begins) begun.add(id);
    segments.push({ start, end, ids, begins });
  }
  return segments;
}

/** A message as blocks: what its author says, what it quotes, its signature. They cover the message without gaps. */
export function blocksOf(message: Pick<Message, 'start' | 'end' | 'quoted' | 'signature'>): Block[] {
  const apart: Block[] = message.quoted.map((span) => ({ ...span, kind: 'quoted' as const }));
  if (message.signature) apart.push({ ...message.signature, kind: 'signature' });
  apart.sort((a, b) => a.start - b.start);
  const blocks: Block[] = [];
  let at = message.start;
  for (const block of apart) {
    const start = Math.max(block.start, at);
    const end = Math.min(block.end, message.end);
    if (start >= end) continue;
    if (start > at) blocks.push({ kind: 'said', start: at, end: start });
    blocks.push({ kind: block.kind, start, end });
    at = end;
  }
  if (at < message.end) blocks.push({ kind: 'said', start: at, end: message.end });
  return blocks;
}

/** The parts of [0, length) that no message covers: text that would otherwise be lost from the screen. */
export function between(messages: readonly Span[], length: number): Span[] {
  const gaps: Span[] = [];
  let at = 0;
  for (const message of [...messages].sort((a, b) => a.start - b.start)) {
    if (message.start > at) gaps.push({ start: at, end: message.start });
    at = Math.max(at, message.end);
  }
  if (at < length) gaps.push({ start: at, end: length });
  return gaps;
}
