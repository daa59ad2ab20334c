// The whole server beside a model and a collector: a run with an agent, a gate and a child is one trace, whether the collector
// is there meanwhile or not.
import { readConfig } from '@vito/runtime/config';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TraceDeps, tracedTypes, traceRuns } from '../../../src/agents/trace/trace-runs.js';
import type { Span } from '../../../src/platform/otlp.js';
import { openTestApp, type TestApp } from '../../setup/app.js';
import { type ChatServer, startChatModel } from '../../setup/chat-server.js';
import { type Collected, type Collector, openCollector } from '../../setup/collector.js';
import { playbookOf, testTools, tool } from '../../setup/runs.js';

const canary = 'zqxcanaryofthevault';
let app: TestApp;
let model: ChatServer;
let collector: Collector;
let run = '';

beforeAll(async () => {
  await Promise.all([import('ai'), import('@opentelemetry/exporter-trace-otlp-http')]); // slow where they are transformed
  model = await startChatModel(({ nth }) =>
    nth === 0
      ? { kind: 'says', text: canary, calls: [{ name: 'echo', args: { word: canary } }] }
      : { kind: 'says', text: canary },
  );
  collector = await openCollector();
  await collector.close();
  const { traces } = readConfig({
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key=one%2C two',
    OTEL_EXPORTER_OTLP_TIMEOUT: '400',
    OTEL_SERVICE_NAME: 'vito-here',
  });
  const asked = { kind: 'openai', url: model.url, name: 'house-model', key: null, calls: 4, seconds: 20 } as const;
  app = await openTestApp({ traces, model: { ...asked, price: { in: 1, out: 2 } } }, {}, testTools([]));
  const think = { kind: 'agent', id: 'think', instructions: canary, with: '=input', tools: ['echo'] };
  const helper = { kind: 'run', id: 'helpers', playbook: 'helper' };
  for (const playbook of [
    playbookOf('helper', [tool('look', 'echo', { word: canary })]),
    playbookOf('clerk', [think, tool('tell', 'ask', { to: canary }), helper, tool('no', 'fail', { retry: 'never' })]),
  ])
    await app.client.call('publishPlaybook', { body: { playbook } });
}, 60_000);
afterAll(async () => {
  await app.close();
  await collector.close();
  await model.close();
});

it('a collector that is away holds no run back, and nobody waits for it', async () => {
  const asked = await app.client.call('requestRun', { body: { playbook: 'clerk', input: { of: canary } } });
  run = asked.id;
  const gate = await app.until('the gate', async () => {
    const { gates } = await app.client.call('getRun', { params: { id: run } });
    return gates[0] ?? false;
  });
  const body = { decision: 'approved', hash: gate.hash } as const;
  await app.client.call('decideGate', { params: { id: run, step: gate.step }, body });
  await app.until('the run', async () => {
    const { status } = await app.client.call('getRun', { params: { id: run } });
    return status === 'compensated' && status;
  });
  await app.until('a try in vain', () => app.lines.some((line) => line.includes('"trace-runs"')));
  await app.until('nothing that anybody waits for', async () => {
    const { waiting, dead } = (await app.client.call('getStatus')).work;
    return waiting + dead === 0;
  });
  expect(collector.posts).toEqual([]);
}, 30_000);

it('is told all of it once it is back: one tree, with a child run in it', async () => {
  await collector.open();
  await app.settled();
  const spans = collector.spans();
  const named = (name: string) => spans.filter((span) => span.name === name);
  const one = (name: string): Collected => {
    expect(named(name), name).toHaveLength(1);
    return named(name)[0] as Collected;
  };
  const root = one('invoke_workflow clerk');
  expect(root).toMatchObject({ parentSpanId: null, failed: true });
  const parents: [string, string][] = [
    ['invoke_agent think', 'invoke_workflow clerk'],
    ['gate ask', 'invoke_workflow clerk'],
    ['execute_tool ask', 'invoke_workflow clerk'],
    ['await_runs helpers', 'invoke_workflow clerk'],
    ['invoke_workflow helper', 'await_runs helpers'],
    ['execute_tool fail', 'invoke_workflow clerk'],
    ['undo', 'invoke_workflow clerk'],
    ['undo ask', 'undo'],
  ];
  for (const [name, parent] of parents) expect(one(name).parentSpanId, name).toBe(one(parent).spanId);
  const agent = one('invoke_agent think').spanId;
  expect(named('chat house-model').map(({ parentSpanId, kind }) => [parentSpanId, kind])).toEqual([
    [agent, 3],
    [agent, 3],
  ]);
  const [called, looked] = named('execute_tool echo').sort((a, b) => a.start - b.start);
  expect([called?.parentSpanId, looked?.parentSpanId]).toEqual([agent, one('invoke_workflow helper').spanId]);
  expect(spans).toHaveLength(13);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(13);
  for (const { name, start, end } of spans) {
    expect(end, name).toBeGreaterThanOrEqual(start);
    expect(start, name).toBeGreaterThanOrEqual(root.start);
  }
}, 60_000);

