// The timeline: what happened, in the tenant's own order, and the frames that carry it live.
import { z } from 'zod';
import { CommitmentStatus, CommitmentView, DueValue } from './commitment.js';
import { DocumentSummary } from './document.js';
import { EventId, RunId } from './ids.js';
import { Name } from './playbook.js';
import { FactView } from './webhook.js';

/** Per-tenant position: dense, gapless, starting at 1. */
export const Seq = z.number().int().min(0);

export const Actor = z.object({
  kind: z.enum(['person', 'system', 'agent']),
  /** Who: the account's id, or the subscription's name. */
  id: z.string(),
  name: z.string().nullable(),
});
export type Actor = z.infer<typeof Actor>;

export const TimelineEntry = z.object({
  seq: Seq,
  eventId: EventId,
  /** The event's type, e.g. `commitment.proposed`. */
  type: z.string(),
  at: z.string(),
  actor: Actor,
  /** The document and the commitment as they stand NOW, so that a reader can replace what it holds. */
  document: DocumentSummary.nullable(),
  commitment: CommitmentView.nullable(),
  /** What a source told, as that thing stands NOW. */
  fact: FactView.nullable(),
  /** The run that it is of, and what was asked, decided, or said of its end. */
  run: z.object({ id: RunId, playbook: Name, title: z.string(), said: z.string().nullable() }).nullable().optional(),
  /** What this event changed on the commitment, where it did. */
  change: z
    .object({
      status: z.object({ from: CommitmentStatus.nullable(), to: CommitmentStatus }).optional(),
      due: z.object({ from: DueValue.nullable(), to: DueValue.nullable() }).optional(),
      /** What a message lets one think, for a person to confirm or refuse. */
      suggests: CommitmentStatus.optional(),
      note: z.string().optional(),
    })
    .nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** Client -> server, first frame on the socket: everything after `after`, then live. */
export const SocketHello = z.object({ type: z.literal('resume'), after: Seq });
export type SocketHello = z.infer<typeof SocketHello>;

/** Server -> client. */
export const SocketFrame = z.discriminatedUnion('type', [
  /** Sent once after `resume`: the seq the log stands at. */
  z.object({ type: z.literal('ready'), seq: Seq }),
  z.object({ type: z.literal('entries'), entries: z.array(TimelineEntry), seq: Seq }),
  /** Reading progress of a document; not an event, may be lost. */
  z.object({ type: z.literal('progress'), documentId: z.string(), done: z.number(), total: z.number() }),
  /** The server cannot resume from there (ahead of the log, or too far behind): load again, then resume from `seq`. */
  z.object({ type: z.literal('reset'), seq: Seq, reason: z.string() }),
]);
export type SocketFrame = z.infer<typeof SocketFrame>;

/** WebSocket close codes of our own. */
export const closeCodes = { accessEnded: 4401, slowReader: 4408, badFrame: 4400, goingAway: 1001 } as const;
