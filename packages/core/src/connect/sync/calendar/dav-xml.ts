// What a WebDAV server answers, read: of each resource its properties. Entities are not expanded, a document type is refused.
import { SaxesParser } from 'saxes';
import { SourceProblem } from '../source-problem.js';

/** An element with what is in it, by its name without a prefix. */
export interface Element {
  name: string;
  text: string;
  children: Element[];
}

export interface Resource {
  href: string;
  /** Of the resource itself, where it is told: 404 says that it is gone. */
  status: number | null;
  /** Properties that were found. */
  props: Map<string, Element>;
}

const deepest = 40;

export function elementsOf(bytes: Uint8Array): Element {
  const root: Element = { name: '', text: '', children: [] };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('doctype', () => {
    throw new Error('it has a document type');
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local }) => {
    if (open.length > deepest) throw new Error('it is nested too deep');
    const element = { name: local, text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  const text = (words: string) => {
    const own = open.at(-1);
    if (own) own.text += words;
  };
  parser.on('text', text);
  parser.on('cdata', text);
  try {
    parser.write(new TextDecoder().decode(bytes)).close();
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 100) : '';
    throw new SourceProblem('malformed', `what it answers is no WebDAV: ${why}`);
  }
  return root;
}

export const inside = (element: Element | undefined, ...path: string[]): Element | undefined =>
  path.reduce<Element | undefined>((at, name) => at?.children.find((one) => one.name === name), element);

/** A multistatus, and the sync-token that it ends with. */
export function multistatusOf(bytes: Uint8Array, base: string): { resources: Resource[]; token: string | null } {
  const root = inside(elementsOf(bytes), 'multistatus');
  if (!root) throw new SourceProblem('malformed', 'what it answers is no WebDAV: there is no multistatus');
  const resources = root.children
    .filter(({ name }) => name === 'response')
    .flatMap((response): Resource[] => {
      const href = inside(response, 'href')?.text.trim() ?? '';
      if (!URL.canParse(href, base)) return [];
      const props = new Map<string, Element>();
      for (const { name, children } of response.children) {
        if (name !== 'propstat') continue;
        const status = children.find((one) => one.name === 'status');
        if (status && statusOf(status) >= 300) continue;
        for (const prop of children.find((one) => one.name === 'prop')?.children ?? []) props.set(prop.name, prop);
      }
      const own = inside(response, 'status');
      return [{ href: new URL(href, base).href, status: own ? statusOf(own) : null, props }];
    });
  return { resources, token: inside(root, 'sync-token')?.text.trim() || null };
}

const statusOf = ({ text }: Element): number => Number(/\s(\d{3})/.exec(text)?.[1] ?? 200);

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
