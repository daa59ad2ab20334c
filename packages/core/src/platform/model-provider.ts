// The libraries that speak to models, which only a process that asks one needs.
import type { ModelConfig } from '@vito/runtime/model-config';
import { modelFetch } from './model-fetch.js';

export type Provided = Awaited<ReturnType<typeof provide>>;

/** `limit`: what an OpenAI-compatible endpoint calls the most tokens of an answer. */
export async function provide(config: ModelConfig, limit: 'max_tokens' | 'max_completion_tokens' = 'max_tokens') {
  return { ai: await import('ai'), model: await modelOf(config, limit), kind: config.kind };
}

async function modelOf({ kind, url, name, key }: ModelConfig, limit: string) {
  (globalThis as { AI_SDK_LOG_WARNINGS?: boolean }).AI_SDK_LOG_WARNINGS = false; // it would print on stdout
  const door = { baseURL: url, fetch: modelFetch };
  if (kind === 'anthropic') {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    return createAnthropic({ ...door, apiKey: key ?? '' })(name);
  }
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  return createOpenAICompatible({
    ...door,
    name: 'model',
    includeUsage: true,
    supportsStructuredOutputs: true,
    ...(key === null ? {} : { apiKey: key }),
    transformRequestBody: ({ max_tokens, ...body }) =>
      max_tokens === undefined ? body : { ...body, [limit]: max_tokens },
  })(name);
}
