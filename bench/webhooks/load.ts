// The sender of the webhook bench, in a process of its own: signed bodies of 1 kB, one in twenty sent again, by autocannon.
// Takes its task as JSON in the first argument; writes what it saw as one line of JSON.
import { createHmac, randomBytes } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import autocannon from 'autocannon';

export interface Load {
  url: string;
  /** `whsec_…` of the source. */
  secret: string;
  connections: number;
  /** Seconds, or requests: whichever is given. */
  seconds?: number;
  amount?: number;
  /** Requests a second in all; without it, each connection sends its next when the last was answered. */
  perSecond?: number;
  /** Tells the ids of this run from those of others. */
  run: string;
  /** Where the ids that were answered with 2xx are written, a line each. */
  idsFile?: string;
}

export interface Loaded {
  perSecond: number;
  sent: number;
  accepted: number;
  refused: number;
  errors: number;
  p50: number;
  p99: number;
  /** Ids that were answered with 2xx, each once; and all that were sent, of which the last were not waited for. */
  ids: number;
  sentIds: number;
}

const task = JSON.parse(process.argv[2] ?? '{}') as Load;
const key = Buffer.from(task.secret.replace('whsec_', ''), 'base64');
const filler = randomBytes(700).toString('base64').slice(0, 900);
let made = 0;
const recent: { id: string; body: string }[] = [];
const answered = new Set<string>();
const sentIds = new Set<string>();

/** A new webhook, or one in twenty times one of those before. */
function next(): { id: string; body: string } {
  if (made++ % 20 === 19) return recent[Math.floor(Math.random() * recent.length)] as { id: string; body: string };
  const one = {
    id: `msg_${task.run}_${made}`,
    body: JSON.stringify({ type: 'order.placed', data: { id: `order_${task.run}_${made}`, filler } }),
  };
  recent.push(one);
  if (recent.length > 200) recent.shift();
  return one;
}

function signed(): { headers: Record<string, string>; body: string; id: string } {
  const { id, body } = next();
  const time = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': time,
    'webhook-signature': `v1,${signature}`,
  };
  return { headers, body, id };
}

const found = await autocannon({
  url: task.url,
  method: 'POST',
  connections: task.connections,
  ...(task.amount ? { amount: task.amount } : { duration: task.seconds ?? 1 }),
  ...(task.perSecond ? { overallRate: task.perSecond } : {}),
  timeout: 30,
  requests: [
    {
      setupRequest(request, context) {
        const { headers, body, id } = signed();
        (context as { id?: string }).id = id;
        sentIds.add(id);
        return { ...request, headers: { ...request.headers, ...headers }, body };
      },
      onResponse(status, _body, context) {
        if (status >= 200 && status < 300) answered.add((context as { id: string }).id);
      },
    },
  ],
});
const seconds = (found.finish.getTime() - found.start.getTime()) / 1000;
if (task.idsFile) await appendFile(task.idsFile, [...answered].map((id) => `${id}\n`).join(''));
const result: Loaded = {
  perSecond: found['2xx'] / seconds,
  sent: found.requests.sent,
  accepted: found['2xx'],
  refused: found.non2xx,
  errors: found.errors,
  p50: found.latency.p50,
  p99: found.latency.p99,
  ids: answered.size,
  sentIds: sentIds.size,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
