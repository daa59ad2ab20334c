// A few choices side by side, one of them chosen.

export function Segmented<T extends string>(props: {
  label: string;
  value: T;
  options: ReadonlyArray<{ value: NoInfer<T>; word: string }>;
  onChange(value: NoInfer<T>): void;
}) {
  return (
    <fieldset
      aria-label={props.label}
      className="inline-flex h-8 max-w-full shrink-0 items-center overflow-x-auto [scrollbar-width:none] rounded-md bg-sunken p-0.5 ring-1 ring-hair ring-inset"
    >
      {props.options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === props.value}
          onClick={() => props.onChange(option.value)}
          className="h-7 rounded-sm px-2.5 text-xs font-medium whitespace-nowrap text-muted transition-colors duration-100 hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink aria-pressed:shadow-raised aria-pressed:ring-1 aria-pressed:ring-hair"
        >
          {option.word}
        </button>
      ))}
    </fieldset>
  );
}
