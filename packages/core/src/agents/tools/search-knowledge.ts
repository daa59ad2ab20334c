// Finds passages of the company's documents.
import type { SearchAnswer, SearchQuery } from '@vito/contracts/search';
import { defineTool, type Tool } from '../tool.js';
import { asData, passageOf, question } from './knowledge.js';

export interface SearchKnowledgeDeps {
  search(tenant: string, query: SearchQuery): Promise<SearchAnswer>;
}

export function createSearchKnowledge({ search }: SearchKnowledgeDeps): Tool {
  return defineTool({
    name: 'search-knowledge',
    title: 'Search the documents',
    description: `Finds passages of the company's documents by words and by meaning. ${asData}`,
    effect: 'read',
    input: question,
    summary: ({ q }) => `Search: ${q}`,
    async run({ ctx }, query) {
      const { passages, note } = await search(ctx.tenant, query);
      return { result: { passages: passages.map(passageOf), note } };
    },
  });
}
