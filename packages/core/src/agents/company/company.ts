// What tools over the company's own data need of the other modules; app.ts hands it over, since modules never import each other.
import type { CommitmentView, Side } from '@vito/contracts/commitment';
import type { DocumentKind, Party, Reading } from '@vito/contracts/reading';
import type { Database } from '../../platform/database.js';
import type { Context } from '../../spine/context.js';
import type { Staged } from '../../spine/event-store.js';

export interface CommitmentQuestion {
  side?: Side;
  open?: boolean;
  outcome?: 'kept';
  document?: string;
  /** Days, both included. */
  dueFrom?: string;
  dueTo?: string;
  sort?: 'due' | 'said';
  limit: number;
}

export interface CompanyDeps {
  database: Database;
  /** Throws Failure('not-found'). */
  commitment(tenant: string, id: string): Promise<CommitmentView>;
  /** Those that count; soonest due first, or by `sort: 'said'` the latest said first. */
  commitments(
    tenant: string,
    question: CommitmentQuestion,
    now: Date,
  ): Promise<{ items: CommitmentView[]; more: boolean }>;
  /** Open ones of which a message lets one think that they are fulfilled. */
  suggestedFulfilled(tenant: string, limit: number): Promise<CommitmentView[]>;
  /** Throws Failure('not-found'). */
  document(tenant: string, id: string): Promise<{ name: string; kind: DocumentKind | null; receivedAt: string }>;
  /** Read documents without messages in whose text the regular expression is found, newest first. */
  documentsWith(tenant: string, pattern: string, limit: number): Promise<{ id: string; name: string }[]>;
  /** Null: not read, or deleted. */
  reading(tenant: string, documentId: string): Promise<Reading | null>;
  /** How "I" am known, and the zone in which the company's days end. */
  me(tenant: string): Promise<{ keys: readonly string[]; zone: string; name: string | null }>;
  /** Of somebody in the directory. */
  addressOf(tenant: string, whoId: string): Promise<string | null>;
  /** `version`: of the commitment, after it. */
  stageDeed(
    ctx: Context,
    id: string,
    deed: { verb: 'accept' | 'fulfil'; input: { note?: string } },
  ): Promise<{ version: number; staged: Staged }>;
  takeBack(ctx: Context, past: { commitmentId: string; version: number }): Promise<void>;
  /** Whether mails can be sent at all. */
  sends: () => boolean;
}

export const nameOf = (party: Party | null): string | null =>
  party ? (party.name ?? party.organisation ?? party.address) : null;
