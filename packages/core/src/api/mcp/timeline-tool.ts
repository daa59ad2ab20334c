// The tool that reads the timeline: what happened, in order, with what it happened to.
import { CommitmentStatus, DueValue } from '@vito/contracts/commitment';
import { CommitmentId, DocumentId } from '@vito/contracts/ids';
import { Seq, type TimelineEntry } from '@vito/contracts/timeline';
import { Failure } from '@vito/runtime/failure';
import { z } from 'zod';
import { Notice, notice, short } from './compact.js';
import { looks, type ToolCall, tool } from './tool.js';

const most = 50;
const place = z.number().int().optional();

const Entry = z.object({
  seq: Seq,
  at: z.string(),
  type: z.string(),
  actor: z.string(),
  /** As they stand now, not as they stood then. */
  document: z.object({ id: DocumentId, name: z.string() }).nullable(),
  commitment: z
    .object({ id: CommitmentId, action: z.string(), status: CommitmentStatus, due: DueValue.nullable() })
    .nullable(),
  fact: z.object({ title: z.string(), type: z.string() }).nullable(),
  note: z.string().nullable(),
});

export const timeline = tool({
  name: 'timeline',
  title: 'Read the timeline',
  description:
    'What happened in the company, by number (`seq`): the newest first, or `before` a number; or `after` one, oldest first, to follow on. Documents and commitments are told as they stand now. `more`: there is more in that direction.',
  scope: 'read',
  annotations: looks,
  input: z.strictObject({
    after: place.describe('Only what came after this number, oldest first.'),
    before: place.describe('Only what came before this number, newest first.'),
    limit: z.number().int().min(1).max(most).default(20),
  }),
  output: z.object({ notice: Notice, entries: z.array(Entry), seq: Seq, more: z.boolean() }),
  async run({ services, ctx }: ToolCall, { after, before, limit }) {
    if (after !== undefined && before !== undefined) throw new Failure('invalid', 'give `after` or `before`, not both');
    const { entries, seq, more } = await services.timeline.page(ctx.tenant, {
      limit,
      ...(after === undefined ? {} : { after }),
      ...(before === undefined ? {} : { before }),
    });
    return { notice, entries: entries.map(entryOf), seq, more };
  },
});

function entryOf({ seq, at, type, actor, document, commitment, fact, change }: TimelineEntry): z.input<typeof Entry> {
  return {
    seq,
    at,
    type,
    actor: actor.name ?? actor.kind,
    document: document && { id: document.id, name: short(document.name, 120) },
    commitment: commitment && {
      id: commitment.id,
      action: short(commitment.action, 240),
      status: commitment.status,
      due: commitment.due,
    },
    fact: fact && { title: short(fact.title, 240), type: fact.type },
    note: change?.note === undefined ? null : short(change.note, 240),
  };
}
