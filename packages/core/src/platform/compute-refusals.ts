// What people are told when reading a file went past its limits or took its process down.
import type { Refusal } from './compute-messages.js';

export function tooSlow({ page, job }: { page: number; job: number }): Refusal {
  const message = `Reading this file took too long (the limit is ${seconds(page)} for a page and ${seconds(job)} for a file). Split it, or add only the pages that matter.`;
  return { reason: 'timeout', message };
}

/** `limit` in MB. */
export function tooLarge(limit: number): Refusal {
  const message = `Reading this file needs more memory than allowed (${limit} MB). Split it, or save it with smaller pictures.`;
  return { reason: 'out-of-memory', message };
}

export function crashed(): Refusal {
  const message =
    'The program that reads files broke down on this one. Save it again from its own program and add that.';
  return { reason: 'crashed', message };
}

/** The process was ended from outside again and again, most likely by a system short of memory. */
export function endedOutside(times: number): Refusal {
  const message = `Reading this file was ended ${times} times by the system, which may be short of memory. Split the file, or try again later.`;
  return { reason: 'crashed', message };
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1_000} s`;
}
