// Signing in by the link that the server printed; without one, how to get it.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useServices } from '../data/services.js';
import { Mark, Wordmark } from '../parts/logo.js';

export function SignIn() {
  const { client, token } = useServices();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [given] = useState(token.get);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    const once = token.get();
    if (once === null) return;
    token.set(null);
    client.call('signIn', { body: { token: once } }).then(
      () => {
        cache.clear();
        void navigate({ to: '/', replace: true });
      },
      () => setRefused(true),
    );
  }, [client, token, navigate, cache]);

  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-6 pb-[12vh]">
      <div className="flex items-center gap-3">
        <Mark size={34} />
        <Wordmark height={24} />
      </div>
      <div className="mt-9 w-full max-w-104 rounded-xl border border-hair bg-surface p-7 shadow-raised">
        {given !== null && !refused ? (
          <p role="status" className="animate-breathe text-center text-muted">
            Signing you in
          </p>
        ) : (
          <HowTo refused={refused} />
        )}
      </div>
    </main>
  );
}

function HowTo(props: { refused: boolean }) {
  return (
    <>
      <h1 className="text-xl font-semibold tracking-tight">{props.refused ? 'This link has expired' : 'Sign in'}</h1>
      <p className="mt-1.5 text-pretty text-muted">
        {props.refused
          ? 'It was used up, or a newer one has been made. '
          : 'This ViTo opens with a link, not with a password. '}
        Here is how to get {props.refused ? 'a new one' : 'in'}:
      </p>
      <ol className="mt-5 flex flex-col gap-3.5">
        <li>
          Open the link that <Code>npm start</Code> printed.
        </li>
        <li>
          Or run <Code>npx vito start</Code>, which prints one.
        </li>
        <li>
          It runs already? <Code>npx vito status --link</Code>
        </li>
      </ol>
    </>
  );
}

function Code(props: { children: string }) {
  return (
    <code className="rounded-sm border border-hair bg-sunken px-1.5 py-0.5 font-mono text-[0.8125rem] whitespace-nowrap">
      {props.children}
    </code>
  );
}
