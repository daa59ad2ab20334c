// How sure the extractor is: a small bar; the number on hover.
import { Tip } from './tip.js';

export function Confidence(props: { value: number }) {
  const percent = Math.round(props.value * 100);
  return (
    <Tip text={`${percent} % sure that this is a commitment`}>
      <span role="img" aria-label={`${percent} % sure`} className="inline-flex h-4 w-9 shrink-0 items-center">
        <span className="h-1 w-full overflow-hidden rounded-full bg-line">
          <span className="block h-full rounded-full bg-muted" style={{ width: `${percent}%` }} />
        </span>
      </span>
    </Tip>
  );
}
