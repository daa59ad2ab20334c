// How long a run took. Of one under way it grows by the second.
import type { SyncRunView } from '@vito/contracts/sync';
import { useEffect, useState } from 'react';
import { lasted } from '../format/sync-words.js';

export function Duration({ run }: { run: SyncRunView }) {
  const [now, setNow] = useState(Date.now);
  const going = run.state === 'running' && run.startedAt !== null;
  useEffect(() => {
    if (!going) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [going]);
  if (!run.startedAt) return '';
  const end = run.endedAt ? Date.parse(run.endedAt) : now;
  return lasted(end - Date.parse(run.startedAt));
}
