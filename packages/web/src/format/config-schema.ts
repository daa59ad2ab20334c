// A form from a JSON Schema: the fields that it asks for. A choice among shapes brings the fields of the shape that is chosen. Pure.
import { isSecretName } from './secret-name.js';
import { titled } from './words.js';

export type Json = Record<string, unknown>;

export interface ConfigField {
  /** Where its value goes. */
  path: readonly string[];
  label: string;
  hint: string;
  kind: 'text' | 'secret' | 'long' | 'long-secret' | 'day' | 'number' | 'boolean' | 'choice' | 'lines' | 'json';
  required: boolean;
  example: string;
  /** Of a choice. */
  options: readonly { value: string; word: string }[];
  initial: string | boolean;
  /** A choice among shapes: its value goes nowhere by itself. */
  isShape: boolean;
  /** Of a number. */
  isWhole: boolean;
}

/** By path, as typed. */
export type Draft = Readonly<Record<string, string | boolean>>;
export const keyOf = (path: readonly string[]): string => path.join('\u001f');

interface Walked {
  fields: ConfigField[];
  /** Values that the schema itself sets, of the shapes that are chosen. */
  fixed: { path: readonly string[]; value: unknown }[];
}

/** The fields for what is typed so far: a choice of a shape brings the fields of that shape. */
export function fieldsOf(schema: Json, draft: Draft): ConfigField[] {
  return walk(schema, [], draft).fields;
}

/** Whether a form can be made of it at all. */
export const hasForm = (schema: Json | null): schema is Json => schema !== null && propertiesOf(schema).length > 0;

export function propertiesOf(schema: Json): [string, Json][] {
  const { properties } = schema;
  if (!isJson(properties)) return [];
  const order = (property: Json) => (typeof property.order === 'number' ? property.order : Number.POSITIVE_INFINITY);
  return Object.entries(properties)
    .filter((pair): pair is [string, Json] => isJson(pair[1]))
    .sort(([, a], [, b]) => (order(a) === order(b) ? 0 : order(a) - order(b)));
}

/** Also what stands in no field, since the schema itself sets it. */
export function walk(schema: Json, at: readonly string[], draft: Draft): Walked {
  const required = new Set(Array.isArray(schema.required) ? schema.required.map(String) : []);
  const all: Walked = { fields: [], fixed: [] };
  for (const [name, property] of propertiesOf(schema)) {
    const path = [...at, name];
    if ('const' in property) {
      all.fixed.push({ path, value: property.const });
      continue;
    }
    const shapes = shapesOf(property);
    if (shapes.length > 0) add(all, shapeField(path, property, shapes, required.has(name)), draft, shapes);
    else if (propertiesOf(property).length > 0) join(all, walk(property, path, draft));
    else all.fields.push(fieldOf(path, property, required.has(name)));
  }
  return all;
}

function add(all: Walked, field: ConfigField, draft: Draft, shapes: Json[]): void {
  all.fields.push(field);
  const chosen = shapes[Number(draft[keyOf(field.path)] ?? field.initial)];
  if (chosen) join(all, walk(chosen, field.path, draft));
}

function join(all: Walked, more: Walked): void {
  all.fields.push(...more.fields);
  all.fixed.push(...more.fixed);
}

export const shapesOf = (property: Json): Json[] => {
  const given = [property.oneOf, property.anyOf].find(Array.isArray) ?? [];
  const shapes = given.filter((one): one is Json => isJson(one) && propertiesOf(one).length > 0);
  return shapes.length === given.length ? shapes : [];
};

function shapeField(path: readonly string[], property: Json, shapes: Json[], required: boolean): ConfigField {
  const options = shapes.map((shape, index) => ({ value: String(index), word: textOf(shape.title) || `${index + 1}` }));
  return {
    ...plain(path, property, required),
    kind: 'choice',
    isShape: true,
    options: required ? options : [{ value: '', word: 'none' }, ...options],
    initial: required ? '0' : '',
  };
}

function plain(path: readonly string[], property: Json, required: boolean): ConfigField {
  const name = path.at(-1) ?? '';
  const example = Array.isArray(property.examples) ? property.examples[0] : property.examples;
  return {
    path,
    label: textOf(property.title) || titled(name.replaceAll(/[_-]+/g, ' ')),
    hint: textOf(property.description),
    kind: 'text',
    required,
    example: typeof example === 'object' ? '' : textOf(example),
    options: [],
    initial: textOf(property.default),
    isShape: false,
    isWhole: false,
  };
}

function fieldOf(path: readonly string[], property: Json, required: boolean): ConfigField {
  const field = plain(path, property, required);
  const type = [property.type].flat().find((one) => one !== 'null');
  if (Array.isArray(property.enum) && property.enum.every((one) => typeof one !== 'object'))
    return { ...field, kind: 'choice', options: optionsOf(property.enum, required && field.initial !== '') };
  if (type === 'boolean') return { ...field, kind: 'boolean', initial: property.default === true };
  if (type === 'integer' || type === 'number') return { ...field, kind: 'number', isWhole: type === 'integer' };
  if (type === 'array' && isJson(property.items) && [property.items.type].flat().includes('string')) {
    const initial = Array.isArray(property.default) ? property.default.map(String).join('\n') : '';
    return { ...field, kind: 'lines', initial };
  }
  if (type !== 'string' && type !== undefined) return { ...field, kind: 'json', initial: jsonOf(property.default) };
  const isSecret = isMarked(property) || isSecretName(path.at(-1) ?? '');
  const isLong = property.multiline === true;
  if (isSecret) return { ...field, kind: isLong ? 'long-secret' : 'secret' };
  if (property.format === 'date' && !property.pattern) return { ...field, kind: 'day' };
  return { ...field, kind: isLong ? 'long' : 'text' };
}

const optionsOf = (values: unknown[], filled: boolean) => {
  const options = values.map((value) => ({ value: String(value), word: String(value) }));
  return filled ? options : [{ value: '', word: '' }, ...options];
};

const isMarked = (property: Json): boolean =>
  property.airbyte_secret === true || property.format === 'password' || property.writeOnly === true;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const jsonOf = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, null, 2));

/** As plain text: descriptions come with markup in them. */
function textOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return '';
  return value
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
