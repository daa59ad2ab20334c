// The sentence that says so, set apart by a marker's stroke.

export function Quote(props: { text: string; lines?: 2 | 3 | null; className?: string }) {
  const clamp = props.lines === 2 ? 'line-clamp-2' : props.lines === 3 ? 'line-clamp-3' : '';
  return (
    <blockquote
      className={`border-l-[3px] border-marker-bar pl-2.5 text-sm text-soft ${clamp} ${props.className ?? ''}`}
      title={props.lines ? props.text : undefined}
    >
      {props.text}
    </blockquote>
  );
}
