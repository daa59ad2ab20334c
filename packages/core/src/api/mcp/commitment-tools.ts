// Tools that read commitments: lists, narrowed as the API's are, and one with all that tells and changes it.
import { ChangeStanding, CommitmentStatus, DueValue, Side } from '@vito/contracts/commitment';
import { CommitmentFilter } from '@vito/contracts/commitment-filter';
import { CommitmentId } from '@vito/contracts/ids';
import { z } from 'zod';
import { commitmentHistory, findCommitment, listCommitments } from '../../commitments/view.js';
import { matchOf } from '../commitments.js';
import { Notice, notice, Promised, partyName, promisedOf, Source, short, sourceOf } from './compact.js';
import { looks, type ToolCall, tool } from './tool.js';

const mostListed = 50;
const mostTold = 50; // sentences, changes and events of one commitment: the latest
const flag = z.boolean().optional();
const { person, role, topic, dueFrom, dueTo, document } = CommitmentFilter.shape;

export const list = tool({
  name: 'list_commitments',
  title: 'List commitments',
  description:
    'Who owes what to whom by when, by due date, each with the sentence that says so. Narrow it by side (`i-owe`: the company’s own person owes it), status, person or due date; `next` is the cursor of the following page.',
  scope: 'read',
  annotations: looks,
  input: z.strictObject({
    side: Side.optional(),
    status: CommitmentStatus.optional(),
    open: flag.describe('true: only those still owed; false: only those that ended.'),
    overdue: flag.describe('true: only open ones past their due date.'),
    person: person.describe('A name, an address or an id (per_…, org_…): whoever stands on either side.'),
    role: role.describe('On which side that person stands.'),
    topic: topic.describe('A word of what is to be done.'),
    dueFrom: dueFrom.describe('Due on this day or later.'),
    dueTo: dueTo.describe('Due on this day or earlier.'),
    document: document.describe('Only those told in this document.'),
    cursor: z.string().max(500).optional(),
    limit: z.number().int().min(1).max(mostListed).default(20),
  }),
  output: z.object({ notice: Notice, commitments: z.array(Promised), next: z.string().nullable() }),
  async run({ services, ctx, signal }: ToolCall, input) {
    const query = { ...input, sort: 'due' as const, hidden: false };
    const viewer = await services.viewer(ctx.tenant);
    const match = await matchOf(services, ctx.tenant, query);
    signal.throwIfAborted();
    const { items, next } = await services.database.read(ctx.tenant, (reader) =>
      listCommitments(reader, viewer, query, new Date(), match),
    );
    return { notice, commitments: items.map(promisedOf), next };
  },
});

const Told = z.object({ quote: z.string(), source: Source, saidAt: z.string().nullable() });
const Changed = z.object({
  quote: z.string(),
  source: Source,
  standing: ChangeStanding,
  status: CommitmentStatus.optional(),
  due: DueValue.nullable().optional(),
  debtor: z.string().nullable().optional(),
});
const Happened = z.object({
  at: z.string(),
  type: z.string(),
  actor: z.string(),
  note: z.string().nullable(),
});

export const get = tool({
  name: 'get_commitment',
  title: 'Look at a commitment',
  description:
    'One commitment with every sentence that tells it, what later messages changed, and what happened to it since, the latest fifty of each. `hidden` says why it does not count, where it does not.',
  scope: 'read',
  annotations: looks,
  input: z.strictObject({ id: CommitmentId }),
  output: z.object({
    notice: Notice,
    commitment: Promised.extend({
      confidence: z.number(),
      hidden: z.enum(['dismissed', 'withdrawn', 'restated']).nullable(),
      restates: CommitmentId.nullable(),
    }),
    sources: z.array(Told),
    changes: z.array(Changed),
    history: z.array(Happened),
  }),
  async run({ services, ctx, signal }: ToolCall, { id }) {
    const viewer = await services.viewer(ctx.tenant);
    const view = await services.database.read(ctx.tenant, (reader) => findCommitment(reader, viewer, id));
    signal.throwIfAborted();
    const history = await commitmentHistory(services, ctx.tenant, id);
    const { confidence, hidden, restates } = view;
    return {
      notice,
      commitment: { ...promisedOf(view), confidence, hidden, restates },
      sources: view.sources.slice(-mostTold).map((source) => ({
        quote: short(source.quote),
        source: sourceOf(source, source.documentName),
        saidAt: source.saidAt,
      })),
      changes: view.changes.slice(-mostTold).map(({ status, due, debtor, standing, ...evidence }) => ({
        quote: short(evidence.quote),
        source: sourceOf(evidence, evidence.documentName),
        standing,
        ...(status === undefined ? {} : { status }),
        ...(due === undefined ? {} : { due }),
        ...(debtor === undefined ? {} : { debtor: partyName(debtor) }),
      })),
      history: history.slice(-mostTold).map(({ at, type, actor, note }) => ({
        at,
        type,
        actor: actor.name ?? actor.kind,
        note: note === null ? null : short(note),
      })),
    };
  },
});
