// What was typed into the fields of a schema, made into a configuration; and the way back. Pure.
import {
  type ConfigField,
  type Draft,
  fieldsOf,
  isJson,
  type Json,
  jsonOf,
  keyOf,
  propertiesOf,
  shapesOf,
  walk,
} from './config-schema.js';

export interface Made {
  config: Json;
  /** By path, what keeps it from being sent. */
  problems: Readonly<Record<string, string>>;
}

/** The configuration that was typed. What is left empty is left out. */
export function configOf(schema: Json, draft: Draft): Made {
  const { fields, fixed } = walk(schema, [], draft);
  const config: Json = {};
  const problems: Record<string, string> = {};
  for (const { path, value } of fixed) put(config, path, value);
  for (const field of fields) {
    if (field.isShape) continue;
    const typed = draft[keyOf(field.path)];
    const { value, problem } = typedValue(field, typed ?? field.initial, typed !== undefined);
    if (problem) problems[keyOf(field.path)] = problem;
    if (value !== undefined) put(config, field.path, value);
  }
  return { config, problems };
}

function typedValue(
  field: ConfigField,
  typed: string | boolean,
  touched: boolean,
): { value?: unknown; problem?: string } {
  if (field.kind === 'boolean') return touched || typed === true || field.required ? { value: typed === true } : {};
  const text = field.kind === 'secret' || field.kind === 'long-secret' ? String(typed) : String(typed).trim();
  if (text.trim() === '') return field.required ? { problem: `Fill in ${field.label}` } : {};
  if (field.kind === 'number') {
    const number = Number(text);
    if (Number.isNaN(number) || (field.isWhole && !Number.isInteger(number)))
      return { problem: `${field.label} is no ${field.isWhole ? 'whole ' : ''}number` };
    return { value: number };
  }
  if (field.kind === 'lines')
    return {
      value: text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    };
  if (field.kind !== 'json') return { value: text };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { problem: `${field.label} is no JSON` };
  }
}

function put(config: Json, path: readonly string[], value: unknown): void {
  const [head, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) config[head] = value;
  else {
    const inner = config[head];
    const next: Json = isJson(inner) ? inner : {};
    config[head] = next;
    put(next, rest, value);
  }
}

/** What the fields show for a configuration: the way back from JSON. Shapes are known by what they fix. */
export function draftOf(schema: Json, config: Json): Draft {
  const draft: Record<string, string | boolean> = {};
  // Each round may choose a shape, whose fields the next one finds.
  for (let before = -1; before < Object.keys(draft).length; ) {
    before = Object.keys(draft).length;
    for (const field of fieldsOf(schema, draft)) {
      if (keyOf(field.path) in draft) continue;
      const value = field.path.reduce<unknown>((inner, name) => (isJson(inner) ? inner[name] : undefined), config);
      if (value === undefined) continue;
      draft[keyOf(field.path)] = field.isShape ? shapeOf(schema, field.path, value) : typedOf(field, value);
    }
  }
  return draft;
}

function shapeOf(schema: Json, path: readonly string[], value: unknown): string {
  let at: Json | undefined = schema;
  for (const name of path) at = Object.fromEntries(propertiesOf(at ?? {}))[name];
  const fits = (shape: Json) =>
    propertiesOf(shape).every(([name, one]) => !('const' in one) || (isJson(value) && value[name] === one.const));
  const index = shapesOf(at ?? {}).findIndex(fits);
  return index < 0 ? '' : String(index);
}

function typedOf({ kind }: ConfigField, value: unknown): string | boolean {
  if (kind === 'boolean') return value === true;
  if (kind === 'lines' && Array.isArray(value)) return value.map(String).join('\n');
  return kind === 'json' || typeof value === 'object' ? jsonOf(value) : String(value);
}
