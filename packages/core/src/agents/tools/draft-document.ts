// Puts a text among the company's documents, as a draft.
import { z } from 'zod';
import { defineTool, type Tool } from '../tool.js';
import { askNobody, type Drafting, discarded, drafted } from './drafting.js';

const input = z.strictObject({
  name: z.string().trim().min(1).max(200).describe('What the document is called, without an ending.'),
  text: z.string().min(1).max(200_000).describe('Its whole text, plain or Markdown.'),
});

export function createDraftDocument(deps: Drafting): Tool {
  return defineTool({
    name: 'draft-document',
    title: 'Draft a document',
    description:
      "Puts a text among the company's documents as a draft. Nothing is sent; nothing in it counts as promised.",
    effect: 'write',
    input,
    approval: askNobody,
    summary: ({ name }) => `Draft: ${name}`,
    run: (call, { name, text }) => drafted(deps, call, { name: `${name}.md`, mediaType: 'text/markdown', text }),
    undo: (call, args) => discarded(deps, call, args),
  });
}
