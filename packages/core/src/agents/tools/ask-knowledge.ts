// Asks the company's documents: an answer with the passages that it rests on, and the commitments that it is about.
import type { AskAnswer, SearchQuery } from '@vito/contracts/search';
import { defineTool, type Tool } from '../tool.js';
import { asData, passageOf, question } from './knowledge.js';

export interface AskKnowledgeDeps {
  ask(tenant: string, query: SearchQuery): Promise<AskAnswer>;
}

export function createAskKnowledge({ ask }: AskKnowledgeDeps): Tool {
  return defineTool({
    name: 'ask-knowledge',
    title: 'Ask the documents',
    description:
      `Answers a question from the company's documents, with the passages that tell it and the commitments that it is ` +
      `about. Without a model \`answer\` is null. ${asData}`,
    effect: 'read',
    input: question,
    timeoutSeconds: 120,
    summary: ({ q }) => `Ask: ${q}`,
    async run({ ctx }, query) {
      const { answer, passages, commitments, note } = await ask(ctx.tenant, query);
      return {
        result: {
          answer: answer && { text: answer.text, citations: answer.citations },
          passages: passages.map(passageOf),
          commitments: commitments.map(({ id, action, due, status, side }) => ({ id, action, due, status, side })),
          note,
        },
      };
    },
  });
}
