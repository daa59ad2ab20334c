// Which stream's records are shown: one of a connection's, or all.
import type { StreamView } from '@vito/contracts/sync';

export function StreamFilter(props: {
  streams: readonly StreamView[];
  value: string | undefined;
  /** One has to be chosen. */
  one?: boolean;
  onChange(stream: string | undefined): void;
}) {
  if (props.streams.length < 2) return null;
  return (
    <select
      aria-label="Stream"
      className="field h-8! max-w-64 text-sm! max-sm:max-w-none"
      value={props.value ?? ''}
      onChange={(event) => props.onChange(event.target.value || undefined)}
    >
      {props.one ? null : <option value="">All streams</option>}
      {props.streams.map(({ id, name }) => (
        <option key={id} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}
