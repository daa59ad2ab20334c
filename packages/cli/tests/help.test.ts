// The nearest command to a mistyped one, and help that shows every option and works as an example.
import { describe, expect, it } from 'vitest';
import { parseCall } from '../src/command.js';
import { commands } from '../src/commands.js';
import { helpOf, nearest, overview } from '../src/help.js';

const names = commands.map((entry) => entry.name);

describe('nearest', () => {
  it.each([
    ['comitments', 'commitments'],
    ['tiemline', 'timeline'],
    ['stat', 'start'],
    ['statsu', 'status'],
    ['commit', 'commitments'],
    ['extarct', 'extract'],
  ])('%s is likely %s', (word, name) => expect(nearest(word, names)).toBe(name));
  it('guesses nothing for a word that is near to none', () => expect(nearest('xyzzy', names)).toBeNull());
});

describe('help', () => {
  it('names every command', () => {
    for (const name of names) expect(overview()).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  });

  it.each(names)('vito %s --help shows its options, and its examples parse', async (name) => {
    const parts = await commands.find((entry) => entry.name === name)?.load();
    if (!parts) throw new Error(`no command ${name}`);
    const text = helpOf(name, parts);
    for (const option of [...Object.keys(parts.options), 'json', 'help']) expect(text).toContain(`--${option}`);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(parts.examples.length).toBeGreaterThan(0);
    for (const example of parts.examples) {
      const own = /\bvito (?:--me|\S+)(.*?)(?:$|[|>&])/.exec(example)?.[1] ?? '';
      const words = own.match(/"[^"]*"|\S+/g) ?? [];
      const argv = example.includes('vito --me') ? ['--me', ...words] : words;
      expect(() => parseCall(parts, argv), example).not.toThrow();
    }
  });
});
