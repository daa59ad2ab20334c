// Routes of the tokens that programs sign in with.
import { z } from 'zod';
import { TokenId } from './ids.js';
import { NewToken, TokenView } from './token.js';

const own = { tag: 'access', access: 'owner' } as const;

export const tokenRoutes = {
  listTokens: {
    ...own,
    method: 'GET',
    path: '/v1/tokens',
    scope: 'manage',
    summary: 'Your tokens that are not revoked, newest first; those that have expired as well.',
    status: 200,
    answer: z.object({ items: z.array(TokenView) }),
  },
  addToken: {
    ...own,
    method: 'POST',
    path: '/v1/tokens',
    summary: 'Make a token for a program. Its secret is told this once.',
    body: NewToken,
    status: 201,
    answer: z.object({ token: TokenView, secret: z.string() }),
  },
  revokeToken: {
    ...own,
    method: 'DELETE',
    path: '/v1/tokens/:id',
    summary: 'End a token; its sockets and streams close within a second.',
    params: z.object({ id: TokenId }),
    status: 204,
    answer: null,
  },
} as const;
