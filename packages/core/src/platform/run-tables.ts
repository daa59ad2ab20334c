// The tables of runs, as the code reads them.
import type { Approval, Playbook, Start } from '@vito/contracts/playbook';
import type { RunStatus, WaitsFor } from '@vito/contracts/run';

export interface PlaybookRow {
  tenant_id: string;
  name: string;
  number: number;
  title: string;
  /** Null: erased. */
  definition: Playbook | null;
  shipped: boolean;
  withdrawn: boolean;
  published_at: Date;
  version: number;
}

export interface RunRow {
  tenant_id: string;
  run_id: string;
  playbook: string;
  number: number;
  status: RunStatus;
  waits_for: WaitsFor | null;
  priority: number;
  parent: string | null;
  steps: number;
  cost_micros: number;
  budget_micros: number | null;
  requested_by: string;
  requested_at: Date;
  deadline_at: Date | null;
  ended_at: Date | null;
  version: number;
}

export interface RunGateRow {
  tenant_id: string;
  run_id: string;
  step: string;
  tool: string;
  state: 'open' | 'approved' | 'edited' | 'rejected' | 'expired';
  hash: string;
  summary: string;
  /** Null: erased. */
  args: unknown;
  policy: Approval;
  asked_by: string;
  opened_at: Date;
  expires_at: Date;
  escalated: boolean;
  decided_at: Date | null;
  decided_by: string | null;
  version: number;
}

export interface RunSlotRow {
  tenant_id: string;
  run_id: string;
  priority: number;
  wake_at: Date;
  fence: string;
  owner: string | null;
  lease_until: Date | null;
  rung: boolean;
  claims: number;
  queue: string | null;
  begun_at: Date | null;
}

export interface RunStartRow {
  tenant_id: string;
  name: string;
  on: boolean;
  starts: Start[];
  since: Date;
  version: number;
}

export interface RunTables {
  playbook: PlaybookRow;
  run: RunRow;
  run_gate: RunGateRow;
  run_slot: RunSlotRow;
  run_start: RunStartRow;
}
