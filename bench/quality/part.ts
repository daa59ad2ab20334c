// What a part of the quality bench gives back: figures for the line of JSON, what was asked for, and lines for people.

export interface Part {
  figures: Record<string, unknown>;
  checks: [what: string, reached: boolean][];
  lines: string[];
}
