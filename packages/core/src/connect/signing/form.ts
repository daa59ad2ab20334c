// Forms as mail providers post them: fields by name, from urlencoded or multipart bodies.
import { type Incoming, unreadable } from './incoming.js';

export interface FormFile {
  name: string;
  mediaType: string;
  bytes: Buffer;
}

export interface Form {
  fields: Record<string, string>;
  files: FormFile[];
}

const formTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

export const isForm = (contentType: string | undefined): boolean => formTypes.test(contentType ?? '');

/** Throws Failure('invalid') for a body that is no such form. */
export async function formOf({ headers, raw }: Pick<Incoming, 'headers' | 'raw'>): Promise<Form> {
  const type = headers['content-type'] ?? '';
  if (!isForm(type)) throw unreadable('the body is no form');
  try {
    const data = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData();
    const form: Form = { fields: {}, files: [] };
    for (const [name, value] of data) {
      if (typeof value === 'string') form.fields[name] = value;
      else form.files.push({ name: value.name, mediaType: value.type, bytes: Buffer.from(await value.arrayBuffer()) });
    }
    return form;
  } catch {
    throw unreadable('the form is cut off or not built as its type says');
  }
}
