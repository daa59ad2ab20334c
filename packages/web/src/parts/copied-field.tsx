// A text to be copied whole: an address or a secret, with a button that copies it.
import { Copy } from 'lucide-react';
import { copy } from '../data/copy.js';
import { useServices } from '../data/services.js';
import { Button } from './button.js';

export function CopiedField(props: { label: string; value: string; hint?: string }) {
  const { notices } = useServices();
  return (
    <div className="flex flex-col gap-1">
      <span className="text-xs font-medium text-muted">{props.label}</span>
      <div className="flex gap-2">
        <input
          readOnly
          aria-label={props.label}
          value={props.value}
          onFocus={(event) => event.target.select()}
          className="field min-w-0 flex-1 font-mono text-xs!"
        />
        <Button
          aria-label={`Copy the ${props.label.toLowerCase()}`}
          onClick={() => void copy(notices, props.value)}
          className="max-sm:h-10"
        >
          <Copy size={14} aria-hidden="true" />
          Copy
        </Button>
      </div>
      {props.hint ? <span className="text-xs text-faint">{props.hint}</span> : null}
    </div>
  );
}
