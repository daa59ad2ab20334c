// When a screen breaks, or an address leads nowhere.
import { Link, useRouter } from '@tanstack/react-router';
import { Empty, Trouble } from './states.js';

export function ScreenTrouble(props: { error: unknown; reset(): void }) {
  const router = useRouter();
  const retry = () => {
    props.reset();
    void router.invalidate();
  };
  return <Trouble what="This screen could not be shown" error={props.error} onRetry={retry} />;
}

export function NotFound() {
  return (
    <Empty
      title="There is nothing at this address"
      actions={
        <Link to="/" className="rounded-md px-3 py-1.5 font-medium text-accent hover:bg-accent-soft">
          To the timeline
        </Link>
      }
    >
      The link may be old, or mistyped.
    </Empty>
  );
}
