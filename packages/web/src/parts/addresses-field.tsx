// Mail addresses as a row of tokens: typed, pasted, taken away.
import { X } from 'lucide-react';
import { useId, useState } from 'react';

const looksLikeAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function AddressesField(props: { label?: string; value: string[]; onChange(value: string[]): void }) {
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState('');
  const id = useId();

  function take(text: string): void {
    const parts = text.split(/[\s,;]+/).filter(Boolean);
    const good = parts.filter((part) => looksLikeAddress.test(part));
    const bad = parts.filter((part) => !looksLikeAddress.test(part));
    if (good.length > 0) props.onChange([...new Set([...props.value, ...good])].slice(0, 20));
    setTyped(bad.join(' '));
    setRefused(bad[0] ?? '');
  }

  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {props.label ?? 'Mail addresses'}
      </label>
      <div className="flex min-h-8.5 flex-wrap items-center gap-1 rounded-md border border-line bg-surface p-1 transition-colors focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent hover:border-edge">
        {props.value.map((address) => (
          <span
            key={address}
            className="flex h-6.5 max-w-full items-center gap-0.5 rounded-sm bg-sunken pr-0.5 pl-2 text-sm ring-1 ring-hair ring-inset"
          >
            <span className="truncate">{address}</span>
            <button
              type="button"
              aria-label={`Remove ${address}`}
              onClick={() => props.onChange(props.value.filter((one) => one !== address))}
              className="flex size-5 shrink-0 items-center justify-center rounded-xs text-faint hover:bg-hover hover:text-ink"
            >
              <X size={12} aria-hidden="true" />
            </button>
          </span>
        ))}
        <input
          id={id}
          type="text"
          inputMode="email"
          autoComplete="email"
          autoCapitalize="off"
          spellCheck={false}
          value={typed}
          placeholder={props.value.length === 0 ? 'you@company.example' : ''}
          onChange={(event) => {
            setRefused('');
            if (/[\s,;]$/.test(event.target.value)) take(event.target.value);
            else setTyped(event.target.value);
          }}
          onBlur={() => take(typed)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && typed.trim() !== '') {
              event.preventDefault();
              take(typed);
            }
            if (event.key === 'Backspace' && typed === '') props.onChange(props.value.slice(0, -1));
          }}
          className="h-6.5 min-w-32 flex-1 bg-transparent px-1.5 outline-none placeholder:text-faint max-sm:text-[1rem]"
        />
      </div>
      {refused ? (
        <span role="alert" className="text-xs text-late">
          “{refused}” is not a mail address.
        </span>
      ) : null}
    </div>
  );
}
