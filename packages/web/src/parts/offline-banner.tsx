// Said plainly when the network is gone.
import { WifiOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';

export function OfflineBanner() {
  const online = useSyncExternalStore(listen, () => navigator.onLine);
  if (online) return null;
  return (
    <div
      role="status"
      className="sticky top-0 z-40 flex items-center justify-center gap-2 bg-soon-soft px-4 py-1.5 text-xs font-medium text-soon"
    >
      <WifiOff size={14} aria-hidden="true" />
      This device is offline. What you see is how it stood; it catches up by itself.
    </div>
  );
}

function listen(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}
