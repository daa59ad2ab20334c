// OpenAPI 3.1 of the whole API, made from the contract's routes, so that it cannot say anything else.
import { type CommitmentVerb, commitmentVerbs } from '@vito/contracts/commitment';
import { Problem } from '@vito/contracts/failure-code';
import { commitmentVerbRoute, type Route, routes } from '@vito/contracts/routes';
import { scopeOf, scopes, scopeWords } from '@vito/contracts/scope';
import { z } from 'zod';

/** Every JSON route by its operation's name. */
export function allRoutes(): [string, Route][] {
  const verbs = (Object.keys(commitmentVerbs) as CommitmentVerb[]).map((verb): [string, Route] => [
    `${verb}Commitment`,
    commitmentVerbRoute(verb),
  ]);
  return [...Object.entries(routes), ...verbs];
}

const scopesInWords = `A token's scopes: ${scopes.map((scope) => `\`${scope}\` (${scopeWords[scope]})`).join(', ')}. Each operation names the one that it needs; \`manage\` holds the others.`;

export function openapi(version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, route] of allRoutes()) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'ViTo',
      version,
      description: 'What was promised, by whom, to whom, by when, with the sentence that says so.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { token: [] }],
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'vito_session' },
        token: { type: 'http', scheme: 'bearer', description: scopesInWords },
      },
      schemas: { Problem: schema(Problem, 'output') },
    },
    paths,
  };
}

function operation(name: string, route: Route): Record<string, unknown> {
  const answer = route.answer
    ? { content: { 'application/json': { schema: schema(route.answer, 'output') } } }
    : route.produces
      ? { content: { [route.produces]: { schema: { type: 'string' } } } }
      : {};
  const scope = scopeOf(route);
  const problem = { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
  return {
    operationId: name,
    summary: route.summary,
    tags: [route.tag],
    security: scope === null ? [] : [{ session: [] }, { token: [scope] }],
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...bodyOf(route),
    responses: {
      [route.status]: { description: 'Done', ...answer },
      default: { description: 'RFC 9457 problem details', ...problem },
    },
  };
}

function bodyOf(route: Route): Record<string, unknown> {
  if (route.consumes === 'multipart/form-data') {
    const file = { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] };
    const raw = { type: 'string', format: 'binary' };
    return {
      requestBody: {
        required: true,
        content: { 'multipart/form-data': { schema: file }, 'application/octet-stream': { schema: raw } },
      },
    };
  }
  if (route.consumes) {
    const raw = { type: 'string', format: 'binary' };
    return { requestBody: { required: true, content: { [route.consumes]: { schema: raw } } } };
  }
  if (!route.body) return {};
  return { requestBody: { required: true, content: { 'application/json': { schema: schema(route.body, 'input') } } } };
}

function parameters(object: z.ZodObject | undefined, place: 'path' | 'query'): Record<string, unknown>[] {
  if (!object) return [];
  const shape = schema(object, 'input') as { properties?: Record<string, unknown>; required?: string[] };
  return Object.entries(shape.properties ?? {}).map(([name, value]) => ({
    name,
    in: place,
    required: place === 'path' || (shape.required?.includes(name) ?? false),
    schema: value,
  }));
}

function schema(type: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _, $defs: __, ...rest } = z.toJSONSchema(type, { io, unrepresentable: 'any' });
  return withoutRefs(rest);
}

/** What refers to itself is "any JSON" (`z.json()`), and nothing else in the contract is: here that is the schema without a word. */
function withoutRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRefs);
  if (value === null || typeof value !== 'object') return value;
  if ('$ref' in value && String(value.$ref).startsWith('#/$defs/')) return {};
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutRefs(one)]));
}
