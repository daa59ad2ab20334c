// Arguments as fields: what can be typed by hand is, the rest stays JSON. What nobody touched stays exactly as it was. Pure.
import { titled } from './words.js';

export interface ArgField {
  name: string;
  label: string;
  kind: 'text' | 'long' | 'number' | 'boolean' | 'json';
  /** As it stands in the field. */
  initial: string | boolean;
}
export type ArgDraft = Readonly<Record<string, string | boolean>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is short first: a letter's subject before its text. Of arguments that are no object: one field without a name. */
export function argFields(args: unknown): ArgField[] {
  if (!isRecord(args)) return [{ name: '', label: 'Value', kind: 'json', initial: JSON.stringify(args, null, 2) }];
  const fields = Object.entries(args).map(([name, value]) => ({ name, label: argLabel(name), ...fieldOf(value) }));
  const isLong = ({ kind }: Pick<ArgField, 'kind'>): number => (kind === 'long' || kind === 'json' ? 1 : 0);
  return fields.sort((a, b) => isLong(a) - isLong(b));
}

export const argLabel = (name: string): string =>
  titled(
    name
      .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
      .replaceAll(/[_-]+/g, ' ')
      .toLowerCase(),
  );

function fieldOf(value: unknown): Pick<ArgField, 'kind' | 'initial'> {
  if (typeof value === 'string')
    return { kind: /\n/.test(value) || value.length > 80 ? 'long' : 'text', initial: value };
  if (typeof value === 'number') return { kind: 'number', initial: String(value) };
  if (typeof value === 'boolean') return { kind: 'boolean', initial: value };
  return { kind: 'json', initial: JSON.stringify(value, null, 2) };
}

/** `problems`: by name, what keeps it from being sent. */
export function editedArgs(
  args: unknown,
  draft: ArgDraft,
): { args: unknown; problems: Readonly<Record<string, string>> } {
  const problems: Record<string, string> = {};
  const values: Record<string, unknown> = isRecord(args) ? { ...args } : {};
  for (const { name, label, kind, initial } of argFields(args)) {
    const typed = draft[name];
    if (typed === undefined || typed === initial) {
      if (name === '') values[''] = args;
      continue;
    }
    if (kind === 'number') {
      values[name] = Number(typed);
      if (String(typed).trim() === '' || Number.isNaN(values[name])) problems[name] = `${label} is no number`;
    } else if (kind === 'json') {
      try {
        values[name] = JSON.parse(String(typed));
      } catch {
        problems[name] = `${label} is no JSON`;
      }
    } else values[name] = typed;
  }
  return { args: isRecord(args) ? values : values[''], problems };
}
