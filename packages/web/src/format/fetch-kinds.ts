// The kinds of connections that fetch from elsewhere: what each is, and what it has to be told. A further kind is one more entry.
import { SyncDialect } from '@vito/contracts/sync';
import type { Json } from './config-schema.js';

export interface FetchKind {
  name: string;
  /** What it is, on its card. */
  about: string;
  /** An example of a name. */
  example: string;
  /** The program that is started for it, where one is: an example. */
  program: string | null;
  /** Whether a check tells, as JSON Schema, what it has to be told. */
  tells: boolean;
  /** What it has to be told, where that is known before it is added. */
  schema: Json | null;
  /** What it brings, one and many. */
  brings: readonly [string, string];
  /** What it brings becomes documents, which stay when it is removed. */
  documents: boolean;
  /** Files are uploaded to it; it goes nowhere by itself. */
  uploads?: boolean;
}

const rows = ['record', 'records'] as const;

const known: Readonly<Record<string, FetchKind>> = {
  singer: {
    name: 'Singer tap',
    about: 'A program that fetches rows by the Singer protocol. There are hundreds.',
    example: 'Issues at GitHub',
    program: 'tap-github',
    tells: false,
    schema: null,
    brings: rows,
    documents: false,
  },
  airbyte: {
    name: 'Airbyte source',
    about: 'A program that fetches rows by the Airbyte protocol, and says what it needs.',
    example: 'Orders of the shop',
    program: 'source-shop',
    tells: true,
    schema: null,
    brings: rows,
    documents: false,
  },
  imap: {
    name: 'Mailbox',
    about: 'Mails of an IMAP mailbox, read like any other mail.',
    example: 'Mail of the office',
    program: null,
    tells: true,
    schema: {
      type: 'object',
      required: ['host', 'user', 'password'],
      properties: {
        host: { type: 'string', title: 'Server', examples: ['imap.company.example'] },
        security: {
          type: 'string',
          title: 'Encryption',
          enum: ['tls', 'starttls', 'none'],
          default: 'tls',
          description: '“none” only for servers within your own network.',
        },
        port: { type: 'integer', title: 'Port', description: 'Empty: 993 with tls, otherwise 143.' },
        user: { type: 'string', title: 'User', examples: ['office@company.example'] },
        password: {
          type: 'string',
          title: 'Password',
          format: 'password',
          description: 'Of the mailbox; where its provider has them, a password made for this app.',
        },
        since: {
          type: 'string',
          format: 'date',
          title: 'Since',
          description: 'Mails from before this day are left where they are. Empty: all of them.',
        },
      },
    },
    brings: ['mail', 'mails'],
    documents: true,
  },
  folder: {
    name: 'Folder',
    about: 'Files of a folder on the machine that ViTo runs on.',
    example: 'Contracts on the file server',
    program: null,
    tells: true,
    schema: {
      type: 'object',
      required: ['folder'],
      properties: {
        folder: {
          type: 'string',
          title: 'Path',
          examples: ['/srv/contracts'],
          description: 'It must lie in one of the folders that whoever runs ViTo lists in VITO_FOLDERS.',
        },
      },
    },
    brings: ['file', 'files'],
    documents: true,
  },
  csv: {
    name: 'Tables',
    about: 'CSV files that you upload: bills, orders, lists.',
    example: 'Bills of the year',
    program: null,
    tells: false,
    schema: null,
    brings: ['row', 'rows'],
    documents: false,
    uploads: true,
  },
  calendar: {
    name: 'Calendar',
    about: 'Appointments of a calendar: a feed by its address, or an account by CalDAV.',
    example: 'Calendar of the team',
    program: null,
    tells: true,
    schema: {
      type: 'object',
      required: ['url'],
      properties: {
        url: {
          type: 'string',
          title: 'Address',
          examples: ['https://calendar.example/team.ics'],
          description: 'https:// or webcal://: of a feed, or of a CalDAV server, an account or a calendar there.',
        },
        zone: {
          type: 'string',
          title: 'Time zone',
          examples: ['Europe/Berlin'],
          description: 'Of times that name none. Empty: the calendar’s own.',
        },
        username: { type: 'string', title: 'User', description: 'Where it has to be signed in to.' },
        password: { type: 'string', title: 'Password', format: 'password' },
        pastDays: { type: 'integer', title: 'Days back', default: 90 },
        futureDays: { type: 'integer', title: 'Days ahead', default: 365 },
      },
    },
    brings: ['appointment', 'appointments'],
    documents: false,
  },
};

/** What a kind that this app does not know by name is called. */
const other = (dialect: string): FetchKind => ({
  name: dialect,
  about: '',
  example: '',
  program: null,
  tells: true,
  schema: null,
  brings: rows,
  documents: false,
});

export const kindOf = (dialect: string): FetchKind => known[dialect] ?? other(dialect);

/** Those that can be added: known here, and to the server. */
export const fetchKinds: readonly SyncDialect[] = SyncDialect.options.filter((dialect) => known[dialect]);
