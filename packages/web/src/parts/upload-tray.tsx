// The upload queue in a corner: each file with its progress, and what became of it in words.
import { Link } from '@tanstack/react-router';
import { Check, ChevronDown, ChevronUp, RotateCw, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useServices, useStore } from '../data/services.js';
import { isBusy, type UploadItem } from '../data/upload-queue.js';
import { count, size } from '../format/words.js';
import { IconButton } from './button.js';

export function UploadTray() {
  const { uploads } = useServices();
  const items = useStore(uploads);
  const [open, setOpen] = useState(true);
  const busy = items.filter(isBusy).length;
  const failed = items.filter((item) => item.problem !== null).length;
  const over = items.length > 0 && busy === 0 && failed === 0;
  useEffect(() => {
    // When all went well it has said enough after a while.
    if (!over) return;
    const timer = setTimeout(uploads.clear, 8000);
    return () => clearTimeout(timer);
  }, [over, uploads]);
  if (items.length === 0) return null;
  const title = busy > 0 ? `Adding ${count(busy, 'file')}` : `${count(items.length - failed, 'file')} added`;
  return (
    <section
      aria-label="Uploads"
      className="fixed right-4 bottom-4 z-40 w-84 max-w-[calc(100vw-2rem)] animate-rise overflow-hidden rounded-lg bg-raised shadow-float max-md:bottom-20"
    >
      <header className="flex h-11 items-center gap-1 pr-1.5 pl-3.5">
        <p aria-live="polite" className="flex-1 text-sm font-medium">
          {title}
          {failed > 0 ? <span className="text-late">, {failed} not</span> : null}
        </p>
        <IconButton label={open ? 'Fold the list' : 'Show the list'} onClick={() => setOpen(!open)}>
          {open ? <ChevronDown size={15} aria-hidden="true" /> : <ChevronUp size={15} aria-hidden="true" />}
        </IconButton>
        <IconButton label="Close the list" onClick={uploads.clear} disabled={busy > 0}>
          <X size={15} aria-hidden="true" />
        </IconButton>
      </header>
      <Total items={items} />
      {open ? (
        <ul className="max-h-64 overflow-y-auto py-1">
          {[...items].reverse().map((item) => (
            <Row key={item.id} item={item} onRetry={() => uploads.retry(item.id)} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** All files together: bytes sent of bytes to send. */
function Total(props: { items: readonly UploadItem[] }) {
  const sending = props.items.filter((item) => item.problem === null);
  const all = sending.reduce((sum, item) => sum + item.size, 0) || 1;
  const sent = sending.reduce((sum, item) => sum + item.size * item.sent, 0);
  return (
    <div className="h-0.5 bg-hair">
      <div className="h-full bg-accent transition-[width] duration-150" style={{ width: `${(100 * sent) / all}%` }} />
    </div>
  );
}

function Row(props: { item: UploadItem; onRetry(): void }) {
  const { item } = props;
  const name = (
    <span className="block truncate text-sm" title={item.name}>
      {item.name.split('/').at(-1)}
    </span>
  );
  return (
    <li className="lazy-40 flex min-h-10 items-center gap-3 px-3.5 py-1.5">
      <div className="min-w-0 flex-1">
        {item.documentId ? (
          <Link to="/documents/$id" params={{ id: item.documentId }} className="block rounded-xs hover:text-accent">
            {name}
          </Link>
        ) : (
          name
        )}
        {item.problem ? <p className="text-xs text-pretty text-late">{item.problem}</p> : null}
      </div>
      <Outcome item={item} onRetry={props.onRetry} />
    </li>
  );
}

function Outcome(props: { item: UploadItem; onRetry(): void }) {
  const { item } = props;
  if (item.state === 'waiting') return <span className="text-xs text-faint">{size(item.size)}</span>;
  if (item.state === 'sending') {
    const percent = Math.round(item.sent * 100);
    return (
      <span
        role="progressbar"
        aria-valuenow={percent}
        aria-label={`Sending ${item.name}`}
        className="text-xs text-muted"
      >
        {percent} %
      </span>
    );
  }
  if (item.state === 'duplicate') return <span className="text-xs whitespace-nowrap text-muted">Already here</span>;
  if (item.state === 'sent') return <Check size={15} className="text-accent" aria-label="Added" />;
  if (item.state === 'refused') return null;
  return (
    <IconButton label={`Send ${item.name} again`} onClick={props.onRetry}>
      <RotateCw size={14} aria-hidden="true" />
    </IconButton>
  );
}
