// Random playbooks of every kind of step, for histories that are made up.
import { Playbook } from '@vito/contracts/playbook';
import fc from 'fast-check';

const name = fc.constantFrom('read', 'write', 'gated', 'plain');
const plain = (id: string) =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('tool'),
        id: fc.constant(id),
        tool: name,
        with: fc.constant({ of: id }),
        optional: fc.boolean(),
        retry: fc.record({ attempts: fc.integer({ min: 1, max: 3 }), firstSeconds: fc.constantFrom(0, 5) }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('wait'),
        id: fc.constant(id),
        signal: fc.constantFrom('one', 'two'),
        seconds: fc.constantFrom(null, 10, 100),
      }),
    },
    fc.record({ kind: fc.constant('sleep'), id: fc.constant(id), seconds: fc.constantFrom(1, 50) }),
    fc.record({
      kind: fc.constant('run'),
      id: fc.constant(id),
      playbook: fc.constant('child'),
      each: fc.constant('input.items'),
      optional: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('agent'),
      id: fc.constant(id),
      instructions: fc.constant('do it'),
      tools: fc.constant(['read', 'write', 'gated']),
      turns: fc.integer({ min: 1, max: 3 }),
    }),
    fc.record({ kind: fc.constant('stop'), id: fc.constant(id), when: fc.constant('input.stop') }),
  );

const step = (id: string) =>
  fc.oneof(
    { weight: 4, arbitrary: plain(id) },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.integer({ min: 1, max: 2 }), { minLength: 2, maxLength: 3 })
        .chain((lengths) =>
          fc.tuple(
            ...lengths.map((length, branch) =>
              fc.tuple(...Array.from({ length }, (_, at) => plain(`${id}-${branch}-${at}`))),
            ),
          ),
        )
        .map((branches) => ({ kind: 'parallel', id, branches })),
    },
  );

export const playbook: fc.Arbitrary<Playbook> = fc
  .integer({ min: 1, max: 4 })
  .chain((length) =>
    fc.record({
      steps: fc.tuple(...Array.from({ length }, (_, at) => step(`s${at}`))),
      output: fc.constantFrom(null, '=steps'),
    }),
  )
  .map(({ steps, output }) => Playbook.parse({ name: 'made-up', title: 'made up', description: '', steps, output }));
