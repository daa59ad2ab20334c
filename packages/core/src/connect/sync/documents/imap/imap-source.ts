// An IMAP mailbox as a source of documents.
import { ImapConfig } from '@vito/contracts/own-sources';
import { Failure } from '@vito/runtime/failure';
import type { ImapFlow, ListResponse } from 'imapflow';
import { z } from 'zod';
import type { Outgoing } from '../../../../platform/outgoing.js';
import { SourceProblem } from '../../source-problem.js';
import type { Found, Json } from '../../source-told.js';
import { parseConfig } from '../config.js';
import type { Asked, OwnSource } from '../own-source.js';
import { problemOf } from './imap-problem.js';
import { openImap } from './open-imap.js';
import { readMailboxes } from './read-mailboxes.js';
import { watchMailboxes } from './watch-mailboxes.js';

const mailbox = (name: string, use?: string): Found => ({
  name,
  schema: {},
  keys: [],
  cursors: [],
  modes: ['incremental'],
  ...(use === undefined ? {} : { use }),
  entry: {},
});

export function createImapSource(outgoing: Outgoing): OwnSource {
  /** Opens a session, and closes it afterwards. */
  async function within<T>(asked: Asked, work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const config = parseConfig(ImapConfig, asked.config);
    const client = await openImap(outgoing, config, asked.signal);
    try {
      return await work(client);
    } catch (error) {
      throw problemOf(error, config);
    } finally {
      client.close();
    }
  }

  return {
    spec: () => z.toJSONSchema(ImapConfig, { io: 'input' }) as Json,

    async accept(_tenant, given) {
      const { host, security } = parseConfig(ImapConfig, given);
      outgoing.checkHost(host);
      if (security === 'none' && !outgoing.allowPrivate)
        throw new Failure(
          'invalid',
          'config.security: without TLS the password would be readable on its way: use tls or starttls',
        );
    },

    check: (asked) =>
      within(asked, async (client) => {
        const status = await client.status('INBOX', { messages: true });
        return `signed in; INBOX holds ${status ? status.messages : 0} messages`;
      }),

    discover: (asked) =>
      within(asked, async (client) =>
        (await client.list()).filter(canBeOpened).map(({ path, specialUse }) => mailbox(path, useOf(specialUse))),
      ),

    usual: mailbox('INBOX', 'inbox'),

    async *read(asked, wanted) {
      const config = parseConfig(ImapConfig, asked.config);
      yield* readMailboxes(() => openImap(outgoing, config, asked.signal), config, asked, wanted);
    },

    async watch(asked, streams, changed) {
      const config = parseConfig(ImapConfig, asked.config);
      const client = await openImap(outgoing, config, asked.signal, idling);
      try {
        await watchMailboxes(client, streams, asked.signal, changed);
      } catch (error) {
        if (!asked.signal.aborted) throw error instanceof SourceProblem ? error : problemOf(error, config);
      } finally {
        client.close();
      }
    },
  };
}

const idling = { disableAutoIdle: false, autoIdleDelay: 50, maxIdleTime: 5 * 60_000 };

const canBeOpened = ({ flags }: ListResponse): boolean => !flags.has('\\Noselect') && !flags.has('\\NonExistent');

const useOf = (special: string | undefined): string | undefined => special?.replace('\\', '').toLowerCase();
