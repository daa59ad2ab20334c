// Buttons: one strong, one plain, one quiet; each may show its key.
import type { ButtonHTMLAttributes } from 'react';

type Tone = 'strong' | 'plain' | 'quiet' | 'danger';
const tones: Record<Tone, string> = {
  strong: 'bg-accent text-on-accent hover:bg-accent-strong shadow-raised',
  plain: 'bg-raised text-ink border border-line hover:bg-hover hover:border-edge shadow-raised',
  quiet: 'text-muted hover:text-ink hover:bg-hover',
  danger: 'bg-late text-on-late hover:opacity-90 shadow-raised',
};
const sizes = {
  sm: 'h-7 px-2.5 text-xs gap-1.5 rounded-sm',
  md: 'h-8.5 px-3 text-sm gap-2 rounded-md',
  lg: 'h-10 px-4 text-base gap-2 rounded-md',
};

export function Button(props: ButtonHTMLAttributes<HTMLButtonElement> & { tone?: Tone; size?: keyof typeof sizes }) {
  const { tone = 'plain', size = 'md', className = '', type = 'button', ...rest } = props;
  return (
    <button
      type={type}
      className={`inline-flex shrink-0 select-none items-center justify-center font-medium whitespace-nowrap transition-colors duration-100 disabled:pointer-events-none disabled:opacity-45 ${sizes[size]} ${tones[tone]} ${className}`}
      {...rest}
    />
  );
}

/** A square button that holds an icon; `label` is read out and must be shown by a tooltip where the icon is not plain. */
export function IconButton(props: ButtonHTMLAttributes<HTMLButtonElement> & { label: string }) {
  const { label, className = '', type = 'button', ...rest } = props;
  return (
    <button
      type={type}
      aria-label={label}
      className={`inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-100 hover:bg-hover hover:text-ink disabled:pointer-events-none disabled:opacity-40 max-sm:size-10 ${className}`}
      {...rest}
    />
  );
}

export function Key(props: { children: string }) {
  return (
    <kbd className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-xs border border-line bg-sunken px-1 font-sans text-2xs text-muted">
      {props.children}
    </kbd>
  );
}

/** The key that does the same as a button: of no use where there is no keyboard. */
export const Keyed = (props: { children: string }) => (
  <span className="max-md:hidden">
    <Key>{props.children}</Key>
  </span>
);
