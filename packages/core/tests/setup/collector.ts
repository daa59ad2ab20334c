// A collector of traces on this machine: keeps what is posted to it by OTLP over HTTP as JSON, and can be away for a while.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Value = { stringValue?: string; intValue?: number | string; arrayValue?: { values: Value[] } };
interface Wire {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: Value }[];
  status: { code: number };
}
interface Body {
  resourceSpans: {
    resource: { attributes: Wire['attributes'] };
    scopeSpans: { spans: Wire[] }[];
  }[];
}
export interface Collected extends Pick<Wire, 'traceId' | 'spanId' | 'name' | 'kind'> {
  parentSpanId: string | null;
  /** Milliseconds since 1970. */
  start: number;
  end: number;
  failed: boolean;
  attributes: Record<string, unknown>;
}
interface Post {
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export async function openCollector() {
  const posts: Post[] = [];
  let port = 0;
  let server: Server | null = null;

  async function open(): Promise<void> {
    const next = createServer(async (request, response) => {
      posts.push({ url: request.url ?? '', headers: request.headers, body: await text(request) });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    next.listen(port, '127.0.0.1');
    await once(next, 'listening');
    port = (next.address() as AddressInfo).port;
    server = next;
  }

  async function close(): Promise<void> {
    const old = server;
    server = null;
    old?.closeAllConnections();
    if (old) await new Promise((resolve) => old.close(resolve));
  }

  const bodies = () => posts.map(({ body }) => JSON.parse(body) as Body);
  await open();
  return {
    url: `http://127.0.0.1:${port}/v1/traces`,
    posts,
    open,
    /** It is away until it is opened again, at the same address. */
    close,
    resource: () => valuesOf(bodies()[0]?.resourceSpans[0]?.resource.attributes ?? []),
    spans: (): Collected[] =>
      bodies().flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(collected))),
      ),
  };
}
export type Collector = Awaited<ReturnType<typeof openCollector>>;

const collected = ({ traceId, spanId, parentSpanId, name, kind, status, ...span }: Wire): Collected => ({
  traceId,
  spanId,
  parentSpanId: parentSpanId || null,
  name,
  kind,
  start: Number(BigInt(span.startTimeUnixNano) / 1_000_000n),
  end: Number(BigInt(span.endTimeUnixNano) / 1_000_000n),
  failed: status.code === 2,
  attributes: valuesOf(span.attributes),
});

const valuesOf = (attributes: Wire['attributes']) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));

const plain = ({ stringValue, intValue, arrayValue }: Value): unknown =>
  stringValue ?? (intValue === undefined ? arrayValue?.values.map(plain) : Number(intValue));
