// The parts of an Office file (.xlsx, .pptx: OPC, ECMA-376 part 2) and how they refer to one another.
import { Unreadable } from '../unreadable.js';
import { walkXml } from './xml.js';
import { checkArchive, unpacked } from './zip.js';

export interface OfficePackage {
  names: readonly string[];
  /** The bytes of a part, or null where there is none. */
  part(name: string): Uint8Array | null;
  /** Like part, but a part that must be there. Throws Unreadable. */
  needed(name: string): Uint8Array;
  /** What a part refers to: relationship id -> type (last word of its URI) and name of the part. */
  relations(name: string): Map<string, { type: string; target: string }>;
}

/** Opens a package whose archive was checked against swelling. `what`: "Excel workbook". Throws Unreadable. */
export function openPackage(bytes: Uint8Array, what: string): OfficePackage {
  const entries = new Map(checkArchive(bytes).map((entry) => [entry.name, entry]));
  const part = (name: string) => {
    const entry = entries.get(name);
    return entry ? unpacked(bytes, entry) : null;
  };
  return {
    names: [...entries.keys()],
    part,
    needed(name) {
      const found = part(name);
      if (found) return found;
      const message = `This ${what} lacks a part (${name}). Open it in its program, save it again, and add that.`;
      throw new Unreadable('malformed', message);
    },
    relations: (name) => relationsOf(part(relationsName(name)), name),
  };
}

const relationsName = (name: string) => name.replace(/[^/]*$/, (file) => `_rels/${file}.rels`);

function relationsOf(xml: Uint8Array | null, from: string): Map<string, { type: string; target: string }> {
  const found = new Map<string, { type: string; target: string }>();
  if (!xml) return found;
  walkXml(xml, {
    open({ name, attributes }) {
      const { Id: id, Target: target, Type: type = '', TargetMode: mode } = attributes;
      if (!name.endsWith('Relationship') || !id || !target || mode === 'External') return undefined;
      found.set(id, { type: type.slice(type.lastIndexOf('/') + 1), target: resolved(from, target) });
      return undefined;
    },
  });
  return found;
}

/** A target beside the part that names it: "../media/a.png" of "ppt/slides/slide1.xml". */
function resolved(from: string, target: string): string {
  const path = target.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}
