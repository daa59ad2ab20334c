// Bytes become lines, one at a time, and none longer than it may be.
import { SourceProblem } from './source-problem.js';

/** `push` gives the lines that a chunk completes; `rest` what is left without an end. */
export function createSplitter(limit: number) {
  let begun: Buffer[] = [];
  let size = 0;

  function keep(piece: Buffer): void {
    size += piece.length;
    if (size > limit) throw new SourceProblem('flooded', `it wrote a line of more than ${limit} bytes`);
    if (piece.length > 0) begun.push(piece);
  }

  function take(): string {
    const line = (begun.length === 1 ? (begun[0] as Buffer) : Buffer.concat(begun)).toString('utf8');
    begun = [];
    size = 0;
    return line;
  }

  return {
    *push(chunk: Buffer): Generator<string> {
      let from = 0;
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
        keep(chunk.subarray(from, end));
        from = end + 1;
        yield take();
      }
      keep(chunk.subarray(from));
    },
    rest: (): string => take(),
  };
}
