// The tables of the doors, as the code reads them: sources, payloads and facts; endpoints and sendings.
import type { DisabledReason, SendingState } from '@vito/contracts/endpoint';
import type { OfferedTool, ToolServerTransport, ToolSetting } from '@vito/contracts/tool-server';
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

export interface ToolServerRow {
  tenant_id: string;
  server_id: string;
  name: string;
  transport: ToolServerTransport;
  place: string;
  secret_names: string[];
  tools: OfferedTool[];
  settings: Record<string, ToolSetting>;
  told_at: Date;
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

export interface InboxRow {
  tenant_id: string;
  position: number;
  source_id: string;
  items: number;
  addresses: string[];
}

export interface FactRow {
  tenant_id: string;
  fact_id: string;
  /** Of a payload, or of a record: the others are null. */
  source_id: string | null;
  payload_id: string | null;
  connection_id: string | null;
  records_id: string | null;
  record_key: string | null;
  gone: boolean;
  type: string;
  entity: string;
  title: string;
  data: FactView['data'];
  at: Date;
  version: number;
}

export interface EndpointRow {
  tenant_id: string;
  endpoint_id: string;
  name: string;
  url: string;
  types: string[];
  filter: string | null;
  ordered: boolean;
  secrets: { id: string; hint: string; until: string | null }[];
  open: boolean;
  removed: boolean;
  disabled: DisabledReason | null;
  added_at: Date;
  version: number;
}

export interface SendingRow {
  tenant_id: string;
  sending_id: string;
  endpoint_id: string;
  event_id: string | null;
  seq: number | null;
  type: string;
  about: string;
  state: SendingState;
  attempts: number;
  planned_at: Date;
  first_at: Date | null;
  last_at: Date | null;
  last_status: number | null;
  problem: string | null;
  next_at: Date | null;
  version: number;
}

export interface ConnectTables {
  inbox: InboxRow;
  endpoint: EndpointRow;
  tool_server: ToolServerRow;
  sending: SendingRow;
  source: SourceRow;
  payload: PayloadRow;
  payload_words: { tenant_id: string; payload_id: string; words: string };
  fact: FactRow;
}
