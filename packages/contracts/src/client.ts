// The typed client over the routes, for the web app and the CLI. Uses fetch; parses every answer.
import type { z } from 'zod';
import { type CommitmentVerb, CommitmentView, type commitmentVerbs } from './commitment.js';
import { Problem } from './failure-code.js';
import { type Route, type RouteName, routes } from './routes.js';

export interface ClientOptions {
  /** Scheme, host and port without a trailing slash; '' for the page's own origin. */
  baseUrl: string;
  /** Bearer token; left out where a session cookie signs in. */
  token?: string;
  fetch?: typeof globalThis.fetch;
}

/** The server said no; `problem` is its RFC 9457 answer. */
export class RequestFailed extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'RequestFailed';
  }
}

type Routes = typeof routes;
type Input<R> = (R extends { params: infer P extends z.ZodType } ? { params: z.input<P> } : unknown) &
  (R extends { query: infer Q extends z.ZodType } ? { query?: Partial<Record<keyof z.input<Q>, unknown>> } : unknown) &
  (R extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : unknown) & {
    signal?: AbortSignal;
    headers?: Record<string, string>;
  };
type Answer<R> = R extends { answer: infer A extends z.ZodType } ? z.output<A> : undefined;

export function createClient(options: ClientOptions) {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);

  /** Calls a JSON route by its name. Throws RequestFailed on any 4xx or 5xx. */
  async function call<N extends RouteName>(name: N, ...[input]: [Input<Routes[N]>?]): Promise<Answer<Routes[N]>> {
    const route: Route = routes[name];
    const answer = await request(route, (input ?? {}) as Parameters<typeof request>[1]);
    return (route.answer ? route.answer.parse(await answer.json()) : undefined) as Answer<Routes[N]>;
  }

  /** Acts on a commitment: accept, fulfil, renegotiate, undo, … */
  async function act<V extends CommitmentVerb>(
    verb: V,
    id: string,
    body: z.input<(typeof commitmentVerbs)[V]>,
    version?: number,
  ): Promise<CommitmentView> {
    const route: Route = { ...routes.getCommitment, method: 'POST', path: `/v1/commitments/:id/${verb}` };
    const headers = version === undefined ? {} : { 'if-match': `"${version}"` };
    return CommitmentView.parse(await (await request(route, { params: { id }, body, headers })).json());
  }

  /** Puts in one file. */
  async function upload(file: { name: string; bytes: BodyInit; key?: string }, signal?: AbortSignal) {
    const answer = await raw('POST', routes.postDocument.path, {
      body: file.bytes,
      headers: {
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(file.name),
        ...(file.key === undefined ? {} : { 'idempotency-key': file.key }),
      },
      ...(signal ? { signal } : {}),
    });
    return routes.postDocument.answer.parse(await answer.json());
  }

  /** Uploads a table to a connection of the dialect csv. */
  async function uploadTable(connectionId: string, file: { name: string; bytes: BodyInit }, signal?: AbortSignal) {
    const answer = await raw('POST', address(routes.uploadTable.path, { id: connectionId }, {}), {
      body: file.bytes,
      headers: { 'content-type': 'text/csv', 'x-file-name': encodeURIComponent(file.name) },
      ...(signal ? { signal } : {}),
    });
    return routes.uploadTable.answer.parse(await answer.json());
  }

  function request(
    route: Route,
    input: {
      params?: Record<string, unknown>;
      query?: Record<string, unknown>;
      body?: unknown;
      signal?: AbortSignal;
      headers?: Record<string, string>;
    },
  ): Promise<Response> {
    return raw(route.method, address(route.path, input.params ?? {}, input.query ?? {}), {
      headers: {
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...input.headers,
      },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(input.signal ? { signal: input.signal } : {}),
    });
  }

  /** Any path; throws RequestFailed when the answer is not 2xx. */
  async function raw(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (options.token) headers.set('authorization', `Bearer ${options.token}`);
    const answer = await send(`${options.baseUrl}${path}`, { ...init, method, headers, credentials: 'same-origin' });
    if (answer.ok) return answer;
    throw new RequestFailed(await problemOf(answer));
  }

  return { call, act, upload, uploadTable, raw };
}
export type Client = ReturnType<typeof createClient>;

function address(path: string, params: Record<string, unknown>, query: Record<string, unknown>): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search}` : filled;
}

async function problemOf(answer: Response): Promise<Problem> {
  const text = await answer.text();
  try {
    return Problem.parse(JSON.parse(text));
  } catch {
    const code = answer.status >= 500 ? 'unavailable' : 'invalid';
    return {
      type: 'about:blank',
      title: answer.statusText || `HTTP ${answer.status}`,
      status: answer.status,
      code,
      retry: answer.status >= 500 ? 'later' : 'never',
    };
  }
}
