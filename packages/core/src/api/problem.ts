// The API's border for failures: whatever is thrown becomes RFC 9457 problem details, and says nothing of the inside.
import type { Socket } from 'node:net';
import { type FailureCode, httpStatus, type Problem } from '@vito/contracts/failure-code';
import { Failure } from '@vito/runtime/failure';
import { errorKind, type Log } from '@vito/runtime/log';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { isAway } from '../platform/database.js';

const titles: Record<FailureCode, string> = {
  invalid: 'The request is not valid',
  unauthenticated: 'Sign in first',
  forbidden: 'Not allowed',
  'not-found': 'Not found',
  conflict: 'In conflict with how things stand',
  'too-large': 'Too large',
  'too-many': 'Too many requests',
  unavailable: 'Not available right now',
};

/** Any error as a Failure. Unknown ones become `unavailable` without their message, which may quote data. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof ZodError) {
    const issues = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
    return new Failure(
      'invalid',
      issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '),
      { issues },
    );
  }
  if (isAway(error))
    return new Failure('unavailable', 'the database does not answer: try again in a moment', { retryAfter: 2 });
  if (isUnusable(error))
    return new Failure('invalid', 'a value in this request holds a character or a number that cannot be used');
  const status = (error as { statusCode?: unknown })?.statusCode;
  const message = error instanceof Error ? error.message : '';
  if (status === 413) return new Failure('too-large', 'the request is too large');
  if (status === 429) return new Failure('too-many', message);
  if (status === 404) return new Failure('not-found', 'there is nothing at this address');
  if (typeof status === 'number' && status >= 400 && status < 500) return new Failure('invalid', message);
  return new Failure('unavailable', 'something went wrong here; it was logged', { cause: error });
}

/** PostgreSQL's class 22: a value that it cannot hold or compare, such as a NUL in a text. */
const isUnusable = (error: unknown): boolean => /^22[0-9A-Z]{3}$/.test(String((error as { code?: unknown })?.code));

export function problemOf(failure: Failure): Problem {
  return {
    type: `urn:vito:problem:${failure.code}`,
    title: titles[failure.code],
    status:
      failure.code === 'unavailable' && failure.retryAfter === null && failure.cause ? 500 : httpStatus[failure.code],
    detail: failure.message,
    code: failure.code,
    retry: failure.retry,
    ...(failure.issues.length > 0 ? { issues: failure.issues } : {}),
  };
}

/** Fastify's error handler. */
export function sendProblem(log: Log) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const failure = failureOf(error);
    const problem = problemOf(failure);
    if (problem.status >= 500) {
      log.error('a request failed', {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: problem.status,
        error: errorKind(failure.cause ?? error),
      });
    }
    if (failure.retryAfter !== null) reply.header('retry-after', String(failure.retryAfter));
    return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

/** What is no HTTP request at all never reaches a route; it is told so in the same form, and the connection ends. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const failure =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new Failure('too-large', 'the headers of this request are too large')
      : new Failure('invalid', 'this is no HTTP request that can be understood');
  const problem = { ...problemOf(failure), ...(failure.code === 'too-large' ? { status: 431 } : {}) };
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
