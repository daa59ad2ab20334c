// The playbooks of the drill: about ten steps each, of every kind.
import { Playbook } from '@vito/contracts/playbook';

const tool = (id: string, name: string, more: object = {}) => ({
  kind: 'tool',
  id,
  tool: name,
  with: { n: `=input.n & " ${id}"`, at: '=now', ms: 150 },
  ...more,
});
const steps = [
  tool('read', 'look'),
  tool('first', 'note'),
  {
    kind: 'parallel',
    id: 'beside',
    branches: [
      [tool('left', 'note'), tool('left-read', 'look')],
      [{ kind: 'sleep', id: 'nap', seconds: 0.5 }, tool('right', 'note')],
      [{ kind: 'wait', id: 'word', signal: 'go', seconds: 60 }],
    ],
  },
  tool('gate', 'ask'),
  {
    kind: 'run',
    id: 'children',
    playbook: 'child',
    each: '[1, 2]',
    with: { n: '=input.n & " " & $string(item)' },
    optional: true,
  },
];
const of = (name: string, more: unknown[], rest: object = {}) =>
  Playbook.parse({ name, title: name, description: '', steps: [...steps, ...more], ...rest });

export const playbooks: Playbook[] = [
  Playbook.parse({
    name: 'child',
    title: 'child',
    description: '',
    steps: [
      tool('c-read', 'look'),
      tool('c-note', 'note'),
      { kind: 'sleep', id: 'c-nap', seconds: 0.3 },
      tool('c-last', 'note'),
    ],
  }),
  of('order', [tool('last', 'note')], { output: '=steps.last' }),
  of('breaks', [tool('last', 'note'), tool('broken', 'fail')]),
  of('sticks', [tool('last', 'stick'), tool('broken', 'fail')]),
];
