// How names were written, and how often: what to call somebody. Pure.
import { nameKey } from '@vito/contracts/party-key';

/** Ways to write a name, by key. */
export interface Written {
  note(key: string, text: string, times: number): void;
  /** The way to show the first of these keys that has one: whole names first, then the most frequent, then by the alphabet. */
  best(keys: readonly string[]): string | null;
}

export function createWritten(): Written {
  const ways = new Map<string, Map<string, number>>();
  return {
    note(key, text, times) {
      const known = ways.get(key) ?? new Map<string, number>();
      const name = tidy(text);
      if (nameKey(name) === '') return;
      ways.set(key, known.set(name, (known.get(name) ?? 0) + times));
    },
    best(keys) {
      const all = keys.flatMap((key) => [...(ways.get(key) ?? [])]);
      const whole = ([name]: [string, number]) => (nameKey(name).includes(' ') && !name.includes('@') ? 1 : 0);
      const order = (a: [string, number], b: [string, number]) =>
        whole(b) - whole(a) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1);
      return all.sort(order)[0]?.[0] ?? null;
    },
  };
}

/** "Weber, Tom (Acme)" as "Tom Weber". */
function tidy(text: string): string {
  const plain = text
    .replace(/\([^)]*\)/g, ' ')
    .replace(/^["']+|["']+$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const comma = /^([^,]+), ([^,]+)$/.exec(plain);
  return comma ? `${comma[2]} ${comma[1]}` : plain;
}
