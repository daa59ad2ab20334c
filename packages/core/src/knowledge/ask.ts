// Asking: the passages and commitments that a question is about, and, where a model is at hand, what it makes of them.
import type { CommitmentView } from '@vito/contracts/commitment';
import type { AskAnswer, FoundPassage, SearchQuery } from '@vito/contracts/search';
import { Failure } from '@vito/runtime/failure';
import { errorKind, type Log } from '@vito/runtime/log';
import type { Search } from './search.js';

/** What a model says, each statement with the places among `passages` that it rests on. */
export type Answerer = (question: string, passages: FoundPassage[]) => Promise<NonNullable<AskAnswer['answer']>>;

export interface AskDeps {
  search: Search['search'];
  /** The commitments that were found in these documents. */
  commitmentsIn: (tenant: string, documentIds: string[]) => Promise<CommitmentView[]>;
  /** Absent without a model: then passages and commitments are the answer. */
  answer?: Answerer;
  log: Log;
}

const mostCommitments = 5;
/** Only the best passages tell what a question is about. */
const telling = 5;

export async function ask(deps: AskDeps, tenant: string, query: SearchQuery): Promise<AskAnswer> {
  const found = await deps.search(tenant, query);
  const ids = [...new Set(found.passages.map((passage) => passage.documentId))];
  const commitments = ids.length === 0 ? [] : await deps.commitmentsIn(tenant, ids);
  return {
    ...found,
    commitments: inPassages(commitments, found.passages.slice(0, telling)).slice(0, mostCommitments),
    answer: await answered(deps, query.q, found.passages),
  };
}

/** Those whose quote stands in a passage, in the order of the passages. */
function inPassages(commitments: CommitmentView[], passages: FoundPassage[]): CommitmentView[] {
  const place = (one: CommitmentView) =>
    passages.findIndex((p) => p.documentId === one.documentId && one.start < p.end && one.end > p.start);
  return commitments
    .map((one) => ({ one, at: place(one) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || a.one.start - b.one.start)
    .map(({ one }) => one);
}

/** A model that fails takes nothing away: the passages stand. What it cites must be there. */
async function answered(
  { answer, log }: AskDeps,
  question: string,
  passages: FoundPassage[],
): Promise<AskAnswer['answer']> {
  if (!answer || passages.length === 0) return null;
  try {
    const said = await answer(question, passages);
    if (said.citations.length === 0 || said.citations.some((place) => !passages[place]))
      throw new Failure('unavailable', 'the model cited a passage that it was not given, or none');
    return said;
  } catch (error) {
    log.warn('the model gave no answer', { error: errorKind(error) });
    return null;
  }
}
