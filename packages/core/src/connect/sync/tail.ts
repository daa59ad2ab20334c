// The last lines of what a program writes beside its records, however much that is.
export interface Tail {
  add(line: string): void;
  /** Takes output as it comes, in pieces of lines. */
  write(text: string): void;
  lines(): string[];
}

const mostLines = 100;
const longestLine = 500; // characters

export function createTail(): Tail {
  const kept: string[] = [];
  let begun = '';

  function add(line: string): void {
    const text = line.trimEnd();
    if (text === '') return;
    kept.push(text.length > longestLine ? `${text.slice(0, longestLine)} …` : text);
    if (kept.length > mostLines) kept.shift();
  }

  return {
    add,
    write(text) {
      const pieces = (begun + text).split('\n');
      begun = (pieces.pop() ?? '').slice(0, longestLine + 1); // of a line without end, the beginning
      for (const piece of pieces.slice(-mostLines)) add(piece);
    },
    lines() {
      add(begun);
      begun = '';
      return [...kept];
    },
  };
}
