// A body as text of one width: it scrolls within itself, and can be copied whole.
import { Copy } from 'lucide-react';
import { copy } from '../data/copy.js';
import { useServices } from '../data/services.js';
import { bodyText } from '../format/body.js';
import { Button } from './button.js';

export function CodeBlock(props: { label: string; body: string; encoding?: 'utf8' | 'base64' }) {
  const { notices } = useServices();
  const { text, note } = bodyText(props.body, props.encoding);
  return (
    <div className="min-w-0">
      <div className="mb-1 flex h-7 items-center justify-between gap-2">
        <h4 className="text-xs font-medium text-muted">{props.label}</h4>
        {text === '' ? null : (
          <Button size="sm" tone="quiet" onClick={() => void copy(notices, props.body)}>
            <Copy size={12} aria-hidden="true" />
            Copy
          </Button>
        )}
      </div>
      {text === '' ? null : (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
          tabIndex={0}
          className="max-h-96 overflow-auto rounded-md border border-hair bg-sunken p-3 font-mono text-xs leading-relaxed whitespace-pre-wrap wrap-anywhere"
        >
          {text}
        </pre>
      )}
      {note ? <p className="mt-1 text-xs text-faint">{note}</p> : null}
    </div>
  );
}
