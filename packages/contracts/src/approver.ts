// Approvers: the mail addresses that are asked when a run waits for a decision, and the link that each of their mails holds.
import { z } from 'zod';
import { GateVerdict, GateView } from './run.js';

export const Approvers = z.strictObject({ addresses: z.array(z.email().max(320)).max(20) });
export type Approvers = z.infer<typeof Approvers>;

export const ApproversView = z.strictObject({
  addresses: z.array(z.string()),
  /** Whether a mail server is set: without one nobody is asked. */
  mail: z.boolean(),
  /** Where the links of the mails lead. */
  opensAt: z.string(),
  /** Whether that is the public address; else it is one that this machine alone can open. */
  isPublic: z.boolean(),
});
export type ApproversView = z.infer<typeof ApproversView>;

/** What stands behind the # of a mail's link: signed, so that no byte of it can be another. */
const token = z.string().min(1).max(3000);

/** Such a link in a text, whatever stands around it. Its first group is what gives nothing away. */
export const gateLinkPattern = /(\/decide#)[\w-]{100,}\.[\w-]{43}/g;

/** How a gate was decided; `address` where that was by a mail's link, null once erased. */
export const GateDecided = z.strictObject({
  by: z.enum(['app', 'api', 'cli', 'link', 'clock']),
  address: z.string().nullable(),
  reason: z.string().nullable(),
});
export type GateDecided = z.infer<typeof GateDecided>;

export const GateLinkView = z.strictObject({
  gate: GateView,
  /** Whose link it is. */
  address: z.string(),
  /** Whether this address may say yes, or no only: four eyes. */
  mayApprove: z.boolean(),
  /** Null while it is open, and where nobody has to decide any more. */
  decided: GateDecided.nullable(),
});
export type GateLinkView = z.infer<typeof GateLinkView>;

const own = { path: '/v1/approvers', tag: 'company', access: 'owner', status: 200, answer: ApproversView } as const;
const link = { method: 'POST', tag: 'agents', access: 'open', status: 200, answer: GateLinkView } as const;

export const approverRoutes = {
  getApprovers: { ...own, method: 'GET', summary: 'Who is asked by mail when a run waits for a decision.' },
  putApprovers: {
    ...own,
    method: 'PUT',
    summary: 'Say who is asked by mail when a run waits for a decision. Links of those who are left out stop working.',
    body: Approvers,
  },
  viewGateLink: {
    ...link,
    path: '/v1/gate-links/view',
    summary: 'What is asked by the link of a mail, and how it was decided. Looking decides nothing.',
    body: z.strictObject({ token }),
  },
  decideGateLink: {
    ...link,
    path: '/v1/gate-links/decide',
    summary: 'Approve, edit or reject exactly what the link of a mail is about.',
    body: GateVerdict.omit({ hash: true }).extend({ token }),
  },
} as const;
