// A session that is begun again where it was lost, with one mailbox open at a time, for reading only.
import type { ImapConfig } from '@vito/contracts/own-sources';
import type { ImapFlow, MailboxObject } from 'imapflow';
import { SourceProblem } from '../../source-problem.js';
import { isRefusal, problemOf } from './imap-problem.js';

export function createMailSession(open: () => Promise<ImapFlow>, config: ImapConfig) {
  let client: ImapFlow | null = null;

  async function usable(): Promise<ImapFlow> {
    if (!client?.usable) client = await open();
    return client;
  }

  return {
    /** Null where the server has no such mailbox, or does not open it. Throws SourceProblem. */
    async select(mailbox: string): Promise<{ client: ImapFlow; box: MailboxObject } | null> {
      const session = await usable();
      try {
        if (session.mailbox && session.mailbox.path === mailbox) return { client: session, box: session.mailbox };
        return { client: session, box: await session.mailboxOpen(mailbox, { readOnly: true }) };
      } catch (error) {
        if (isRefusal(error)) return null;
        throw problemOf(error, config);
      }
    },

    /** As `select`, for a mailbox that is being read: it must still be the same. */
    async again(mailbox: string, validity: string): Promise<ImapFlow> {
      const selected = await this.select(mailbox);
      if (selected && String(selected.box.uidValidity) === validity) return selected.client;
      throw new SourceProblem(
        'reported',
        `${mailbox} is not what it was when this run began: the next one begins it anew`,
      );
    },

    close: () => client?.close(),
  };
}
export type MailSession = ReturnType<typeof createMailSession>;
