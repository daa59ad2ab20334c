// The whole server with a mail server beside it: playbooks whose step asks a person, and what the mails that ask for it say.
import { randomUUID } from 'node:crypto';
import type { GateLinkView } from '@vito/contracts/approver';
import { Playbook } from '@vito/contracts/playbook';
import type { GateView } from '@vito/contracts/run';
import { readConfig } from '@vito/runtime/config';
import { read } from '@vito/understanding/read';
import { openMailServer } from '../agents/tools/mail-server.js';
import { openTestApp, type Person } from './app.js';
import { type Effect, testTools } from './runs.js';

const { tools: none } = readConfig({});
export type Approvals = Awaited<ReturnType<typeof openApprovals>>;

/** The company is Bo's of `bo@reed.example`, on `https://vito.reed.example`. */
export async function openApprovals(behaviour: Parameters<typeof openMailServer>[0] = {}) {
  const server = await openMailServer(behaviour);
  const { tools } = readConfig({
    VITO_SMTP: `smtp://127.0.0.1:${server.port}`,
    VITO_MAIL_FROM: 'ViTo <vito@reed.example>',
  });
  const effects: Effect[] = [];
  const config = { tools: { ...none, mail: tools.mail }, publicUrl: 'https://vito.reed.example' };
  const app = await openTestApp(config, {}, testTools(effects));
  await beBo(app.me);

  return {
    ...app,
    effects,
    taken: server.taken,
    /** Resolves to a gate that has opened, of a run that the owner asked for. */
    gate: (tool: string, args: object, { client, until } = app.me, more: object = {}) =>
      openGate({ client, until }, tool, args, more),
    /** The mails to an address, oldest first; waits for so many of them. */
    mailsTo: (address: string, count: number) =>
      app.until(`${count} mails to ${address}`, async () => {
        const found = server.taken.filter(({ to }) => to.includes(address));
        return found.length >= count && Promise.all(found.map(({ raw }) => mailOf(raw)));
      }),
    view: (token: string) => app.client.call('viewGateLink', { body: { token } }),
    decide: (token: string, verdict: object): Promise<GateLinkView> =>
      app.client.call('decideGateLink', { body: { token, ...verdict } as never }),
    async close(): Promise<void> {
      await app.close();
      await server.close();
    },
  };
}

const beBo = ({ client }: Person) =>
  client.call('putMe', {
    body: { name: 'Bo Reed', addresses: ['bo@reed.example'], organisation: null, zone: 'Europe/Berlin' },
  });

async function openGate(
  { client, until }: Pick<Person, 'client' | 'until'>,
  tool: string,
  args: object,
  more: object,
): Promise<GateView> {
  const name = `asks-${randomUUID()}`;
  const steps = [{ kind: 'tool', id: 'do', tool, with: args, ...more }];
  const playbook = Playbook.parse({ name, title: 'Asks', description: '', steps });
  await client.call('publishPlaybook', { body: { playbook } });
  const { id } = await client.call('requestRun', { body: { playbook: name } });
  return until('the gate is open', async () => {
    const { gates } = await client.call('getRun', { params: { id } });
    return gates.find(({ state }) => state === 'open') ?? false;
  });
}

async function mailOf(raw: string) {
  const { reading } = await read(new Uint8Array(Buffer.from(raw)), 'mail.eml');
  const { text } = reading;
  const link = /https:\/\/vito\.reed\.example\/decide#(\S+)/.exec(text);
  const header = (name: string) => new RegExp(`^${name}: (.*)\r$`, 'im').exec(raw)?.[1] ?? null;
  return { raw, text, token: link?.[1] ?? '', header };
}
