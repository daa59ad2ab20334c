// Whether an input is what a playbook's JSON Schema asks for.
import type { Playbook } from '@vito/contracts/playbook';
import { Failure } from '@vito/runtime/failure';
import { z } from 'zod';
import type { Json } from './tool.js';

/** Throws Failure('invalid') with the places that are wrong. */
export function checkInput({ name, input: schema }: Playbook, input: Json): void {
  const result = schemaOf(schema, name).safeParse(input);
  if (result.success) return;
  const issues = result.error.issues.map(({ path, message }) => ({ path: ['input', ...path].join('.'), message }));
  throw new Failure('invalid', `this is not what "${name}" takes`, { issues });
}

function schemaOf(schema: Playbook['input'], name: string): z.ZodType {
  try {
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  } catch {
    throw new Failure('invalid', `the input of "${name}" is described by a JSON Schema that ViTo cannot read`);
  }
}
