// CalDAV (RFC 4791): the calendars of an account, their events within a window, and what changed since (RFC 6578).
import { SourceProblem } from '../source-problem.js';
import type { Answered, Call } from './call.js';
import { escaped, inside, multistatusOf, type Resource } from './dav-xml.js';

export interface DavCalendar {
  href: string;
  name: string;
  ctag: string | null;
  token: string | null;
}

/** A calendar object: its file, or null where it is gone. */
export interface DavObject {
  href: string;
  bytes: Uint8Array | null;
}

const ns = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/"';
const calendarProps =
  '<d:resourcetype/><d:displayname/><s:getctag/><d:sync-token/><c:supported-calendar-component-set/>';
const atOnce = 50; // objects of a request
const mostTurns = 200;

export function createDav(call: Call) {
  async function propfind(url: string, depth: '0' | '1', props: string): Promise<Resource[]> {
    const body = `<?xml version="1.0"?><d:propfind ${ns}><d:prop>${props}</d:prop></d:propfind>`;
    const answer = await call('PROPFIND', url, { body, headers: { ...xml, depth } });
    return resourcesOf(answer).resources;
  }

  /** From an address of a calendar, an account or a server. Throws SourceProblem. */
  async function calendars(url: string): Promise<DavCalendar[]> {
    const looked = await propfind(url, '0', `${calendarProps}<d:current-user-principal/><c:calendar-home-set/>`).catch(
      (error) => {
        if (error instanceof SourceProblem && /HTTP 40[45]|no WebDAV/.test(error.message)) return [];
        throw error;
      },
    );
    const own = looked.flatMap(calendarOf);
    if (own.length > 0) return own;
    const wellKnown = new URL('/.well-known/caldav', url).href;
    const [start = looked[0]] = looked[0] ? [] : await propfind(wellKnown, '0', '<d:current-user-principal/>');
    const home = (start && hrefIn(start, 'calendar-home-set')) ?? (await homeOf(start));
    const found = (await propfind(home ?? url, '1', calendarProps)).flatMap(calendarOf);
    if (found.length === 0) throw new SourceProblem('reported', 'there is no calendar at this address');
    return found;
  }

  async function homeOf(start: Resource | undefined): Promise<string | null> {
    const principal = start && hrefIn(start, 'current-user-principal');
    if (!principal) return null;
    const [found] = await propfind(principal, '0', '<c:calendar-home-set/>');
    return found ? hrefIn(found, 'calendar-home-set') : null;
  }

  async function calendarAt(href: string): Promise<DavCalendar> {
    const [found] = (await propfind(href, '0', calendarProps)).flatMap(calendarOf);
    if (!found) throw new SourceProblem('reported', 'this calendar is no longer there');
    return found;
  }

  /** Names of all objects that have something in the window. */
  async function within(href: string, { from, to }: { from: string; to: string }): Promise<string[]> {
    const compact = (iso: string) => iso.replace(/[-:]|\.\d+/g, '');
    const range = `<c:time-range start="${compact(from)}" end="${compact(to)}"/>`;
    const filter = `<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">${range}</c:comp-filter></c:comp-filter></c:filter>`;
    const body = `<?xml version="1.0"?><c:calendar-query ${ns}><d:prop><d:getetag/></d:prop>${filter}</c:calendar-query>`;
    const answer = await call('REPORT', href, { body, headers: { ...xml, depth: '1' } });
    return resourcesOf(answer)
      .resources.filter(({ props }) => props.has('getetag'))
      .map((one) => one.href);
  }

  /** Names of what changed since, and of what is gone; null where the server cannot tell any more. */
  async function since(
    href: string,
    token: string,
  ): Promise<{ changed: string[]; gone: string[]; token: string } | null> {
    const changed = new Set<string>();
    const gone = new Set<string>();
    let next = token;
    for (let turn = 0; turn < mostTurns; turn++) {
      const body = `<?xml version="1.0"?><d:sync-collection ${ns}><d:sync-token>${escaped(next)}</d:sync-token><d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>`;
      const answer = await call('REPORT', href, { body, headers: xml, ok: [400, 403, 405, 409, 412, 501] });
      if (answer.status >= 300) return null;
      const { resources, token: after } = resourcesOf(answer);
      if (after === null) return null;
      for (const one of resources) {
        if (isSame(one.href, href)) continue;
        const isGone = one.status === 404 || one.status === 410;
        (isGone ? gone : changed).add(one.href);
        (isGone ? changed : gone).delete(one.href);
      }
      // 507 on the collection itself: there is more than it would tell at once.
      const isCut = resources.some((one) => one.status === 507 && isSame(one.href, href));
      if (!isCut || after === next) return { changed: [...changed], gone: [...gone], token: after };
      next = after;
    }
    return null;
  }

  /** The files of objects, some at a time. */
  async function* objects(href: string, wanted: string[]): AsyncGenerator<DavObject[]> {
    for (let at = 0; at < wanted.length; at += atOnce) {
      const part = wanted.slice(at, at + atOnce);
      const hrefs = part.map((one) => `<d:href>${escaped(new URL(one).pathname)}</d:href>`).join('');
      const body = `<?xml version="1.0"?><c:calendar-multiget ${ns}><d:prop><c:calendar-data/></d:prop>${hrefs}</c:calendar-multiget>`;
      const answer = await call('REPORT', href, { body, headers: { ...xml, depth: '1' } });
      const found = new Map<string, Uint8Array>();
      for (const { href: of, props } of resourcesOf(answer).resources) {
        const data = props.get('calendar-data')?.text;
        if (data) found.set(of, Buffer.from(data));
      }
      yield part.map((one) => ({ href: one, bytes: found.get(one) ?? null }));
    }
  }

  return { calendars, calendarAt, within, since, objects };
}
export type Dav = ReturnType<typeof createDav>;

const xml = { 'content-type': 'application/xml; charset=utf-8' };

const resourcesOf = ({ body, url }: Answered) => multistatusOf(body, url);

const isSame = (one: string, other: string): boolean => one.replace(/\/$/, '') === other.replace(/\/$/, '');

function hrefIn({ href, props }: Resource, name: string): string | null {
  const found = inside(props.get(name), 'href')?.text.trim();
  return found && URL.canParse(found, href) ? new URL(found, href).href : null;
}

/** None for what is no calendar, or one of tasks only; its components are attributes there, which are not read. */
function calendarOf({ href, props }: Resource): DavCalendar[] {
  if (!inside(props.get('resourcetype'), 'calendar')) return [];
  const text = (name: string) => props.get(name)?.text.trim() || null;
  return [
    {
      href,
      name: text('displayname') ?? decodeURIComponent(href.replace(/\/$/, '').split('/').at(-1) ?? href),
      ctag: text('getctag'),
      token: text('sync-token'),
    },
  ];
}
