// The body of a webhook as it is shown: JSON set out over lines, a form as its fields, bytes as they are told.

/** What to show, and in which form it is: cut where it is long. */
export function bodyText(body: string, encoding: 'utf8' | 'base64' = 'utf8'): { text: string; note: string } {
  if (body === '') return { text: '', note: 'The body is empty.' };
  if (encoding === 'base64') return { ...cut(body), note: 'These are bytes that are no text, in base64.' };
  return cut(json(body) ?? body);
}

const longest = 100_000; // characters that a browser sets at once

function cut(text: string): { text: string; note: string } {
  if (text.length <= longest) return { text, note: '' };
  const kept = longest.toLocaleString('en');
  return { text: text.slice(0, longest), note: `The first ${kept} of ${text.length.toLocaleString('en')} characters.` };
}

/** Null where it is none. Numbers that JavaScript cannot hold are kept: then it is shown as it came. */
function json(body: string): string | null {
  if (!/^\s*[[{]/.test(body)) return null;
  try {
    const told: unknown = JSON.parse(body);
    return /\d{16,}/.test(body) ? body : JSON.stringify(told, null, 2);
  } catch {
    return null;
  }
}
