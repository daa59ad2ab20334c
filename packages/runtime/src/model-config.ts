// Which model is asked, if any: an OpenAI-compatible endpoint (also a local one) or Anthropic, from the environment.
import { z } from 'zod';
import { Failure } from './failure.js';

export const ModelEnvironment = z.object({
  VITO_MODEL_KIND: z.enum(['openai', 'anthropic']).default('openai'),
  VITO_MODEL_URL: z.url().optional(),
  VITO_MODEL_NAME: z.string().trim().min(1).max(200).optional(),
  VITO_MODEL_KEY: z.string().optional(),
  VITO_MODEL_CALLS: z.coerce.number().int().min(1).max(256).default(8),
  VITO_MODEL_SECONDS: z.coerce.number().min(0.1).max(280).default(60),
  VITO_MODEL_PRICE: z
    .string()
    .regex(/^\d+(\.\d+)?\/\d+(\.\d+)?$/, 'US dollars per million tokens, in and out, e.g. 0.15/0.60')
    .optional(),
});

export interface ModelConfig {
  kind: 'openai' | 'anthropic';
  /** The address below which the API stands, without a trailing slash, e.g. http://localhost:11434/v1. */
  url: string;
  name: string;
  key: string | null;
  /** Calls at the same time, of one process. */
  calls: number;
  /** Seconds that one try may take; all tries of a call together, twice that. */
  seconds: number;
  /** US dollars per million tokens; null: by the built-in table. */
  price: { in: number; out: number } | null;
}

const anthropic = 'https://api.anthropic.com/v1';

/** Throws Failure('invalid') when it is half configured. */
export function modelOf(e: z.output<typeof ModelEnvironment>): ModelConfig | null {
  const url = e.VITO_MODEL_URL ?? (e.VITO_MODEL_KIND === 'anthropic' ? anthropic : undefined);
  if (e.VITO_MODEL_NAME === undefined) {
    if (e.VITO_MODEL_URL === undefined && e.VITO_MODEL_KEY === undefined) return null;
    throw wrong('VITO_MODEL_NAME', 'say which model is to be asked, or leave the other VITO_MODEL_ variables out');
  }
  if (url === undefined) throw wrong('VITO_MODEL_URL', 'say where the model is, e.g. http://localhost:11434/v1');
  const { protocol, username, password } = new URL(url);
  if (!/^https?:$/.test(protocol)) throw wrong('VITO_MODEL_URL', 'it has to begin with https:// or http://');
  if (username !== '' || password !== '') throw wrong('VITO_MODEL_URL', 'put the key into VITO_MODEL_KEY instead');
  const [priceIn, priceOut] = e.VITO_MODEL_PRICE?.split('/').map(Number) ?? [];
  return {
    kind: e.VITO_MODEL_KIND,
    url: url.replace(/\/+$/, ''),
    name: e.VITO_MODEL_NAME,
    key: e.VITO_MODEL_KEY ?? null,
    calls: e.VITO_MODEL_CALLS,
    seconds: e.VITO_MODEL_SECONDS,
    price: priceIn === undefined || priceOut === undefined ? null : { in: priceIn, out: priceOut },
  };
}

const wrong = (name: string, message: string) =>
  new Failure('invalid', `${name}: ${message}`, { issues: [{ path: name, message }] });