it('tells models, tokens, cost, tools and errors in the words of the conventions', async () => {
  const own = collector.spans().filter(({ attributes }) => attributes['vito.run'] === run);
  const of = (name: string) => own.find((span) => span.name === name)?.attributes;
  const view = await app.client.call('getRun', { params: { id: run } });
  expect(of('chat house-model')).toMatchObject({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'house-model',
    'gen_ai.conversation.id': run,
    'gen_ai.usage.input_tokens': expect.any(Number),
    'gen_ai.usage.output_tokens': expect.any(Number),
    'vito.tenant': app.tenant,
    'vito.run': run,
    'vito.step': 'think',
  });
  expect(of('execute_tool echo')).toMatchObject({
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'echo',
    'gen_ai.tool.type': 'function',
    'gen_ai.tool.call.id': 'think#1.0',
    'gen_ai.agent.name': 'think',
  });
  expect(of('invoke_agent think')).toMatchObject({ 'gen_ai.agent.name': 'think', 'gen_ai.agent.id': 'clerk/think' });
  expect(of('invoke_workflow clerk')).toMatchObject({
    'gen_ai.agent.name': 'clerk',
    'gen_ai.workflow.name': 'clerk',
    'vito.cost_micros': view.costMicros,
    'vito.status': 'compensated',
    'error.type': 'unavailable',
  });
  expect(of('execute_tool fail')).toMatchObject({ 'error.type': 'unavailable' });
  expect(of('gate ask')).toMatchObject({ 'vito.decision': 'approved' });
  expect(collector.resource()).toMatchObject({ 'service.name': 'vito-here', 'service.version': '0.0.0-test' });
});

it('tells nothing of what the vault holds', () => {
  expect(model.requests.some(({ raw }) => raw.includes(canary))).toBe(true);
  for (const { body, headers, url } of collector.posts) {
    expect(body).not.toContain(canary);
    expect([url, headers['x-key']]).toEqual(['/v1/traces', 'one, two']);
  }
});

it('done again it is the same spans, all of them in one export; and it gives up on what is old', async () => {
  const { store, database, log, agents } = app.app.services;
  const sent: Span[][] = [];
  const deps: TraceDeps = {
    ...{ store, database, log },
    playbookOf: agents.playbooks.at,
    provider: 'openai',
    send: async (spans) => void sent.push([...spans]),
  };
  const ctx = { tenant: app.tenant, actor: { kind: 'system' as const, id: 'trace-runs', name: null } };
  const forever = new AbortController().signal;
  const { children } = await app.client.call('getRun', { params: { id: run } });
  const events = (await store.readStreams(app.tenant, [run, ...children.map(({ id }) => id)])).filter(({ type }) =>
    (tracedTypes as readonly string[]).includes(type),
  );
  await traceRuns(deps, ctx, events, forever);
  expect(sent).toHaveLength(1);
  const ids = collector
    .spans()
    .map(({ spanId, parentSpanId, start, end }) => [spanId, parentSpanId, start, end].join());
  expect(sent[0]?.map(({ id, parent, start, end }) => [id, parent, start, end].join()).sort()).toEqual(ids.sort());

  const away = { ...deps, send: async () => Promise.reject(new Error('away')) };
  await expect(traceRuns(away, ctx, events, forever)).rejects.toThrow('away');
  const old = events.map((event) => ({ ...event, at: '2026-01-02T03:04:05.000Z' }));
  await traceRuns(away, ctx, old, forever);
  expect(app.lines.join('\n')).toContain('given up');
});
