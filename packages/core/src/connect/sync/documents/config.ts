// The configuration of a source of our own, as its schema takes it.
import { Failure } from '@vito/runtime/failure';
import type { z } from 'zod';

/** Throws Failure('invalid') that names the fields, and nothing of what is in them. */
export function parseConfig<T extends z.ZodType>(schema: T, config: unknown): z.infer<T> {
  const parsed = schema.safeParse(config);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: ['config', ...path].join('.'), message }));
  throw new Failure('invalid', issues.map((issue) => `${issue.path}: ${issue.message}`).join('\n'), { issues });
}
