// What an instance costs in other frameworks: made with one tool and its instructions, the model, the tool and everything else that can
// be shared being shared; then each is stepped once, untimed, against a model in this process. Copied to where the package is.
import { createInterface } from 'node:readline';

const [, , name] = process.argv;
const lib = await import(name);
const instructions = 'You do nothing, and say so.';
const parameters = { type: 'object', properties: {}, required: [], additionalProperties: false };
const usage = { inputTokens: 1, outputTokens: 1, totalTokens: 2 };

/** A model as the AI SDK's specification describes one; it says "ok" at once. */
function model(specificationVersion, finishReason, used) {
  const told = { finishReason, usage: used, warnings: [] };
  const parts = [
    { type: 'stream-start', warnings: [] },
    { type: 'text-start', id: '1' },
    { type: 'text-delta', id: '1', delta: 'ok' },
    { type: 'text-end', id: '1' },
    { type: 'finish', finishReason, usage: used },
  ];
  return {
    specificationVersion,
    provider: 'bench',
    modelId: 'bench',
    supportedUrls: {},
    doGenerate: async () => ({ content: [{ type: 'text', text: 'ok' }], ...told }),
    doStream: async () => ({
      stream: new ReadableStream({
        start(controller) {
          for (const part of parts) controller.enqueue(part);
          controller.close();
        },
      }),
    }),
  };
}

const makers = {
  ai() {
    const tools = {
      nothing: lib.tool({
        description: 'Nothing.',
        inputSchema: lib.jsonSchema(parameters),
        execute: async () => ({}),
      }),
    };
    const used = {
      inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: 1, text: 1, reasoning: 0 },
    };
    const shared = { model: model('v3', { unified: 'stop', raw: 'stop' }, used), instructions, tools };
    return { make: () => new lib.ToolLoopAgent(shared), step: (agent) => agent.generate({ prompt: 'go' }) };
  },
  async '@mastra/core'() {
    const { Agent } = await import(`${name}/agent`);
    const { createTool } = await import(`${name}/tools`);
    const tools = {
      nothing: createTool({
        id: 'nothing',
        description: 'Nothing.',
        inputSchema: undefined,
        execute: async () => ({}),
      }),
    };
    const shared = { name: 'bench', instructions, model: model('v2', 'stop', usage), tools };
    return { make: () => new Agent(shared), step: (agent) => agent.generate('go') };
  },
  '@openai/agents'() {
    lib.setTracingDisabled(true);
    const tools = [
      lib.tool({ name: 'nothing', description: 'Nothing.', parameters, strict: false, execute: async () => 'ok' }),
    ];
    const content = [{ type: 'output_text', text: 'ok' }];
    const said = { type: 'message', role: 'assistant', status: 'completed', content };
    const own = { getResponse: async () => ({ usage: new lib.Usage(), output: [said] }) };
    const shared = { name: 'bench', instructions, model: own, tools };
    return { make: () => new lib.Agent(shared), step: (agent) => lib.run(agent, 'go') };
  },
  '@langchain/langgraph'() {
    const { StateGraph, Annotation, START, END } = lib;
    const state = Annotation.Root({ said: Annotation() });
    const node = async () => ({ said: 'ok' });
    return {
      make: () => new StateGraph(state).addNode('agent', node).addEdge(START, 'agent').addEdge('agent', END).compile(),
      step: (graph) => graph.invoke({ said: '' }),
    };
  },
};

const settle = async () => {
  for (let turn = 0; turn < 4; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    globalThis.gc();
  }
  return process.memoryUsage().heapUsed;
};

/** Median of eleven batches, each of new instances. */
function time(make, batch) {
  const found = [];
  for (let round = 0; round < 13; round++) {
    const kept = new Array(batch);
    const began = performance.now();
    for (let at = 0; at < batch; at++) kept[at] = make();
    if (round >= 2) found.push(((performance.now() - began) * 1000) / batch);
  }
  return found.sort((a, b) => a - b)[5];
}

async function measure({ instances, batch }) {
  const { make, step } = await makers[name]();
  await step(make());
  const micros = time(make, batch);
  const before = await settle();
  const kept = [];
  for (let at = 0; at < instances; at++) kept.push(make());
  const made = await settle();
  for (const one of kept) await step(one);
  const stepped = await settle();
  return { micros, bytes: (made - before) / kept.length, bytesStepped: (stepped - before) / kept.length, instances };
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await measure(JSON.parse(line)).catch((error) => ({
    error: String(error?.stack ?? error).slice(0, 600),
  }));
  process.stdout.write(`${JSON.stringify({ answer })}\n`);
}
process.exit(0);
