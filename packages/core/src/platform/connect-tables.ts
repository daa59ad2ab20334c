// The tables of the doors, as the code reads them: sources, their payloads, and facts.
import type { FactView, HmacOptions, PayloadState, SourceKind, Yield } from '@vito/contracts/webhook';

export interface SourceRow {
  tenant_id: string;
  source_id: string;
  name: string;
  kind: SourceKind;
  hmac: HmacOptions | null;
  secrets: { id: string; hint: string; until: string | null }[];
  mapping: string | null;
  paused: boolean;
  removed: boolean;
  added_at: Date;
  version: number;
}

export interface PayloadRow {
  tenant_id: string;
  payload_id: string;
  source_id: string;
  type: string;
  external_id: string;
  address: string | null;
  size: number;
  state: PayloadState;
  yields: Yield[];
  problem: string | null;
  received_at: Date;
  version: number;
}

export interface FactRow {
  tenant_id: string;
  fact_id: string;
  source_id: string;
  payload_id: string;
  type: string;
  entity: string;
  title: string;
  data: FactView['data'];
  at: Date;
  version: number;
}

export interface ConnectTables {
  source: SourceRow;
  payload: PayloadRow;
  payload_words: { tenant_id: string; payload_id: string; words: string };
  fact: FactRow;
}
