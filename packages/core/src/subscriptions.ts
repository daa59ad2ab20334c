// The map: which event leads to which work.
import type { EventType } from '@vito/contracts/event';
import type { Agents } from './agents/agents.js';
import { type AskDeps, askApprovers } from './agents/approvals/ask-approvers.js';
import { type HearDeps, hearDocument, hearSettled, settling } from './agents/hear-answers.js';
import { type TraceDeps, tracedTypes, traceRuns } from './agents/trace/trace-runs.js';
import { type ExtractDeps, extractCommitments, withdrawCommitments } from './commitments/extract-commitments.js';
import { type FollowDeps, followThread } from './commitments/follow-thread.js';
import { type RefineDeps, refineCommitments } from './commitments/refine-commitments.js';
import { type EraseDeps, erasePayloads } from './connect/erase-payloads.js';
import { type MapDeps, mapTogether } from './connect/map-payloads.js';
import { type DeliverDeps, deliver } from './connect/out/deliver.js';
import { type PlanDeps, planSendings } from './connect/out/plan-sendings.js';
import { type EraseConnectionDeps, eraseConnection } from './connect/sync/erase-connection.js';
import { mapRecords } from './connect/sync/mapping/map-records.js';
import { replayRecords } from './connect/sync/mapping/replay-records.js';
import type { MapRecordsDeps } from './connect/sync/mapping/write-mapped.js';
import { type RunDeps, runSync } from './connect/sync/run-sync.js';
import { tellChats } from './intake/chat-people.js';
import { type PurgeDeps, purgeDocument } from './intake/delete-document.js';
import { type ReadDeps, readDocument } from './intake/read-document.js';
import { type IndexDeps, indexPassages } from './knowledge/index-passages.js';
import type { Subscription } from './spine/worker.js';

/** What nobody waits for: this, and that traces are sent. */
export const refineWork = 'refine-commitments';
export const traceWork = 'trace-runs';

export const readWork = 'read-document';

export const indexWork = 'index-passages';

/** What refining, and following a thread, come after. */
export const extractWork = 'extract-commitments';

export interface SubscriptionDeps {
  read: ReadDeps;
  extract: ExtractDeps;
  follow: FollowDeps;
  purge: PurgeDeps;
  index: IndexDeps;
  map: MapDeps;
  erase: EraseDeps;
  plan: PlanDeps;
  deliver: DeliverDeps;
  bringRows: RunDeps;
  fetchDocuments: RunDeps;
  mapRecords: MapRecordsDeps;
  eraseConnection: EraseConnectionDeps;
  agents: Agents;
  hear: HearDeps;
  /** Null: no mail can be sent, and nobody is asked by one. */
  ask: AskDeps | null;
  /** The types of events that are sent to whoever asks. */
  sent: readonly EventType[];
  /** Null: no model is asked. */
  refine: RefineDeps | null;
  /** Null: no traces are sent. */
  trace: TraceDeps | null;
  /** Processes in the compute pool: how many documents are read at once. */
  readers: number;
}

