// Wires approvals by mail: each part gets the functions of other modules that it needs.
import type { Config } from '@vito/runtime/config';
import { Failure } from '@vito/runtime/failure';
import type { Agents } from './agents/agents.js';
import type { AskDeps } from './agents/approvals/ask-approvers.js';
import { createDecideByLink, type DecideByLink } from './agents/approvals/decide-by-link.js';
import { createGateLinks } from './agents/approvals/gate-link.js';
import { createRates } from './connect/rate.js';
import type { Database } from './platform/database.js';
import { createMailOut } from './platform/mail-out.js';
import type { EventStore } from './spine/event-store.js';
import type { Vault } from './spine/vault.js';
import type { Access } from './tenants/access.js';
import { approversOf, sameAddress } from './tenants/approvers.js';

export interface WiredApprovals {
  config: Config;
  /** The install's master key. */
  master: Buffer;
  database: Database;
  store: EventStore;
  vault: Vault;
  access: Pick<Access, 'ownerOf'>;
  agents: Pick<Agents, 'decide' | 'rung'>;
  zoneOf: (tenant: string) => Promise<string>;
}

/** Of one link: nobody looks at it more often by hand. */
const pace = { perSecond: 1, burst: 60 };

/** `ask`: null where no mail can be sent. */
export function wireApprovals({ config, master, database, store, vault, access, agents, zoneOf }: WiredApprovals): {
  ask: AskDeps | null;
  byLink: DecideByLink;
  origin: string;
} {
  const links = createGateLinks(master);
  const clock = () => new Date();
  const origin = config.publicUrl ?? `http://localhost:${config.port}`;
  const rates = createRates(pace);
  const byLink = createDecideByLink({
    ...{ database, store, clock, links },
    decide: agents.decide,
    async approver(tenant, address) {
      const [{ addresses, own }, owner] = await Promise.all([approversOf(database, tenant), access.ownerOf(tenant)]);
      const isAmong = (these: readonly string[]) => these.some((one) => sameAddress(one, address));
      return { isAsked: isAmong(addresses), account: isAmong(own) ? owner : null };
    },
    fingerprint: (tenant, value) => vault.fingerprint(tenant, value),
    pace({ tenant, run, step, address }) {
      const seconds = rates.take(JSON.stringify([tenant, run, step, address]), 1, Date.now());
      if (seconds !== null)
        throw new Failure('too-many', 'this link is used too often: wait a moment', { retryAfter: seconds });
    },
  });
  const mail = config.tools.mail && createMailOut(config.tools.mail);
  const ask = mail && {
    ...{ store, rung: agents.rung, database, clock, mail, links, zoneOf, origin },
    approvers: (tenant: string) => approversOf(database, tenant),
  };
  return { ask, byLink, origin };
}
