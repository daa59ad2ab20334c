// A mailbox is watched by IDLE: the server tells at once. The other mailboxes of the account are asked for each minute.
import type { ChosenStream } from '@vito/contracts/sync';
import { wait } from '@vito/runtime/wait';
import type { ImapFlow } from 'imapflow';
import { SourceProblem } from '../../source-problem.js';

const minute = 60_000;

/** One session. Ends with the signal, or by throwing where the session was lost. */
export async function watchMailboxes(
  client: ImapFlow,
  streams: ChosenStream[],
  signal: AbortSignal,
  changed: () => void,
): Promise<void> {
  const names = streams.map(({ name }) => name);
  const first = names.find((name) => name.toUpperCase() === 'INBOX') ?? names[0];
  if (first === undefined) return;
  const others = names.filter((name) => name !== first);
  const lost = new AbortController();
  client.once('close', () => lost.abort());
  client.on('exists', ({ count, prevCount }) => {
    if (count > prevCount) changed();
  });
  await client.mailboxOpen(first, { readOnly: true });
  let seen = await stateOf(client, others);
  changed();
  while (!signal.aborted) {
    await wait(minute, lost.signal);
    if (signal.aborted) return;
    if (!client.usable) throw new SourceProblem('unreachable', 'The connection to the server was lost.');
    const now = await stateOf(client, others);
    if (now !== seen) changed();
    seen = now;
  }
}

async function stateOf(client: ImapFlow, mailboxes: string[]): Promise<string> {
  const states: unknown[] = [];
  for (const mailbox of mailboxes) {
    const status = await client.status(mailbox, { uidNext: true, uidValidity: true }).catch(() => null);
    states.push(status ? [String(status.uidValidity), status.uidNext] : null);
  }
  return JSON.stringify(states);
}
