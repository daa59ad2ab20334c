// How far each mailbox of an account was read: the bookmark of a mailbox connection.
import type { ImapConfig } from '@vito/contracts/own-sources';
import { isObject } from '../../source-told.js';

export interface Mark {
  /** UIDVALIDITY: while it is the same, a UID names the same message. */
  validity: string;
  /** The greatest UID that was seen to. */
  last: number;
  /** The day before which nothing was read; null: from the beginning. */
  since: string | null;
}

export const accountOf = ({ user, host, port }: ImapConfig): string => `${user} ${host.toLowerCase()} ${port ?? ''}`;

/** What is said of another account counts for nothing. */
export function createMarks(bookmark: unknown, config: ImapConfig) {
  const account = accountOf(config);
  const since = config.since ?? null;
  const given =
    isObject(bookmark) && bookmark.account === account && isObject(bookmark.mailboxes) ? bookmark.mailboxes : {};
  const marks = new Map(Object.entries(given) as [string, Mark][]);

  return {
    /** The UID after which to go on; 0: from the beginning, also where messages of earlier days are wanted now. */
    lastOf(mailbox: string, validity: string): number {
      const mark = marks.get(mailbox);
      if (mark?.validity !== validity) return 0;
      const isEarlier = mark.since !== null && (since === null || since < mark.since);
      return isEarlier ? 0 : mark.last;
    },
    isRenumbered: (mailbox: string, validity: string) => (marks.get(mailbox)?.validity ?? validity) !== validity,
    set: (mailbox: string, validity: string, last: number) => void marks.set(mailbox, { validity, last, since }),
    bookmark: () => ({ account, mailboxes: Object.fromEntries(marks) }),
  };
}
