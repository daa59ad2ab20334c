// A few choices side by side, one of them chosen. Where there is too little room they scroll, and the chosen one is in sight.
import { useEffect, useRef } from 'react';

export function Segmented<T extends string>(props: {
  label: string;
  value: T;
  options: ReadonlyArray<{ value: NoInfer<T>; word: string }>;
  onChange(value: NoInfer<T>): void;
}) {
  const row = useRef<HTMLFieldSetElement>(null);
  const { value } = props;
  const words = props.options.map(({ word }) => word).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: longer words push the chosen one out of sight
  useEffect(() => {
    const chosen = row.current?.querySelector<HTMLElement>(`[data-value="${CSS.escape(value)}"]`);
    if (!row.current || !chosen) return;
    const left = chosen.offsetLeft - row.current.offsetLeft;
    const over = left + chosen.offsetWidth + 24 - row.current.clientWidth;
    row.current.scrollLeft = Math.max(0, Math.min(left, over));
  }, [value, words]);
  return (
    <fieldset
      ref={row}
      aria-label={props.label}
      className="inline-flex h-8 max-w-full min-w-0 items-center overflow-x-auto rounded-md bg-sunken p-0.5 ring-1 ring-hair ring-inset [scrollbar-width:none]"
    >
      {props.options.map((option) => (
        <button
          key={option.value}
          type="button"
          data-value={option.value}
          aria-pressed={option.value === value}
          onClick={() => props.onChange(option.value)}
          className="h-7 shrink-0 rounded-sm px-2.5 text-xs font-medium whitespace-nowrap text-muted transition-colors duration-100 hover:text-ink focus-visible:-outline-offset-2 aria-pressed:bg-raised aria-pressed:text-ink aria-pressed:shadow-raised aria-pressed:ring-1 aria-pressed:ring-hair aria-pressed:ring-inset"
        >
          {option.word}
        </button>
      ))}
    </fieldset>
  );
}
