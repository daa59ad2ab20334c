// A gate looked at and decided by the link of a mail: whoever holds it speaks for the address that the mail went to.
import type { GateDecided, GateLinkView } from '@vito/contracts/approver';
import type { GateVerdict } from '@vito/contracts/run';
import { Failure } from '@vito/runtime/failure';
import type { Database } from '../../platform/database.js';
import type { Context } from '../../spine/context.js';
import type { EventStore } from '../../spine/event-store.js';
import type { Agents } from '../agents.js';
import { viewGate } from '../view.js';
import type { GateLink, GateLinks } from './gate-link.js';

export interface ByLinkDeps {
  database: Database;
  store: EventStore;
  clock: () => Date;
  links: GateLinks;
  decide: Agents['decide'];
  /** Whether an address is asked in this company, and which account it belongs to; null: to none. */
  approver: (tenant: string, address: string) => Promise<{ isAsked: boolean; account: string | null }>;
  /** A keyed hash of the company's own. */
  fingerprint: (tenant: string, value: string) => Promise<string>;
  /** Throws Failure('too-many') where one link is used all the time. */
  pace: (link: GateLink) => void;
}

export type DecideByLink = ReturnType<typeof createDecideByLink>;

export function createDecideByLink(deps: ByLinkDeps) {
  const { database, store, clock, links, decide, approver, fingerprint, pace } = deps;

  /** The link, and who decides by it. Throws Failure: 'unauthenticated', 'conflict' (expired), 'forbidden', 'too-many'. */
  async function opened(token: string): Promise<{ link: GateLink; ctx: Context }> {
    const link = links.read(token, clock());
    pace(link);
    const { isAsked, account } = await approver(link.tenant, link.address);
    if (!isAsked) throw new Failure('forbidden', 'this address is not asked for approvals any more');
    const id = account ?? (await opaqueId(link));
    return { link, ctx: { tenant: link.tenant, actor: { kind: 'person', id, name: null } } };
  }

  /** The same for the same address; what it is of is told by nothing but the decision's secret. */
  const opaqueId = async ({ tenant, address }: GateLink): Promise<string> =>
    `link:${(await fingerprint(tenant, `approver ${address.toLowerCase()}`)).slice(0, 22)}`;

  async function show({ tenant, run, step, hash, address }: GateLink, ctx: Context): Promise<GateLinkView> {
    const gate = await database.read(tenant, (reader) => viewGate(reader, run, step));
    if (gate.hash !== hash)
      throw new Failure('conflict', 'what is asked is not what was shown in the mail: look at it in ViTo');
    const mayApprove = !(gate.policy.fourEyes && gate.askedBy === ctx.actor.id);
    return { gate, address, mayApprove, decided: gate.state === 'open' ? null : await decided(tenant, run, step) };
  }

  async function decided(tenant: string, run: string, step: string): Promise<GateDecided | null> {
    const events = await store.readStream(tenant, run);
    const event = events.findLast((one) => one.type === 'run.gate-decided' && one.data.step === step);
    if (event?.type !== 'run.gate-decided') return null;
    return { by: event.data.by, address: event.secret?.address ?? null, reason: event.secret?.reason ?? null };
  }

  return {
    async view(token: string): Promise<GateLinkView> {
      const { link, ctx } = await opened(token);
      return show(link, ctx);
    },
    /** Throws as `decideGate` does, besides. */
    async decide(token: string, verdict: Omit<GateVerdict, 'hash'>): Promise<GateLinkView> {
      const { link, ctx } = await opened(token);
      const { run, step, hash, address } = link;
      await decide(ctx, { run, step }, { ...verdict, hash }, 'link', address);
      return show(link, ctx);
    },
  };
}
