// Syncs in words: how a connection stands, what a run brought and why it failed, how often it runs and when next.
import type { ConnectionView, StreamCounts, SyncRunState, SyncRunView } from '@vito/contracts/sync';
import { type Tone, whenWords } from './delivery.js';
import type { Clock } from './due.js';
import { count } from './words.js';

export const isUnderWay = ({ state }: Pick<SyncRunView, 'state'>): boolean =>
  state === 'waiting' || state === 'running';

export const runWords: Record<SyncRunState, string> = {
  waiting: 'Waiting',
  running: 'Running',
  finished: 'Finished',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

const reasons: Readonly<Record<string, string>> = {
  'not-allowed': 'its program may not run here',
  'not-started': 'its program did not start',
  exited: 'its program ended with an error',
  silent: 'its program said nothing for too long',
  flooded: 'its program wrote a line too long to be one',
  malformed: 'its program wrote what is not of its protocol',
  'too-slow': 'it took longer than any run may',
  reported: 'its program said that it failed',
  interrupted: 'the server was ended too often while it ran',
  broken: 'a fault of ViTo’s own',
  unreachable: 'it could not be reached',
  denied: 'user and password were refused',
};

export const reasonWords = (reason: string): string => reasons[reason] ?? reason.replaceAll('-', ' ');

/** What may help after a run that failed; '' where only its own words can tell. */
export function wayOut(reason: string): string {
  if (reason === 'not-allowed')
    return 'Whoever runs ViTo lists programs in VITO_TAPS, and folders in VITO_FOLDERS; the next run looks again.';
  if (reason === 'denied' || reason === 'reported' || reason === 'exited' || reason === 'unreachable')
    return 'Often its configuration is to be mended, under Settings. The next run goes on where this one ended.';
  if (reason === 'interrupted' || reason === 'broken') return 'The next run goes on where this one ended.';
  return '';
}

export interface Sum {
  kept: number;
  same: number;
  gone: number;
  held: number;
}

export function sumOf(streams: readonly StreamCounts[]): Sum {
  const sum = (name: keyof Sum) => streams.reduce((all, one) => all + one[name], 0);
  return { kept: sum('kept'), same: sum('same'), gone: sum('gone'), held: sum('held') };
}

/** "12 new or changed · 3 as before · 1 deleted · 2 held back"; what is none is left out. */
export function countWords(sum: Sum): string {
  const parts = [
    sum.kept > 0 ? `${sum.kept.toLocaleString('en')} new or changed` : '',
    sum.same > 0 ? `${sum.same.toLocaleString('en')} as before` : '',
    sum.gone > 0 ? `${sum.gone.toLocaleString('en')} deleted` : '',
    sum.held > 0 ? `${sum.held.toLocaleString('en')} held back` : '',
  ].filter(Boolean);
  return parts.join(' · ') || 'nothing came';
}

/** How a connection stands, in one line. */
export function syncStanding(run: SyncRunView | null, clock: Clock): { tone: Tone; text: string } {
  if (!run) return { tone: 'idle', text: 'Has not run yet' };
  const ended = run.endedAt ? whenWords(run.endedAt, clock) : '';
  if (run.state === 'waiting') return { tone: 'idle', text: 'Waits to run' };
  if (run.state === 'running') return { tone: 'good', text: 'Runs now' };
  if (run.state === 'finished') return { tone: 'good', text: `Ran ${ended}` };
  if (run.state === 'cancelled') return { tone: 'off', text: `Cancelled ${ended}` };
  return { tone: 'bad', text: `Failed ${ended}` };
}

export const rhythms: readonly { minutes: number; word: string }[] = [
  { minutes: 5, word: 'every 5 minutes' },
  { minutes: 15, word: 'every 15 minutes' },
  { minutes: 60, word: 'every hour' },
  { minutes: 360, word: 'every 6 hours' },
  { minutes: 1440, word: 'every day' },
  { minutes: 10_080, word: 'every week' },
];

/** "every hour", "every 90 minutes", "only when asked". */
export function rhythmWords(minutes: number | null): string {
  if (minutes === null) return 'only when asked';
  const known = rhythms.find((one) => one.minutes === minutes);
  if (known) return known.word;
  if (minutes % 1440 === 0) return `every ${minutes / 1440} days`;
  if (minutes % 60 === 0) return `every ${minutes / 60} hours`;
  return minutes === 1 ? 'every minute' : `every ${minutes.toLocaleString('en')} minutes`;
}

/** When the schedule asks for it next: reckoned from the last time that it did; null where that is not known. */
export function nextRun(
  { everyMinutes, paused }: Pick<ConnectionView, 'everyMinutes' | 'paused'>,
  runs: readonly Pick<SyncRunView, 'dueAt'>[],
  now: number,
): string | null {
  const last = runs.find(({ dueAt }) => dueAt !== null)?.dueAt;
  if (everyMinutes === null || paused || !last) return null;
  const step = everyMinutes * 60_000;
  const passed = Math.max(0, Math.floor((now - Date.parse(last)) / step));
  return new Date(Date.parse(last) + (passed + 1) * step).toISOString();
}

/** "840 ms", "12 s", "3 min 20 s", "2 h 5 min". */
export function lasted(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  if (minutes < 60) return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const heldReasons: Readonly<Record<string, string>> = {
  drift: 'its stream is another than was chosen',
  'no-key': 'it lacks its key',
  misfit: 'a value is of another type than its column',
  fields: 'its line has more or fewer fields than the others',
  'too-large': 'it is larger than a document may be',
  unfetched: 'it could not be fetched; the next run tries again',
};

/** "a value is of another type than its column: total, due". */
export function heldWords(reason: string, columns: readonly string[]): string {
  const words = heldReasons[reason] ?? reason.replaceAll('-', ' ');
  return columns.length === 0 ? words : `${words}: ${columns.join(', ')}`;
}

/** What ends it. */
export function heldWayOut(reason: string): string {
  if (reason === 'drift') return 'Take its stream as it is now, under Streams; the next run then looks at it again.';
  if (reason === 'no-key')
    return 'Without its key it cannot be told apart: choose other columns under Streams, or mend it there.';
  if (reason === 'misfit') return 'It is taken once it comes mended, or once its stream is chosen anew and it fits.';
  if (reason === 'unfetched') return '';
  return 'It is taken once it comes mended.';
}

/** "orders, customers and 3 more". */
export function streamNames(streams: readonly { name: string }[], most = 3): string {
  const names = streams.map(({ name }) => name);
  if (names.length === 0) return 'nothing chosen yet';
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most - 1).join(', ')} and ${count(names.length - most + 1, 'more', 'more')}`;
}
