// Kinds as cards: one is chosen to begin with. Where there is little room, the others then give way.
import { type ReactNode, useState } from 'react';
import { Button } from './button.js';

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
  const { chosen } = props;
  const [all, setAll] = useState(chosen === undefined);
  return (
    <div className="flex flex-col items-start gap-2">
      <ul className="grid w-full grid-cols-1 gap-2 @md:grid-cols-2 @3xl:grid-cols-3">
        {props.cards.map(({ kind, name, about, icon }) => (
          <li key={kind} className={all || kind === chosen ? '' : '@max-md:hidden'}>
            <button
              type="button"
              aria-pressed={chosen === kind}
              onClick={() => {
                setAll(false);
                props.onChoose(kind);
              }}
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
      {all ? null : (
        <Button size="sm" tone="quiet" className="@md:hidden" onClick={() => setAll(true)}>
          Another kind
        </Button>
      )}
    </div>
  );
}
