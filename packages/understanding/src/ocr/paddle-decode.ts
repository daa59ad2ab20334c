// From the recognition model's scores to characters with their place in the line.

export interface PlacedCharacter {
  text: string;
  /** 0..1. */
  confidence: number;
  /** Middle of the character as a fraction of the line's width. */
  at: number;
}

/**
 * The likeliest character at each step; equal ones in a row are one, class 0 is none (CTC, greedy). `scores` holds
 * `steps` rows of `classes` values; class n is `characters[n - 1]`.
 */
export function decode(
  scores: Float32Array,
  steps: number,
  classes: number,
  characters: readonly string[],
): PlacedCharacter[] {
  const found: PlacedCharacter[] = [];
  let before = 0;
  let run: { character: PlacedCharacter; from: number } | null = null;
  for (let step = 0; step < steps; step++) {
    let best = 0;
    let score = -1;
    for (let i = step * classes, end = i + classes, c = 0; i < end; i++, c++) {
      const value = scores[i] as number;
      if (value > score) {
        score = value;
        best = c;
      }
    }
    if (best !== 0 && best === before && run) {
      run.character.at = ((run.from + step) / 2 + 0.5) / steps;
      run.character.confidence = Math.max(run.character.confidence, score);
    } else if (best !== 0) {
      const character = { text: characters[best - 1] ?? '', confidence: score, at: (step + 0.5) / steps };
      run = { character, from: step };
      found.push(character);
    }
    before = best;
  }
  return found;
}
