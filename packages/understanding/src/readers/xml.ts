// XML read in one pass. Entities beyond XML's own five are never expanded, and a document type is refused.
import { SaxesParser } from 'saxes';
import { Unreadable } from '../unreadable.js';
import { decodeText } from './characters.js';

export interface XmlTag {
  /** With its prefix: "a:t". */
  name: string;
  attributes: Record<string, string>;
}

export interface XmlWatch {
  /** Answering 'stop' ends the walk: what follows is not looked at. */
  open?(tag: XmlTag): 'stop' | undefined;
  close?(name: string): 'stop' | undefined;
  text?(text: string): void;
}

/** Elements in one another; no program writes a tenth of it. */
const deepest = 500;
const piece = 65_536;

/** Walks over a part's XML. Throws Unreadable ('malformed') where it is not well-formed or nests too deeply. */
export function walkXml(bytes: Uint8Array, watch: XmlWatch): void {
  const source = decodeText(bytes);
  const parser = new SaxesParser({ position: false, xmlns: false as const });
  let depth = 0;
  let stopped = false;
  parser.on('error', (error) => {
    if (!stopped) throw damaged(error);
  });
  parser.on('doctype', () => {
    throw damaged(new Error('a document type'));
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > deepest) throw damaged(new Error('nests too deeply'));
    if (!stopped && watch.open?.({ name, attributes }) === 'stop') stopped = true;
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    if (!stopped && watch.close?.(name) === 'stop') stopped = true;
  });
  const text = (words: string) => {
    if (!stopped) watch.text?.(words);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  for (let at = 0; at < source.length && !stopped; at += piece) parser.write(source.slice(at, at + piece));
  if (!stopped) parser.close();
}

function damaged(cause: Error): Unreadable {
  const message =
    'A part of this document is damaged: it is no valid XML. Save it again from its program and add that.';
  return new Unreadable('malformed', message, { cause });
}