export function subscriptionsOf(deps: SubscriptionDeps): Subscription[] {
  return [
    {
      name: readWork,
      on: ['document.received', 'document.retried', 'document.people-known'],
      concurrency: deps.readers * 2, // one being read, one being fetched or recorded
      run: (ctx, event, signal) => readDocument(deps.read, ctx, event, signal),
    },
    {
      name: extractWork,
      on: ['document.read', 'document.thread-grown', 'document.thread-shrunk'],
      concurrency: 4,
      run: (ctx, event, signal) => extractCommitments(deps.extract, ctx, event, signal),
    },
    ...refining(deps.refine),
    ...asking(deps.ask),
    ...tracing(deps.trace),
    {
      name: indexWork,
      on: ['document.read'],
      concurrency: 1, // the main job goes before
      run: (ctx, event) => indexPassages(deps.index, ctx, event),
    },
    {
      name: 'follow-thread',
      on: ['document.extracted'],
      concurrency: 2,
      run: async (ctx, event, signal) => {
        await followThread(deps.follow, ctx, event, signal);
        await hearDocument(deps.hear, ctx, event); // whoever waits for an answer then sees what it changed
      },
    },
    {
      name: 'hear-settled',
      on: settling,
      concurrency: 2,
      run: (ctx, event) => hearSettled(deps.hear, ctx, event),
    },
    {
      name: 'tell-chats',
      on: ['document.people-listed'],
      concurrency: 1,
      run: (ctx, event) => tellChats(deps.read, ctx, event),
    },
    {
      name: 'map-payloads',
      on: ['payload.received', 'payload.replayed'],
      concurrency: 1,
      run: (ctx, event, signal) => mapTogether(deps.map, ctx, [event], signal),
      together: { most: 50, run: (ctx, events, signal) => mapTogether(deps.map, ctx, events, signal) },
    },
    {
      name: 'erase-payloads',
      on: ['source.removed'],
      concurrency: 1,
      run: (ctx, event, signal) => erasePayloads(deps.erase, ctx, event, signal),
    },
    {
      name: 'plan-sendings',
      on: deps.sent,
      concurrency: 1,
      watched: true,
      run: (ctx, event, signal) => planSendings(deps.plan, ctx, [event], signal),
      together: { most: 100, run: (ctx, events, signal) => planSendings(deps.plan, ctx, events, signal) },
    },
    {
      name: 'deliver',
      on: ['sending.planned', 'sending.replayed'],
      concurrency: 32, // most of it is waiting for others
      run: (ctx, event, signal) => deliver(deps.deliver, ctx, event, signal),
    },
    {
      name: 'run-sync',
      on: ['sync.requested'],
      concurrency: 2, // each is a process of somebody else's beside ours
      run: (ctx, event, signal) => runSync(deps.bringRows, ctx, event, signal),
    },
    {
      name: 'fetch-documents',
      on: ['sync.requested'],
      concurrency: 8, // apart from programs, which may run for hours: a mail is awaited within seconds
      run: (ctx, event, signal) => runSync(deps.fetchDocuments, ctx, event, signal),
    },
    {
      name: 'map-records',
      on: ['records.synced'],
      concurrency: 1,
      run: (ctx, event, signal) => mapRecords(deps.mapRecords, ctx, [event], signal),
      together: { most: 10, run: (ctx, events, signal) => mapRecords(deps.mapRecords, ctx, events, signal) },
    },
    {
      name: 'replay-records',
      on: ['mapping.replayed'],
      concurrency: 1,
      run: (ctx, event, signal) => replayRecords(deps.mapRecords, ctx, event, signal),
    },
    {
      name: 'erase-connection',
      on: ['connection.removed'],
      concurrency: 1,
      run: (ctx, event, signal) => eraseConnection(deps.eraseConnection, ctx, event, signal),
    },
    {
      name: 'hand-back-run',
      on: ['run.handed-back'],
      concurrency: 4,
      run: (ctx, event) => deps.agents.handBack(ctx, event),
    },
    {
      name: 'start-runs',
      on: ['document.extracted'],
      concurrency: 1,
      run: (ctx, event) => deps.agents.starts.after(ctx, event),
    },
    {
      name: 'cancel-child-runs',
      on: ['run.undoing', 'run.ended'],
      concurrency: 2,
      run: (ctx, event) => deps.agents.cancelChildren(ctx, event),
    },
    {
      name: 'withdraw-commitments',
      on: ['document.deleted'],
      concurrency: 2,
      run: (ctx, event) => withdrawCommitments(deps.extract, ctx, event),
    },
    {
      name: 'purge-document',
      on: ['document.deleted'],
      concurrency: 2,
      run: (ctx, event) => purgeDocument(deps.purge, ctx, event),
    },
  ];
}

/** A model that is away for a while is asked again for more than an hour. */
function refining(refine: RefineDeps | null): Subscription[] {
  if (!refine) return [];
  return [
    {
      name: refineWork,
      on: ['document.extracted'],
      concurrency: refine.model.calls,
      attempts: 24,
      run: (ctx, event, signal) => refineCommitments(refine, ctx, event, signal),
    },
  ];
}

/** As with the model: a mail server that is away for a while is tried again for more than an hour. */
function asking(ask: AskDeps | null): Subscription[] {
  if (!ask) return [];
  return [
    {
      name: 'ask-approvers',
      on: ['run.gate-opened', 'run.gate-escalated'],
      concurrency: 2,
      attempts: 24,
      run: (ctx, event, signal) => askApprovers(ask, ctx, event, signal),
    },
  ];
}

/** It gives up by itself, before it has been tried this often. */
function tracing(trace: TraceDeps | null): Subscription[] {
  if (!trace) return [];
  return [
    {
      name: traceWork,
      on: tracedTypes,
      concurrency: 1,
      attempts: 24,
      run: (ctx, event, signal) => traceRuns(trace, ctx, [event], signal),
      together: { most: 50, run: (ctx, events, signal) => traceRuns(trace, ctx, events, signal) },
    },
  ];
}
