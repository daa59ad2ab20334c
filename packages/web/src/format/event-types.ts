// The types of events that an endpoint may ask for, by kind, with what they mean.
import { EventType } from '@vito/contracts/event';
import { titled } from './words.js';

export interface TypeGroup {
  kind: string;
  word: string;
  types: readonly string[];
}

/** Bookkeeping is never sent, nor are the endpoints' own events: these are what people see on the timeline. */
const silent: ReadonlySet<string> = new Set([
  'company.founded',
  'company.calendar-link-made',
  'document.received-alone',
  'document.people-listed',
  'document.people-known',
  'document.thread-grown',
  'document.thread-shrunk',
  'document.extracted',
  'document.checked',
  'document.check-failed',
  'source.renamed',
  'source.mapping-set',
  'source.signing-set',
  'source.secret-rotated',
  'connection.changed',
  'connection.catalog-chosen',
  'connection.columns-added',
  'connection.drift-ended',
  'connection.scheduled',
  'connection.live-set',
  'connection.mapping-set',
  'sync.requested',
  'sync.started',
  'sync.advanced',
  'sync.finished',
  'sync.cancelled',
  'fact.erased',
  'run.requested',
  'run.step-started',
  'run.step-completed',
  'run.step-skipped',
  'run.step-failed',
  'run.gate-escalated',
  'run.waiting',
  'run.signalled',
  'run.children-requested',
  'run.child-ended',
  'run.handed-back',
  'run.turn-reserved',
  'run.turn-taken',
  'run.undoing',
  'run.step-undone',
  'run.undo-failed',
  'run.cancel-requested',
  'run.moved',
]);
const words: Readonly<Record<string, string>> = {
  commitment: 'Commitments',
  document: 'Documents',
  fact: 'Facts from sources',
  directory: 'People',
  source: 'Sources',
  connection: 'Connections',
  sync: 'Runs that failed',
  run: 'Agents',
  company: 'The company',
};

export const typeGroups: readonly TypeGroup[] = Object.entries(words).map(([kind, word]) => ({
  kind,
  word,
  types: EventType.options.filter((type) => type.startsWith(`${kind}.`) && !silent.has(type)),
}));

/** The pattern that stands for all of a kind. */
export const allOf = (kind: string): string => `${kind}.*`;

/** With a kind's whole checked or not: its single types give way to the pattern. */
export function withKind(patterns: readonly string[], kind: string, on: boolean): string[] {
  const others = patterns.filter((one) => !one.startsWith(`${kind}.`));
  return on ? [...others, allOf(kind)] : others;
}

/** With one type checked or not: what was all of its kind becomes its other types; all of them become the pattern. */
export function withType(patterns: readonly string[], group: TypeGroup, type: string, on: boolean): string[] {
  const others = patterns.filter((one) => !one.startsWith(`${group.kind}.`));
  const before = group.types.filter((one) => isChecked(patterns, group.kind, one));
  const after = group.types.filter((one) => (one === type ? on : before.includes(one)));
  // One that this app does not know by name stays.
  const unknown = patterns.filter(
    (one) => one.startsWith(`${group.kind}.`) && one !== allOf(group.kind) && !group.types.includes(one),
  );
  return after.length === group.types.length ? [...others, allOf(group.kind)] : [...others, ...unknown, ...after];
}

export function isChecked(patterns: readonly string[], kind: string, type: string): boolean {
  return patterns.includes(allOf(kind)) || patterns.includes(type);
}

/** "Everything", "All commitments, document.read", "All commitments and 4 more". */
export function asksFor(patterns: readonly string[]): string {
  if (patterns.length === 0) return 'Everything';
  const said = patterns.map((one) => {
    const group = typeGroups.find(({ kind }) => one === allOf(kind));
    return group ? `all ${group.word.toLowerCase()}` : one;
  });
  const [first = '', second = '', ...more] = said;
  // A type is never written with a capital.
  const head = first.startsWith('all ') ? titled(first) : first;
  if (more.length > 0) return `${head}, ${second} and ${more.length} more`;
  return second ? `${head}, ${second}` : head;
}
