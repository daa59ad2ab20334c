// A small calendar server: a feed with its ETag, and CalDAV with an account, a calendar, sync-tokens and ctags.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export const event = (...lines: string[]) =>
  ['BEGIN:VEVENT', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'].join('\r\n');
export const feed = (...components: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', ...components, 'END:VCALENDAR', ''].join('\r\n');
/** A time of the day so many days from now. */
export const at = (days: number, time = '100000Z') =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')}T${time}`;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const found = (props: string) =>
  `<d:propstat><d:prop>${props}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>`;
const response = (href: string, inner: string) => `<d:response><d:href>${href}</d:href>${inner}</d:response>`;

export async function openCalendarServer() {
  const objects = new Map<string, string>();
  /** Names in the order in which they changed; a token is a place in it. */
  const changes: string[] = [];
  const asked: { method: string; path: string; authorization: string | undefined; body: string }[] = [];
  const state = { feed: feed(), type: 'text/calendar', tokens: true, forgotten: 0, password: 'secret', redirect: '' };
  const root = '/cal/ada/work/';

  function collection(): string {
    const token = state.tokens ? `<d:sync-token>urn:t:${changes.length}</d:sync-token>` : '';
    return found(
      `<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:displayname>Work &amp; play</d:displayname><s:getctag>c${changes.length}</s:getctag>${token}`,
    );
  }

  function propfind(path: string, depth: string): string | null {
    if (path === '/')
      return response('/', found('<d:current-user-principal><d:href>/p/ada/</d:href></d:current-user-principal>'));
    if (path === '/p/ada/')
      return response(path, found('<c:calendar-home-set><d:href>/cal/ada/</d:href></c:calendar-home-set>'));
    if (path === root) return response(root, collection());
    if (path !== '/cal/ada/') return null;
    const self = response(path, found('<d:resourcetype><d:collection/></d:resourcetype>'));
    const inbox = response('/cal/ada/inbox/', found('<d:resourcetype><d:collection/></d:resourcetype>'));
    return depth === '1' ? self + inbox + response(root, collection()) : self;
  }

  function report(body: string): string | number {
    const etag = (name: string) =>
      response(root + name, found(`<d:getetag>"${objects.get(name)?.length}"</d:getetag>`));
    const token = `<d:sync-token>urn:t:${changes.length}</d:sync-token>`;
    if (body.includes('calendar-query')) return [...objects.keys()].map(etag).join('');
    if (body.includes('sync-collection')) {
      const since = Number(/urn:t:(\d+)/.exec(body)?.[1] ?? Number.NaN);
      if (!state.tokens || !(since >= state.forgotten)) return 403;
      const names = [...new Set(changes.slice(since))];
      const gone = (name: string) => response(root + name, '<d:status>HTTP/1.1 404 Not Found</d:status>');
      return names.map((name) => (objects.has(name) ? etag(name) : gone(name))).join('') + token;
    }
    return [...body.matchAll(/<d:href>([^<]+)<\/d:href>/g)]
      .map(([, href = '']) => {
        const data = objects.get(href.slice(root.length));
        if (data === undefined) return response(href, '<d:status>HTTP/1.1 404 Not Found</d:status>');
        return response(href, found(`<c:calendar-data>${escaped(data)}</c:calendar-data>`));
      })
      .join('');
  }

  async function answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = (await buffer(request)).toString();
    const { method = '', url: path = '' } = request;
    const { authorization } = request.headers;
    asked.push({ method, path, authorization, body });
    if (path === '/moved.ics') return void reply.writeHead(302, { location: state.redirect }).end();
    if (path === '/feed.ics') {
      const etag = `"${Buffer.from(state.feed).toString('base64').slice(-20)}${state.feed.length}"`;
      if (request.headers['if-none-match'] === etag) return void reply.writeHead(304).end();
      return void reply.writeHead(200, { 'content-type': state.type, etag }).end(state.feed);
    }
    const wanted = `Basic ${Buffer.from(`ada:${state.password}`).toString('base64')}`;
    if (authorization !== wanted) return void reply.writeHead(401).end();
    if (path === '/.well-known/caldav') return void reply.writeHead(301, { location: '/' }).end();
    const inner =
      method === 'PROPFIND' ? propfind(path, String(request.headers.depth)) : path === root ? report(body) : null;
    if (typeof inner === 'number' || inner === null) return void reply.writeHead(inner ?? 404).end();
    const ns = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/"';
    reply.writeHead(207, { 'content-type': 'application/xml' });
    reply.end(`<?xml version="1.0"?><d:multistatus ${ns}>${inner}</d:multistatus>`);
  }

  const server = createServer((request, reply) => void answer(request, reply));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    asked,
    put(name: string, text: string) {
      objects.set(name, text);
      changes.push(name);
    },
    remove(name: string) {
      objects.delete(name);
      changes.push(name);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
export type CalendarServer = Awaited<ReturnType<typeof openCalendarServer>>;
