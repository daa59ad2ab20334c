// What went wrong, in words with the way out.
import { RequestFailed } from '@vito/contracts/client';

export function inWords(error: unknown): string {
  if (error instanceof RequestFailed) return sentence(error.message);
  if (!(error instanceof Error)) return 'Something went wrong. Try again.';
  if (error.name === 'AbortError') return 'It was stopped before it was done.';
  if (error.name === 'ZodError' || error.name === '$ZodError' || error instanceof SyntaxError) {
    return 'The server answered in a way that this page does not know. Load the page again; it may be of an older version.';
  }
  return 'The server could not be reached. Check that it is running, then try again.';
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

/** What the server found wrong, place by place. */
export const issuesOf = (error: unknown): { path: string; message: string }[] =>
  error instanceof RequestFailed ? (error.problem.issues ?? []) : [];
