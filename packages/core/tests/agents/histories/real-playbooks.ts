// Random playbooks that the test's own tools can do, for runs on a real database.
import { Playbook } from '@vito/contracts/playbook';
import fc from 'fast-check';

const args = (id: string) => ({ of: id, at: '=now', ms: 15 });
const plain = (id: string, child: boolean) =>
  fc.oneof(
    { weight: 6, arbitrary: tool(id, 'look', 'note', 'note', 'once') },
    { weight: 1, arbitrary: tool(id, 'ask', 'stick') },
    fc.record({
      kind: fc.constant('tool'),
      id: fc.constant(id),
      tool: fc.constant('fail'),
      with: fc.constantFrom({}, { times: 1 }, { times: 2 }),
      optional: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('wait'),
      id: fc.constant(id),
      signal: fc.constantFrom('go', 'never-told'),
      seconds: fc.constantFrom(0.05, 0.5, 1.5),
    }),
    fc.record({ kind: fc.constant('sleep'), id: fc.constant(id), seconds: fc.constantFrom(0.05, 0.5) }),
    ...(child
      ? [
          fc.record({
            kind: fc.constant('run'),
            id: fc.constant(id),
            playbook: fc.constant('child'),
            optional: fc.boolean(),
          }),
        ]
      : []),
  );

const tool = (id: string, ...names: string[]) =>
  fc.record({
    kind: fc.constant('tool'),
    id: fc.constant(id),
    tool: fc.constantFrom(...names),
    with: fc.constant(args(id)),
    optional: fc.boolean(),
  });

const step = (id: string) =>
  fc.oneof(
    { weight: 4, arbitrary: plain(id, true) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(plain(`${id}-a`, true), plain(`${id}-b`, false), plain(`${id}-c`, false))
        .map(([a, b, c]) => ({ kind: 'parallel', id, branches: [[a], [b, c]] })),
    },
  );

/** The same for the same seed; one more is called `child`. */
export function realPlaybooks(seed: number, count: number): Playbook[] {
  const steps = fc
    .integer({ min: 2, max: 5 })
    .chain((n) => fc.tuple(...Array.from({ length: n }, (_, at) => step(`s${at}`))));
  const all = fc.sample(steps, { seed, numRuns: count });
  const child = [
    { kind: 'tool', id: 'c1', tool: 'note', with: args('c1') },
    { kind: 'sleep', id: 'c2', seconds: 0.1 },
  ];
  return [
    Playbook.parse({ name: 'child', title: 'child', description: '', steps: child }),
    ...all.map((made, n) => Playbook.parse({ name: `made-up-${n}`, title: 'made up', description: '', steps: made })),
  ];
}
