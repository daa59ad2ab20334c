// The door to a model's endpoint: follows no redirect (a key would travel along), and lets an endpoint that does not stream
// look like one that does.

/** A `fetch` for OpenAI-compatible endpoints and Anthropic. */
export const modelFetch: typeof fetch = async (input, init) => {
  const answer = await fetch(input, { ...init, redirect: 'manual' });
  const streaming = typeof init?.body === 'string' && init.body.includes('"stream":true');
  const isJson = (answer.headers.get('content-type') ?? '').includes('application/json');
  if (!streaming || !answer.ok || !isJson) return answer;
  return asStream(await answer.text());
};

interface Completion {
  choices?: { message?: Record<string, unknown>; finish_reason?: string | null; index?: number }[];
}

/** A whole chat completion as a stream of one chunk. */
function asStream(body: string): Response {
  let chunk = body;
  try {
    const whole = JSON.parse(body) as Completion;
    const choices = (whole.choices ?? []).map(({ message, ...rest }) => ({ ...rest, delta: message ?? {} }));
    chunk = JSON.stringify({ ...whole, choices });
  } catch {} // broken JSON is told as such by whoever reads the stream
  const lines = chunk.replace(/\r?\n/g, ' ');
  return new Response(`data: ${lines}\n\ndata: [DONE]\n\n`, { headers: { 'content-type': 'text/event-stream' } });
}
