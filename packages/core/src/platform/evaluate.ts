// Expressions that tenants write (JSONata), over inputs: run in a process of the compute pool only, since a regular
// expression in one can hang for as long as it likes.
import jsonata from 'jsonata';

export type Evaluated = { value: unknown } | { problem: string };

/** For each input; a mapping that fails for one does not fail for the next. */
const limits = { timeout: 1000, stack: 300, sequence: 100_000 }; // ms, calls, items

/** The expression in question, or what is wrong with it, in words for the one who wrote it. */
export function parseExpression(expression: string): jsonata.Expression | { problem: string } {
  try {
    return jsonata(expression, limits);
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

export async function evaluateAll(expression: string, inputs: unknown[]): Promise<Evaluated[]> {
  const parsed = parseExpression(expression);
  if ('problem' in parsed) return inputs.map(() => parsed);
  const results: Evaluated[] = [];
  for (const input of inputs) {
    try {
      const value: unknown = await parsed.evaluate(input);
      // What is handed over is data and nothing else: JSONata's own arrays carry marks, and a function is no result.
      results.push({ value: JSON.parse(JSON.stringify(value ?? null)) });
    } catch (error) {
      results.push({ problem: problemOf(error) });
    }
  }
  return results;
}

function problemOf(error: unknown): string {
  const { message, position, code } = (error ?? {}) as { message?: unknown; position?: unknown; code?: unknown };
  const where = typeof position === 'number' ? ` (at character ${position})` : '';
  const what = typeof message === 'string' ? message : 'this expression cannot be used';
  return `${typeof code === 'string' ? `${code}: ` : ''}${what}${where}`.slice(0, 500);
}
