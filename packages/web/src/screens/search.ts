// What the address bar keeps of each screen: read leniently, so that an old or mistyped address still opens.
import { type Side, sides } from '@vito/contracts/commitment';
import { SendingState } from '@vito/contracts/endpoint';
import { type DocumentKind, documentKinds } from '@vito/contracts/reading';
import { RunStatus } from '@vito/contracts/run';
import { PayloadState } from '@vito/contracts/webhook';
import type { LogFilter } from '../format/entries.js';

export interface Selected {
  /** The commitment that is open beside the screen. */
  c?: string | undefined;
  /** The passage of a document that a search led to: `start-end`, offsets into its text. */
  at?: string | undefined;
  /** Where the document tells of the open commitment: the offset of the sentence that is meant. */
  said?: number | undefined;
}
export interface CommitmentsSearch {
  side?: Side | undefined;
  view?: View | undefined;
  done?: true | undefined;
  q?: string | undefined;
}
const views = ['due', 'person', 'overdue'] as const;
export type View = (typeof views)[number];
type Raw = Record<string, unknown>;

export function selectedSearch(raw: Raw): Selected {
  return {
    ...(typeof raw.c === 'string' && raw.c.startsWith('cmt_') ? { c: raw.c } : {}),
    ...(typeof raw.at === 'string' && /^\d{1,9}-\d{1,9}$/.test(raw.at) ? { at: raw.at } : {}),
    ...(typeof raw.said === 'number' && raw.said >= 0 ? { said: raw.said } : {}),
  };
}

export function timelineSearch(raw: Raw): { show?: Exclude<LogFilter, 'all'> | undefined } {
  return raw.show === 'commitments' || raw.show === 'documents' ? { show: raw.show } : {};
}

export function commitmentsSearch(raw: Raw): CommitmentsSearch {
  const side = sides.find((one) => one === raw.side);
  const view = views.find((one) => one === raw.view);
  return {
    ...(side ? { side } : {}),
    ...(view ? { view } : {}),
    ...(raw.done === true ? { done: true } : {}),
    ...(typeof raw.q === 'string' && raw.q !== '' ? { q: raw.q } : {}),
  };
}

export interface FindSearch {
  q?: string | undefined;
  person?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  kind?: DocumentKind | undefined;
}

export function findSearch(raw: Raw): FindSearch {
  const kind = documentKinds.find((one) => one === raw.kind);
  const text = (key: string) =>
    raw[key] === undefined || raw[key] === '' ? {} : { [key]: String(raw[key]).slice(0, 500) };
  const day = (key: string) => (/^\d{4}-\d\d-\d\d$/.test(String(raw[key])) ? { [key]: String(raw[key]) } : {});
  return { ...text('q'), ...text('person'), ...day('from'), ...day('to'), ...(kind ? { kind } : {}) };
}

/** The filter whose commitments are shown, as a figure gave it: names of the API's query with plain words. */
export interface EvidenceSearch {
  title?: string | undefined;
  by?: Record<string, string> | undefined;
}

export function evidenceSearch(raw: Raw): EvidenceSearch {
  const by = typeof raw.by === 'object' && raw.by !== null ? Object.entries(raw.by) : [];
  const plain = by.filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && /^[a-zA-Z]+$/.test(pair[0]),
  );
  return {
    ...(typeof raw.title === 'string' ? { title: raw.title } : {}),
    ...(plain.length > 0 ? { by: Object.fromEntries(plain) } : {}),
  };
}

export function peopleSearch(raw: Raw): { list?: 'organisations' | undefined; q?: string | undefined } {
  return {
    ...(raw.list === 'organisations' ? { list: raw.list } : {}),
    ...(typeof raw.q === 'string' && raw.q !== '' ? { q: raw.q } : {}),
  };
}

export interface SourceSearch {
  part?: 'mapping' | 'settings' | undefined;
  state?: PayloadState | undefined;
  q?: string | undefined;
  /** The payload that is open. */
  open?: string | undefined;
}

export function sourceSearch(raw: Raw): SourceSearch {
  const state = PayloadState.options.find((one) => one === raw.state);
  return {
    ...(raw.part === 'mapping' || raw.part === 'settings' ? { part: raw.part } : {}),
    ...(state ? { state } : {}),
    // What looks like a number comes as one.
    ...(raw.q === undefined || raw.q === '' ? {} : { q: String(raw.q).slice(0, 200) }),
    ...(typeof raw.open === 'string' && raw.open.startsWith('pay_') ? { open: raw.open } : {}),
  };
}

export interface EndpointSearch {
  part?: 'settings' | undefined;
  state?: SendingState | undefined;
  /** The sending that is open. */
  open?: string | undefined;
}

export function endpointSearch(raw: Raw): EndpointSearch {
  const state = SendingState.options.find((one) => one === raw.state);
  return {
    ...(raw.part === 'settings' ? { part: raw.part } : {}),
    ...(state ? { state } : {}),
    ...(typeof raw.open === 'string' && raw.open.startsWith('snd_') ? { open: raw.open } : {}),
  };
}

const connectionParts = ['records', 'held', 'streams', 'files', 'mapping', 'settings'] as const;
export interface ConnectionSearch {
  part?: (typeof connectionParts)[number] | undefined;
  /** Of records and of what is held back: one stream only. */
  stream?: string | undefined;
  deleted?: true | undefined;
  /** The run that is open, or the record by its key. */
  open?: string | undefined;
}

export function connectionSearch(raw: Raw): ConnectionSearch {
  const part = connectionParts.find((one) => one === raw.part);
  const text = (key: 'stream' | 'open') =>
    raw[key] === undefined || raw[key] === '' ? {} : { [key]: String(raw[key]).slice(0, 500) };
  return {
    ...(part ? { part } : {}),
    ...text('stream'),
    ...(raw.deleted === true ? { deleted: true } : {}),
    ...text('open'),
  };
}

const agentParts = ['runs', 'playbooks', 'tools', 'budget'] as const;
export interface AgentsSearch {
  part?: (typeof agentParts)[number] | undefined;
  /** Of runs. */
  status?: RunStatus | undefined;
  stuck?: true | undefined;
  /** Of runs: of one playbook; of playbooks: the one that is open. */
  playbook?: string | undefined;
}

export function agentsSearch(raw: Raw): AgentsSearch {
  const status = RunStatus.options.find((one) => one === raw.status);
  const part = agentParts.find((one) => one === raw.part);
  return {
    ...(part ? { part } : {}),
    ...(status ? { status } : {}),
    ...(raw.stuck === true ? { stuck: true } : {}),
    ...(raw.playbook === undefined || raw.playbook === '' ? {} : { playbook: String(raw.playbook).slice(0, 60) }),
  };
}
