// The work that the compute pool's processes do. Loaded there only: readers pull in large native libraries.
import type { ChatUser } from '@vito/contracts/reading';
import type { ReadOptions } from '@vito/understanding/read';
import type { Tasks } from './compute-messages.js';

export const read: Tasks['read'] = async (bytes, name, options) => {
  const understanding = await import('@vito/understanding/read');
  const people = /\.json$/i.test(name) ? understanding.chatUsers(bytes) : null;
  return people ? listOf(people) : understanding.read(bytes, name, { ...options, ...paced(options) });
};

/** Milliseconds that one job shall take at most: what is left of a file is another job, behind those that wait. */
const longestJob = 25_000;

/** Pauses before the page that would take the job past its time, going by the slowest page so far. */
function paced({ onPage }: ReadOptions): Pick<ReadOptions, 'onPage' | 'pause'> {
  const started = Date.now();
  let [before, slowest] = [started, 0];
  return {
    onPage(done, total) {
      slowest = Math.max(slowest, Date.now() - before);
      before = Date.now();
      onPage?.(done, total);
    },
    pause: () => Date.now() - started + slowest * 1.2 > longestJob,
  };
}

/** The list of people of a chat export is no chat; it reads as a line for each of them. */
function listOf(people: ChatUser[]): Awaited<ReturnType<Tasks['read']>> {
  const lines = people.map(({ id, name, address, zone }) => {
    const known = [name ?? id, address && `<${address}>`, zone && `(${zone})`];
    return known.filter((part) => part).join(' ');
  });
  const meta = { title: null, date: null, language: null, warnings: [] };
  const reading = { kind: 'chat' as const, text: lines.join('\n'), pages: [], messages: [], meta };
  return { reading, enclosures: [], people };
}

export const pageImage: Tasks['pageImage'] = async (bytes, kind, page, options) => {
  const understanding = await import('@vito/understanding/page-image');
  return understanding.pageImage(bytes, kind, page, options);
};

export const embed: Tasks['embed'] = async (texts) => {
  const understanding = await import('@vito/understanding/embed');
  return understanding.embed(texts);
};

export const related: Tasks['related'] = async (question) => {
  const understanding = await import('@vito/understanding/related');
  return understanding.related(question);
};

export const extract: Tasks['extract'] = async (reading, context) => {
  const understanding = await import('@vito/understanding/extract');
  return understanding.extract(reading, context);
};

export const lives: Tasks['lives'] = async (readings, context) => {
  const understanding = await import('@vito/understanding/life');
  return understanding.livesOf(readings, context);
};

export const evaluate: Tasks['evaluate'] = async (expression, inputs) => {
  const { evaluateAll } = await import('./evaluate.js');
  return evaluateAll(expression, inputs);
};

export const calendars: Tasks['calendars'] = async (files, window) => {
  const { occurrencesIn } = await import('@vito/understanding/calendar/occurrences');
  return files.map((bytes) => {
    try {
      return occurrencesIn(bytes, window);
    } catch (error) {
      return { refused: error instanceof Error ? error.message : 'it cannot be read' };
    }
  });
};
