// The kinds of sources as cards: one is chosen to begin with.
import type { SourceKind } from '@vito/contracts/webhook';
import { allKinds, kinds } from '../format/source-words.js';
import { SourceIcon } from './source-icon.js';

export function KindCards(props: { chosen?: SourceKind; onChoose(kind: SourceKind): void }) {
  return (
    <ul className="grid grid-cols-1 gap-2 @md:grid-cols-2 @3xl:grid-cols-3">
      {allKinds.map((kind) => (
        <li key={kind}>
          <button
            type="button"
            aria-pressed={props.chosen === kind}
            onClick={() => props.onChoose(kind)}
            className="flex h-full w-full items-start gap-3 rounded-lg border border-line bg-surface p-3 text-left shadow-raised transition-colors duration-100 hover:border-edge hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft"
          >
            <span className="mt-0.5 text-muted">
              <SourceIcon kind={kind} />
            </span>
            <span className="min-w-0">
              <span className="block font-medium">{kinds[kind].name}</span>
              <span className="block text-xs text-pretty text-muted">{kinds[kind].about}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
