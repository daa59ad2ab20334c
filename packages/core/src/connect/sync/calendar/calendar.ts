// Calendars, read in our own process: a feed (ICS) by its address, or the calendars of a CalDAV account.

import { Failure } from '@vito/runtime/failure';
import type { Calendar, Window } from '@vito/understanding/calendar/occurrences';
import type { Outgoing } from '../../../platform/outgoing.js';
import { SourceProblem } from '../source-problem.js';
import { type Dialect, type Found, isObject, type Json, type Source, type Told } from '../source-told.js';
import { createDav, type Dav } from './caldav.js';
import { type Call, createCall } from './call.js';
import { type CalendarConfig, calendarSpec, configOf, windowOf } from './config.js';
import { eventSchema, usualMapping } from './schema.js';

export interface CalendarDeps {
  outgoing: Outgoing;
  /** In the compute pool. */
  calendars: (files: Uint8Array[], window: Window, signal?: AbortSignal) => Promise<(Calendar | { refused: string })[]>;
}

export function createCalendar({ outgoing, calendars }: CalendarDeps): Dialect {
  const opened = ({ config: given, signal }: Source) => {
    const config = configOf(given);
    return { config, call: createCall(outgoing, config, signal), window: windowOf(config, Date.now()) };
  };

  async function read(files: Uint8Array[], window: Window, signal: AbortSignal) {
    try {
      return await calendars(files, window, signal);
    } catch (error) {
      if (error instanceof Failure && error.retry === 'never') throw new SourceProblem('too-slow', error.message);
      throw error;
    }
  }

  async function discover(source: Source): Promise<Found[]> {
    const { config, call, window } = opened(source);
    if (config.protocol === 'ics') {
      const { body } = await call('GET', config.url, { headers: accepts });
      calendarIn(await read([body], window, source.signal));
      return [foundOf('events', { href: config.url })];
    }
    const found = await createDav(call).calendars(config.url);
    const names = found.map(({ name }) => name);
    return found.map(({ name, href }) =>
      foundOf(names.filter((one) => one === name).length > 1 ? `${name} (${new URL(href).pathname})` : name, { href }),
    );
  }

  return {
    spec: async () => calendarSpec,
    accept(given) {
      try {
        outgoing.checkUrl(configOf(given).url);
      } catch (error) {
        throw error instanceof SourceProblem ? new Failure('invalid', error.message) : error;
      }
    },
    async check(source) {
      const found = await discover(source);
      return { ok: true, message: `it offers ${found.length} ${found.length === 1 ? 'calendar' : 'calendars'}` };
    },
    discover,

    async *read(source, { streams, bookmark }) {
      const { config, call, window } = opened(source);
      const known: Json = isObject(bookmark) ? { ...bookmark } : {};
      const reading: Reading = { call, window, read: (files) => read(files, window, source.signal), source };
      for (const { id, name, entry } of streams) {
        const before = isObject(known[id]) ? (known[id] as Json) : {};
        const href = typeof entry.href === 'string' ? entry.href : config.url;
        const told =
          config.protocol === 'ics'
            ? readFeed(reading, config, name, before)
            : readDav(reading, createDav(call), name, href, before);
        for await (const one of told) {
          if (one.kind !== 'bookmark') yield one;
          else {
            known[id] = one.bookmark;
            yield { kind: 'bookmark', bookmark: { ...known } };
          }
        }
      }
    },
  };
}

interface Reading {
  call: Call;
  window: ReturnType<typeof windowOf>;
  read: (files: Uint8Array[]) => Promise<(Calendar | { refused: string })[]>;
  source: Source;
}

