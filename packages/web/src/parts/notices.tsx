// Notices at the foot of the screen; the last one's action is also on its key.
import { X } from 'lucide-react';
import type { Notice } from '../data/notices.js';
import { useServices, useStore } from '../data/services.js';
import { useKeys } from '../data/use-keys.js';
import { Key } from './button.js';

export function Notices() {
  const { notices } = useServices();
  const shown = useStore(notices);
  const last = shown.find((notice) => notice.action !== null);
  // Where a commitment is open, its own undo comes first; here is what was done last.
  useKeys({
    z: () => {
      if (!last?.action) return false;
      last.action.run();
      notices.dismiss(last.id);
      return true;
    },
  });
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-5 z-50 flex flex-col items-center gap-2 px-3 max-md:bottom-20"
    >
      {shown.map((notice) => (
        <Line key={notice.id} notice={notice} onClose={() => notices.dismiss(notice.id)} />
      ))}
    </div>
  );
}

function Line(props: { notice: Notice; onClose(): void }) {
  const { text, tone, action } = props.notice;
  return (
    <div
      role={tone === 'problem' ? 'alert' : undefined}
      className="pointer-events-auto flex max-w-md animate-rise items-center gap-3 rounded-lg bg-raised py-2 pr-2 pl-3.5 text-sm shadow-float"
    >
      {tone === 'problem' ? <span className="size-1.75 shrink-0 rounded-full bg-late" /> : null}
      <span className="text-pretty">{text}</span>
      {action ? (
        <button
          type="button"
          className="flex items-center gap-1.5 rounded-sm px-1.5 py-0.5 font-medium text-accent hover:bg-accent-soft"
          onClick={() => {
            action.run();
            props.onClose();
          }}
        >
          {action.label}
          {action.key ? <Key>{action.key.toUpperCase()}</Key> : null}
        </button>
      ) : null}
      <button
        type="button"
        aria-label="Close"
        onClick={props.onClose}
        className="flex size-6 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-ink"
      >
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  );
}
