// The mark and the wordmark of ViTo: a V that is also the tick on a kept promise.

export function Mark(props: { size?: number; className?: string }) {
  const size = props.size ?? 22;
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className={props.className}>
      <rect width="32" height="32" rx="8.5" className="fill-accent" />
      <path
        d="M8.5 11.5 14 22.5 23 8.5"
        fill="none"
        className="stroke-on-accent"
        strokeWidth="3.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** "ViTo" drawn in one stroke width; the dot of the i is the one thing in colour. */
export function Wordmark(props: { height?: number }) {
  const height = props.height ?? 15;
  return (
    <svg width={(height * 66) / 24} height={height} viewBox="0 0 66 24" role="img" aria-label="ViTo">
      <g fill="none" stroke="currentColor" strokeWidth="3.3" strokeLinecap="round" strokeLinejoin="round">
        <path d="M2.5 3.5 10.5 21 18.5 3.5" />
        <path d="M25 10.5V21" />
        <path d="M31.5 3.5H46.5M39 3.5V21" />
        <circle cx="56" cy="14.6" r="6.4" />
      </g>
      <circle cx="25" cy="4.2" r="2.3" className="fill-accent" />
    </svg>
  );
}
