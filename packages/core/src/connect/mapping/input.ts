// What a mapping sees of a payload.
import type { Payload } from '../payload.js';
import { type Form, formOf, isForm } from '../signing/form.js';

export interface MappingInput {
  type: string;
  id: string;
  receivedAt: string;
  headers: Record<string, string>;
  /** JSON as it is, a form as its fields, anything else as text. */
  body: unknown;
}

/** `form`: with its files, for the mappings of mail. */
export async function inputOf(payload: Payload, raw: Buffer): Promise<{ input: MappingInput; form: Form | null }> {
  const { type = '', externalId = '', headers = {} } = payload.content ?? {};
  const form = isForm(headers['content-type']) ? await formOf({ headers, raw }).catch(() => null) : null;
  const body = form?.fields ?? jsonOrText(raw);
  return { input: { type, id: externalId, receivedAt: payload.receivedAt, headers, body }, form };
}

function jsonOrText(raw: Buffer): unknown {
  const text = raw.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
