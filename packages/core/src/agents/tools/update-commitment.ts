// Acts on a commitment as a person could: says that it is done, moves its date, corrects it.
import { commitmentVerbs, DueValue } from '@vito/contracts/commitment';
import { CommitmentId } from '@vito/contracts/ids';
import { Failure } from '@vito/runtime/failure';
import { z } from 'zod';
import type { Context } from '../../spine/context.js';
import type { Staged } from '../../spine/event-store.js';
import { defineTool, type Tool } from '../tool.js';
import { PartyIn, partyOf } from './party-in.js';

const changes = ['accept', 'decline', 'fulfil', 'cancel', 'dismiss', 'renegotiate', 'delegate', 'correct'] as const;
type Change = (typeof changes)[number];
export type CommitmentDeed = { [V in Change]: { verb: V; input: z.output<(typeof commitmentVerbs)[V]> } }[Change];

const input = z.strictObject({
  commitment: CommitmentId.describe('The id of the commitment (cmt_…).'),
  change: z
    .enum(changes)
    .describe(
      'accept: it is agreed. decline: it was refused. fulfil: it is done. cancel: it is off. dismiss: it never was a ' +
        'commitment. renegotiate: it has a new `due`. delegate: `debtor` owes it now. correct: what is given was read wrongly.',
    ),
  due: DueValue.nullable().optional().describe('For renegotiate and correct: until when; null for no date.'),
  debtor: PartyIn.optional().describe('For delegate and correct.'),
  creditor: PartyIn.optional().describe('For correct.'),
  action: z.string().trim().min(1).max(2000).optional().describe('For correct: what is to be done.'),
  condition: z.string().trim().max(2000).nullable().optional().describe('For correct.'),
  note: z.string().trim().max(2000).optional().describe('Why, for whoever reads its history.'),
});

export interface UpdateCommitmentDeps {
  /** `version`: of the commitment, after it. */
  stageDeed(ctx: Context, id: string, deed: CommitmentDeed): Promise<{ version: number; staged: Staged }>;
  takeBack(ctx: Context, past: { commitmentId: string; version: number }): Promise<void>;
}

export function createUpdateCommitment({ stageDeed, takeBack }: UpdateCommitmentDeps): Tool {
  return defineTool({
    name: 'update-commitment',
    title: 'Change a commitment',
    description: "Changes one of the company's commitments: its state, its date, who owes it. Nobody is told.",
    effect: 'write',
    input,
    summary: ({ commitment, change, due }) => `${change} ${commitment}${due ? ` to ${due}` : ''}`,
    async run({ ctx }, { commitment, change, ...given }) {
      const { version, staged } = await stageDeed(ctx, commitment, deedOf(change, given));
      return {
        result: { commitmentId: commitment, version },
        undo: { commitmentId: commitment, version },
        changes: [staged],
      };
    },
    undo: ({ ctx }, args) => takeBack(ctx, args as { commitmentId: string; version: number }),
  });
}

/** Held to what the verb takes. Throws Failure('invalid'). */
function deedOf(verb: Change, given: Omit<z.output<typeof input>, 'commitment' | 'change'>): CommitmentDeed {
  const parties = {
    ...(given.debtor ? { debtor: partyOf(given.debtor) } : {}),
    ...(given.creditor ? { creditor: partyOf(given.creditor) } : {}),
  };
  const present = Object.fromEntries(
    Object.entries({ ...given, ...parties }).filter(([, value]) => value !== undefined),
  );
  const parsed = commitmentVerbs[verb].safeParse(present);
  if (parsed.success) return { verb, input: parsed.data } as CommitmentDeed;
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new Failure('invalid', `${verb} takes other fields: ${issues.map((one) => one.message).join('; ')}`, {
    issues,
  });
}
