// Kinds as cards: one is chosen to begin with.
import type { ReactNode } from 'react';

export interface KindCard<K extends string> {
  kind: K;
  name: string;
  about: string;
  icon: ReactNode;
}

export function KindCards<K extends string>(props: {
  cards: ReadonlyArray<KindCard<K>>;
  chosen?: NoInfer<K>;
  onChoose(kind: NoInfer<K>): void;
}) {
  return (
    <ul className="grid grid-cols-1 gap-2 @md:grid-cols-2 @3xl:grid-cols-3">
      {props.cards.map(({ kind, name, about, icon }) => (
        <li key={kind}>
          <button
            type="button"
            aria-pressed={props.chosen === kind}
            onClick={() => props.onChoose(kind)}
            className="flex h-full w-full items-start gap-3 rounded-lg border border-line bg-surface p-3 text-left shadow-raised transition-colors duration-100 hover:border-edge hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft"
          >
            <span className="mt-0.5 text-muted">{icon}</span>
            <span className="min-w-0">
              <span className="block font-medium">{name}</span>
              <span className="block text-xs text-pretty text-muted">{about}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
