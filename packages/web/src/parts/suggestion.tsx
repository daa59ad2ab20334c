// What a message lets one think of a commitment: confirmed, or said not so to, with one key each.
import type { CommitmentView } from '@vito/contracts/commitment';
import { MessageSquareQuote } from 'lucide-react';
import { useAct } from '../data/act.js';
import { confirming } from '../data/predict.js';
import { useKeys } from '../data/use-keys.js';
import { suggestionKeys } from '../data/verbs.js';
import { suggestionWords } from '../format/words.js';
import { Button, Key } from './button.js';
import { EvidenceLink } from './evidence-link.js';

export function Suggestion(props: { commitment: CommitmentView }) {
  const { commitment } = props;
  const { suggestion } = commitment;
  const act = useAct();
  const change = confirming(commitment);
  const confirm = () => (change ? act(commitment, change) : undefined);
  const refuse = () => act(commitment, { verb: 'refuse' });
  useKeys(suggestion ? { [suggestionKeys.confirm]: confirm, [suggestionKeys.refuse]: refuse } : {});
  if (!suggestion) return null;
  return (
    <section aria-label="Suggestion" className="animate-fade rounded-lg border border-line bg-accent-soft p-3.5">
      <p className="flex items-start gap-2.5 text-sm">
        <MessageSquareQuote size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-accent" />
        <span className="min-w-0 text-pretty">
          <span className="font-semibold">{suggestionWords[suggestion.status]}:</span> “{suggestion.evidence.quote}”
        </span>
      </p>
      <EvidenceLink commitmentId={commitment.id} place={suggestion.evidence} className="mt-1.5 ml-6.5" />
      <div className="mt-3 ml-6.5 flex flex-wrap gap-1.5">
        {change ? (
          <Button
            tone="strong"
            size="sm"
            data-verb="confirm"
            aria-keyshortcuts="y"
            onClick={confirm}
            className="max-sm:h-10 max-sm:text-sm"
          >
            Confirm <Key>Y</Key>
          </Button>
        ) : null}
        <Button
          size="sm"
          data-verb="refuse"
          aria-keyshortcuts="w"
          onClick={refuse}
          className="max-sm:h-10 max-sm:text-sm"
        >
          Not so <Key>W</Key>
        </Button>
      </div>
    </section>
  );
}
