// A word of a program within a sentence.

export function Code(props: { children: string }) {
  return <code className="rounded-xs bg-chip px-1 font-mono text-xs text-ink">{props.children}</code>;
}
