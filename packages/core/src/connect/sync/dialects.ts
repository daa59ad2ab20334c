// The protocols that programs speak, by name.
import type { ProgramDialect } from '@vito/contracts/sync';
import { airbyte } from './airbyte.js';
import { singer } from './singer.js';
import type { Dialect } from './source-told.js';

export const dialects: Record<ProgramDialect, Dialect> = { singer, airbyte };
