// A small real S3 server (fauxqs) as a process of its own, so that what it holds is not the test's memory. A door before it
// refuses foreign keys, answers as it is told, and knows what the server lacks: open uploads, and deleting by etag.
import { buildApp } from 'fauxqs';
import { inputOf, say } from './processes.js';

/** Applies to requests of this method whose address holds `part`, `times` times. */
export interface Fault {
  method: string;
  part: string;
  /** An HTTP status and S3's word for it; or nothing at all, until the held are let go. */
  answer: { status: number; word: string } | 'hold';
  times: number;
}

export interface Said {
  faults: Fault[];
  /** Method and address of every request so far. */
  seen: string[];
  /** Keys of uploads that were begun and not ended. */
  open: string[];
}

const { accessKey } = inputOf<{ accessKey: string }>();
const app = buildApp({ logger: false });
const seen: string[] = [];
let faults: Fault[] = [];
let held: (() => void)[] = [];
const open = new Map<string, { bucket: string; key: string; begun: Date }>();

const xml = (status: number, word: string) => ({
  status,
  body: `<Error><Code>${word}</Code><Message>no</Message></Error>`,
});

app.addHook('preHandler', async (request, reply) => {
  const { method, url, headers } = request;
  if (url.startsWith('/-/')) return;
  seen.push(`${method} ${url}`);
  const refuse = ({ status, body }: ReturnType<typeof xml>) =>
    reply
      .status(status)
      .type('application/xml')
      .send(method === 'HEAD' ? '' : body);
  if (!headers.authorization?.includes(`Credential=${accessKey}/`)) return refuse(xml(403, 'InvalidAccessKeyId'));
  const fault = faults.find((one) => one.times > 0 && one.method === method && url.includes(one.part));
  if (fault) fault.times--;
  if (fault?.answer === 'hold') await new Promise<void>((resolve) => held.push(resolve));
  else if (fault) return refuse(xml(fault.answer.status, fault.answer.word));
  const { 'if-match': etag } = headers;
  if (method === 'DELETE' && etag !== undefined) {
    const there = await app.inject({ method: 'HEAD', url, headers: { authorization: headers.authorization } });
    if (there.headers.etag !== etag) return refuse(xml(412, 'PreconditionFailed'));
  }
  if (method === 'GET' && /\?(.*&)?uploads/.test(url)) {
    const bucket = url.split(/[/?]/)[1];
    const uploads = [...open]
      .filter(([, one]) => one.bucket === bucket)
      .map(
        ([id, { key, begun }]) =>
          `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${begun.toISOString()}</Initiated></Upload>`,
      );
    return reply.type('application/xml').send(`<ListMultipartUploadsResult>${uploads}</ListMultipartUploadsResult>`);
  }
});

app.addHook('onSend', async (request, reply, payload) => {
  const { method, url } = request;
  if (reply.statusCode >= 300) return;
  const [, bucket = '', key = ''] = /^\/([^/]+)\/([^?]*)/.exec(url) ?? [];
  if (method === 'POST' && /\?uploads/.test(url)) {
    const id = /<UploadId>([^<]+)</.exec(String(payload))?.[1] ?? '';
    open.set(id, { bucket, key, begun: new Date() });
  }
  const ended = method === 'POST' || method === 'DELETE' ? /uploadId=([^&]+)/.exec(url)?.[1] : undefined;
  if (ended) open.delete(ended);
});

app.post('/-/faults', async (request) => {
  faults = JSON.parse(String(request.body)) as Fault[];
});
app.post('/-/let-go', async () => {
  for (const go of held) go();
  held = [];
});
app.get('/-/said', async (): Promise<Said> => ({ faults, seen, open: [...open.values()].map(({ key }) => key) }));

say(await app.listen({ host: '127.0.0.1', port: 0 }));
