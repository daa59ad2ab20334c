// A process of the compute pool: takes one job at a time from the server and answers with its result or its refusal.
import { unreadableReasons } from '@vito/contracts/reading';
import type { FromChild, Job, Refusal, Tasks, ToChild } from './compute-messages.js';
import { startWatchdog } from './compute-watchdog.js';

const [tasksModule = '', memoryLimit = ''] = process.argv.slice(2);
let cancel: AbortController | null = null;

process.on('message', (message: ToChild) => {
  if ('cancel' in message) cancel?.abort();
  else void work(message.job);
});
process.on('disconnect', () => process.exit(0));
const tasks = (await import(tasksModule)) as Tasks;
const watchdog = await startWatchdog(Number(memoryLimit));
send({ ready: true });

async function work(job: Job): Promise<void> {
  cancel = new AbortController();
  watchdog.setBusy(true);
  const answer = await perform(job, cancel.signal).then(
    (result) => ({ result }),
    (error: unknown) => ({ refusal: refusalOf(error) }),
  );
  watchdog.setBusy(false);
  send({ ...answer, rss: process.memoryUsage.rss() });
}

function perform(job: Job, signal: AbortSignal) {
  if (job.task === 'extract') return tasks.extract(job.reading, job.context);
  if (job.task === 'embed') return tasks.embed(job.texts);
  if (job.task === 'related') return tasks.related(job.question);
  if (job.task === 'evaluate') return tasks.evaluate(job.expression, job.inputs);
  if (job.task === 'calendars') return tasks.calendars(job.files, job.window);
  if (job.task === 'lives') return tasks.lives(job.readings, job.context);
  if (job.task === 'pageImage') return tasks.pageImage(job.bytes, job.kind, job.page, job.options);
  const onPage = (done: number, total: number) => send({ page: { done, total } });
  return tasks.read(job.bytes, job.name, { ...job.options, onPage, signal });
}

/** Readers refuse with a reason; anything else is a fault of theirs. */
function refusalOf(error: unknown): Refusal {
  const { reason, message } = (error ?? {}) as Partial<Refusal>;
  if (reason !== undefined && unreadableReasons.includes(reason)) return { reason, message: message ?? '' };
  const way = 'The program that reads files failed on this one. Save it again from its own program and add that.';
  return { reason: 'crashed', message: way };
}

function send(message: FromChild): void {
  if (process.connected) process.send?.(message);
}
