// The little data set of the programs in fixtures/, as tests make and change it, and what a sync of it must end with.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url));
export const littleProgram = { singer: 'tap-little.mjs', airbyte: 'source-little.mjs' } as const;
export type LittleDialect = keyof typeof littleProgram;

export interface Little {
  people: { id: number; name: string | null; updated: string; [more: string]: unknown }[];
  teams: { id: number; title: string | null; [more: string]: unknown }[];
  schemas?: Record<string, object>;
  /** The version of a full table. */
  generation: number;
}

const time = (minute: number) => `2026-01-01T00:${String(minute).padStart(2, '0')}:00Z`;

export const little = (): Little => ({
  people: [
    { id: 1, name: 'Ada Quill', updated: time(1) },
    { id: 2, name: 'Bo Reed', updated: time(2) },
    { id: 3, name: 'Cy Marsh', updated: time(2) },
    { id: 4, name: null, updated: time(3) },
  ],
  teams: [1, 2, 3, 4, 5].map((id) => ({ id, title: `Team ${id}` })),
  generation: 1,
});

/** Rows inserted (one at the very time of the last that was read), updated and deleted; the next version. */
export function changed({ people, teams, ...rest }: Little): Little {
  return {
    ...rest,
    people: [
      ...people.map((one) => (one.id === 2 ? { ...one, name: 'Bo Reed-Marsh', updated: time(5) } : one)),
      { id: 5, name: 'Di Holt', updated: time(3) },
      { id: 6, name: 'Ed Lake', updated: time(6) },
      { id: 7, name: 'Fi Wood', updated: time(6) },
    ],
    teams: [
      ...teams.filter(({ id }) => id !== 2 && id !== 4).map((one) => (one.id === 3 ? { ...one, title: 'Third' } : one)),
      { id: 6, title: 'Team 6' },
    ],
    generation: rest.generation + 1,
  };
}

export const save = (path: string, data: Little): Promise<void> => writeFile(path, JSON.stringify(data));

/** What stands after a whole sync: `[stream, data]`, sorted. */
export const expected = ({ people, teams }: Little): [string, object][] =>
  sorted([
    ...people.map((one): [string, object] => ['people', one]),
    ...teams.map((one): [string, object] => ['teams', one]),
  ]);

export const sorted = (rows: [string, object][]): [string, object][] =>
  rows
    .map(([stream, data]): [string, object] => [
      stream,
      Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))),
    ])
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