const accepts = { accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1' };

/** Asked for whole each day, since the window has moved on, and where it is another; else only where it changed. */
async function* readFeed(
  { call, window, read, source }: Reading,
  { url }: CalendarConfig,
  stream: string,
  before: Json,
): AsyncGenerator<Told> {
  const isSame = before.as === window.as;
  const headers: Record<string, string> = { ...accepts };
  if (isSame && typeof before.etag === 'string') headers['if-none-match'] = before.etag;
  if (isSame && typeof before.modified === 'string') headers['if-modified-since'] = before.modified;
  const answer = await call('GET', url, { headers, ok: [304] });
  if (answer.status === 304) return source.log.add(`${stream}: nothing has changed`);
  const calendar = calendarIn(await read([answer.body]));
  for (const problem of calendar.problems) source.log.add(`${stream}: ${problem}`);
  yield* eventsOf(stream, calendar, null);
  if (calendar.whole) yield withinOf(stream, window, new Set(calendar.unsure), null);
  const { etag, 'last-modified': modified } = answer.headers;
  yield {
    kind: 'bookmark',
    bookmark: { as: window.as, ...(etag ? { etag } : {}), ...(modified ? { modified } : {}) },
  };
}

/** Once a day all of the window; in between what the server says has changed. */
async function* readDav(
  { window, read, source }: Reading,
  dav: Dav,
  stream: string,
  href: string,
  before: Json,
): AsyncGenerator<Told> {
  const isSame = before.as === window.as;
  const now = await dav.calendarAt(href);
  const token = isSame && typeof before.token === 'string' ? before.token : null;
  const since = token === null ? null : await dav.since(href, token);
  if (since === null && isSame && now.ctag !== null && before.ctag === now.ctag)
    return source.log.add(`${stream}: nothing has changed`);
  const wanted = since?.changed ?? (await dav.within(href, window));
  const gone = new Set(since?.gone);
  const unsure = new Set<string>();
  for await (const objects of dav.objects(href, wanted)) {
    const there = objects.flatMap(({ href: of, bytes }) => (bytes ? { of, bytes } : []));
    for (const { href: of, bytes } of objects) if (!bytes) gone.add(of);
    const calendars = await read(there.map(({ bytes }) => bytes));
    for (const [index, calendar] of calendars.entries()) {
      const { of } = there[index] as (typeof there)[number];
      if ('refused' in calendar || !calendar.whole || calendar.problems.length > 0) {
        unsure.add(of);
        const problems = 'refused' in calendar ? [calendar.refused] : calendar.problems;
        source.log.add(`${stream}: ${new URL(of).pathname}: ${problems.join('; ')}`);
      }
      if (!('refused' in calendar)) yield* eventsOf(stream, calendar, of);
    }
    yield { kind: 'quiet' };
  }
  const told = since ? new Set([...since.changed, ...gone]) : null;
  const holds = (data: Json) => {
    const of = String(data.href);
    if (unsure.has(of)) return false;
    return told ? told.has(of) : isWithin(data, window);
  };
  yield { kind: 'within', stream, holds };
  yield { kind: 'bookmark', bookmark: { as: window.as, ctag: now.ctag, token: since?.token ?? now.token } };
}

function calendarIn([calendar]: (Calendar | { refused: string })[]): Calendar {
  if (!calendar || 'refused' in calendar)
    throw new SourceProblem('malformed', calendar?.refused ?? 'it is no calendar');
  return calendar;
}

function* eventsOf(stream: string, { events }: Calendar, href: string | null): Generator<Told> {
  for (const event of events)
    yield { kind: 'record', stream, data: { ...event, href }, generation: null, remembered: true };
}

/** What has left the window has only passed; what was in it and is not told any more is gone. */
function withinOf(stream: string, window: Window, unsure: Set<string>, href: string | null): Told {
  const holds = (data: Json) => data.href === href && !unsure.has(String(data.uid)) && isWithin(data, window);
  return { kind: 'within', stream, holds };
}

const isWithin = ({ startsAt, endsAt }: Json, { from, to }: { from: string; to: string }): boolean =>
  Date.parse(String(endsAt)) >= Date.parse(from) && Date.parse(String(startsAt)) < Date.parse(to);

const foundOf = (name: string, entry: { href: string }): Found => ({
  name,
  entry,
  schema: eventSchema,
  keys: [['uid'], ['occurrence']],
  cursors: [],
  modes: ['incremental'],
  mapping: usualMapping,
});
