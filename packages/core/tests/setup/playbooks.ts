// The whole server with the playbooks that ship with ViTo, and a mail server's place: what is sent is kept, by its key once.
import type { GateView } from '@vito/contracts/run';
import { z } from 'zod';
import { defineTool, type Json, type Tool } from '../../src/agents/tool.js';
import { openTestApp, type Person } from './app.js';
import { mailOf, type TestMail } from './mails.js';

export interface SentMail {
  to: string[];
  subject: string;
  text: string;
  inReplyTo?: string;
  references?: string[];
}

/** `send-mail` as playbooks know it: the same input, a person asked first. Attempts at one step are one mail. */
function sendMail(sent: Map<string, SentMail>): Tool {
  const Input = z.strictObject({
    to: z.array(z.string()).min(1),
    cc: z.array(z.string()).default([]),
    subject: z.string().min(1),
    text: z.string().min(1),
    inReplyTo: z.string().optional(),
    references: z.array(z.string()).default([]),
  });
  return defineTool({
    name: 'send-mail',
    title: 'Send a mail',
    description: 'Sends a mail.',
    effect: 'write',
    input: Input,
    summary: ({ to, subject }) => `Mail to ${to.join(', ')}: ${subject}`,
    async run({ key }, mail) {
      sent.set(key, mail as SentMail);
      return { result: { messageId: `<${key.slice(0, 20)}@quill.example>` } };
    },
  });
}

export type PlaybookApp = Awaited<ReturnType<typeof openPlaybookApp>>;

/** `mail`: whether mails can be sent. The company is Bo's of `bo@reed.example`. */
export async function openPlaybookApp({ mail = true }: { mail?: boolean } = {}) {
  const sent = new Map<string, SentMail>();
  const app = await openTestApp({}, {}, mail ? [sendMail(sent)] : []);
  await beBo(app.me);
  return {
    ...app,
    ...runsOf(app.me),
    mails: () => [...sent.values()],
    async strangerWithRuns() {
      const stranger = await app.stranger();
      return { ...stranger, ...runsOf(stranger) };
    },
  };
}

const beBo = ({ client }: Person) =>
  client.call('putMe', {
    body: { name: 'Bo Reed', addresses: ['bo@reed.example'], organisation: 'Reed Boats', zone: 'Europe/Berlin' },
  });

/** What tests ask of one company's runs. */
function runsOf({ client, until, put, settled }: Person) {
  const view = (id: string) => client.call('getRun', { params: { id } });
  const run = async (playbook: string, input: Json): Promise<string> =>
    (await client.call('requestRun', { body: { playbook, input } })).id;
  const over = (id: string) =>
    until(`${id} is over`, async () => {
      const now = await view(id);
      const whole = now.entries.length === now.version; // its row and its events are read one after the other
      return now.endedAt !== null && whole && now;
    });
  const gate = (id: string, step: string): Promise<GateView> =>
    until(`the gate of ${step}`, async () => {
      const now = await view(id);
      const open = now.gates.find((one) => one.step === step && one.state === 'open');
      if (!open && now.endedAt !== null) throw new Error(`${id} is over: ${now.problem} ${JSON.stringify(now.output)}`);
      return open ?? false;
    });
  const decide = (one: GateView, verdict: { decision: 'approved' | 'edited' | 'rejected'; args?: Json }) =>
    client.call('decideGate', { params: { id: one.run, step: one.step }, body: { ...verdict, hash: one.hash } });
  return {
    run,
    view,
    over,
    gate,
    decide,
    /** Runs it to its end; resolves to what it resulted in. */
    result: async (playbook: string, input: Json) => (await over(await run(playbook, input))).output as Told,
    waiting: (id: string, what: string) =>
      until(`${id} waits for a ${what}`, async () => (await view(id)).waitsFor === what),
    /** Puts in mails, one after the other, and waits until all is done that follows from them. */
    async post(...mails: Partial<TestMail>[]): Promise<string[]> {
      const ids: string[] = [];
      for (const mail of mails) {
        ids.push(await put(`${mail.id ?? 'letter'}.eml`, mailOf(mail)));
        await settled();
      }
      return ids;
    },
    commitments: async (document?: string) =>
      (await client.call('listCommitments', { query: document ? { document } : {} })).items,
  };
}

export type Told = Record<string, Json> & { text: string };

/** A day from now on, as mails tell it and as dues are written. */
export function dayFromNow(days: number): { said: string; due: string } {
  const at = new Date(Date.now() + days * 86_400_000);
  const said = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(at);
  const due = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: 'Europe/Berlin' }).format(at);
  return { said, due };
}
/** As in a mail's header. */
export const headerDate = (days = 0): string =>
  new Date(Date.now() + days * 86_400_000).toUTCString().replace('GMT', '+0000');
