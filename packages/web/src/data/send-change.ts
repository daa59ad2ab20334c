// A change on its way to the server. Where work in the background came in between, and nothing that the person looked at
// has changed, it is sent once more on the newer version.
import { type Client, RequestFailed } from '@vito/contracts/client';
import { type CommitmentVerb, type CommitmentView, commitmentVerbs } from '@vito/contracts/commitment';
import { bodyOf, type Change } from './predict.js';

/** Throws RequestFailed where the server says no; with code `conflict` where the commitment is another by now. */
export async function sendChange(
  client: Pick<Client, 'act' | 'call'>,
  view: CommitmentView,
  change: Change,
): Promise<CommitmentView> {
  const body = commitmentVerbs[change.verb].parse(bodyOf(change));
  const send = (version: number) => client.act(change.verb as CommitmentVerb, view.id, body as never, version);
  try {
    return await send(view.version);
  } catch (error) {
    if (!isConflict(error)) throw error;
    const { commitment } = await client.call('getCommitment', { params: { id: view.id } });
    if (!isSame(view, commitment)) throw error;
    return send(commitment.version);
  }
}

export const isConflict = (error: unknown): boolean =>
  error instanceof RequestFailed && error.problem.code === 'conflict';

/** What a decision is made on: what was said, who owes what by when, and how it stands. */
function isSame(seen: CommitmentView, now: CommitmentView): boolean {
  const of = ({
    quote,
    debtor,
    creditor,
    action,
    due,
    condition,
    status,
    hidden,
    touched,
    undoable,
    suggestion,
  }: CommitmentView) =>
    JSON.stringify({ quote, debtor, creditor, action, due, condition, status, hidden, touched, undoable, suggestion });
  return of(seen) === of(now);
}
