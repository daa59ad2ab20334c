// Old events are brought up to their current shape when they are read; what is stored never changes.
import { EventType, events } from '@vito/contracts/event';
import { Failure } from '@vito/runtime/failure';

interface Body {
  data: Record<string, unknown>;
  secret: Record<string, unknown> | null;
}
type Step = (body: Body) => Body;

/** Per type, the step from version n to n + 1 at index n - 1. */
const steps: Partial<Record<EventType, Step[]>> = {
  'commitment.proposed': [
    // v1 -> v2: the precision was implied by the due's length, and due days ended in UTC.
    ({ data, secret }) => ({ data: { ...data, precision: impliedPrecision(data.due), zone: 'UTC' }, secret }),
  ],
  'fact.recorded': [
    // v1 -> v2: only payloads told facts, and none was ever gone.
    ({ data: { sourceId, payloadId, at }, secret }) => ({
      data: { from: { sourceId, payloadId }, at, gone: false },
      secret,
    }),
  ],
};

/** The type that a stored name stands for. Throws Failure when this build does not know it. */
export function typeOf(name: string): EventType {
  const known = EventType.safeParse(name);
  if (!known.success) throw newer(`this build does not know events of the type ${name}`);
  return known.data;
}

// Worth another try: while builds are exchanged, one of the newer build can do it.
const newer = (what: string) => new Failure('conflict', `${what}: start the newer build`, { retry: 'later' });

/** Brings a stored body from `version` to the current one. Throws Failure when the event is newer than this build. */
export function upcast(type: EventType, version: number, body: Body): Body {
  const current = events[type].version;
  if (version > current) {
    throw newer(`an event ${type} has version ${version}, this build knows ${current}`);
  }
  let result = body;
  for (let at = version; at < current; at++) {
    const step = steps[type]?.[at - 1];
    if (!step) throw new Failure('conflict', `event ${type} has no way from version ${at} to ${at + 1}`);
    result = step(result);
  }
  return result;
}

function impliedPrecision(due: unknown): 'none' | 'day' | 'time' {
  if (typeof due !== 'string') return 'none';
  return due.length > 10 ? 'time' : 'day';
}
