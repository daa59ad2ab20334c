// Tokens that programs sign in with: which there are, what each may do, and a way to end it; a new one is shown once.
import { useQuery } from '@tanstack/react-query';
import type { TokenView } from '@vito/contracts/token';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useClock } from '../data/clock.js';
import { keys } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { inWords } from '../format/errors.js';
import { briefMoment, shortMoment } from '../format/moment.js';
import { Button } from './button.js';
import { Confirm } from './confirm.js';
import { Bone } from './states.js';
import { type AddedToken, TokenForm } from './token-form.js';
import { ToldOnce } from './told-once.js';

export function ApiTokens() {
  const { client } = useServices();
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState<AddedToken | null>(null);
  const tokens = useQuery({
    queryKey: keys.tokens,
    queryFn: async ({ signal }) => (await client.call('listTokens', { signal })).items,
  });
  return (
    <div className="flex flex-col items-start gap-3">
      {tokens.isError ? (
        <p className="text-sm text-late">The list could not be loaded. {inWords(tokens.error)}</p>
      ) : tokens.data ? (
        <Tokens items={tokens.data} />
      ) : (
        <Bone className="h-16 w-full" />
      )}
      {added ? (
        <div className="w-full">
          <ToldOnce
            title={`${added.token.name} can sign in`}
            where="Put it in where the program asks for a bearer token, or set VITO_TOKEN."
            secret={added.secret}
            onClose={() => setAdded(null)}
          />
        </div>
      ) : null}
      {adding ? (
        <div className="w-full">
          <TokenForm
            onAdded={(token) => {
              setAdded(token);
              setAdding(false);
            }}
            onClose={() => setAdding(false)}
          />
        </div>
      ) : (
        <Button onClick={() => setAdding(true)}>
          <Plus size={14} aria-hidden="true" />
          New token
        </Button>
      )}
    </div>
  );
}

function Tokens(props: { items: readonly TokenView[] }) {
  if (props.items.length === 0) return <p className="text-sm text-muted">No program has a token.</p>;
  return (
    <ul className="w-full divide-y divide-hair rounded-lg border border-line bg-surface">
      {props.items.map((token) => (
        <Row key={token.id} token={token} />
      ))}
    </ul>
  );
}

function Row({ token }: { token: TokenView }) {
  const { client, notices } = useServices();
  const clock = useClock();
  const revoke = useDeed({
    failed: 'Not revoked.',
    touches: [keys.tokens],
    run: () => client.call('revokeToken', { params: { id: token.id } }),
    done: () => notices.show({ text: `${token.name} is signed out.` }),
  });
  const over = token.expiresAt !== null && Date.parse(token.expiresAt) <= clock.now;
  const used = token.usedOn ? `used ${shortMoment(token.usedOn, clock)}` : 'not used yet';
  const ends = token.expiresAt && !over ? `, ends ${briefMoment(token.expiresAt, clock)}` : '';
  return (
    <li className="flex items-center gap-4 px-3.5 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="font-medium wrap-anywhere">{token.name}</p>
        <p className="mt-0.5 text-xs text-faint">
          <span className="font-mono text-muted">{token.scopes.join(', ')}</span> · {used}
          {over ? <span className="text-late"> · it has expired</span> : ends}
        </p>
      </div>
      <Confirm
        title={`Revoke ${token.name}?`}
        text="Whatever signs in with this token is signed out at once, for good."
        yes="Revoke it"
        danger
        onYes={() => revoke.mutate()}
      >
        <Button size="sm" disabled={revoke.isPending}>
          Revoke
        </Button>
      </Confirm>
    </li>
  );
}
