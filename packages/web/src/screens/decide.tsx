// What a mail's link leads to: a question with its exact arguments and three answers, for somebody who need not be signed in.

import type { GateLinkView } from '@vito/contracts/approver';
import { RequestFailed } from '@vito/contracts/client';
import { type ReactNode, useEffect } from 'react';
import { useClock, ZoneOfBrowser } from '../data/clock.js';
import { useDecideLink, useGateLink } from '../data/decide-link.js';
import { useServices, useStore } from '../data/services.js';
import { decidedWords } from '../format/decided-words.js';
import { inWords } from '../format/errors.js';
import { ArgsView } from '../parts/args-view.js';
import { Button } from '../parts/button.js';
import { GateQuestion } from '../parts/gate-question.js';
import { Mark, Wordmark } from '../parts/logo.js';
import { Bone } from '../parts/states.js';

export function Decide() {
  const { gateToken } = useServices();
  const token = useStore(gateToken);
  useEffect(() => {
    document.title = 'Decide · ViTo';
  }, []);
  return (
    <ZoneOfBrowser value={true}>
      <main className="mx-auto flex min-h-dvh w-full max-w-2xl flex-col px-4 py-8 sm:px-6 sm:py-14">
        <div className="mb-7 flex items-center gap-2.5">
          <Mark size={26} />
          <Wordmark height={18} />
        </div>
        {token === null ? (
          <Said title="This is not the whole link">
            Open the link in the mail once more. It ends in a long row of letters, which this page keeps in memory only:
            when it is loaded anew, they are gone.
          </Said>
        ) : (
          <ByLink key={token} token={token} />
        )}
      </main>
    </ZoneOfBrowser>
  );
}

function ByLink(props: { token: string }) {
  const view = useGateLink(props.token);
  const decide = useDecideLink(props.token);
  const { error, data } = view;
  if (error && (!data || refusalOf(error))) return <NotOpened error={error} onRetry={() => void view.refetch()} />;
  if (data) {
    const { gate, address, mayApprove } = data;
    if (gate.state !== 'open') return <Answered view={data} here={decide.isSuccess} />;
    return (
      <>
        <h1 className="text-xl font-semibold tracking-tight">A run needs your word</h1>
        <p className="mt-1 mb-5 text-sm text-pretty wrap-anywhere text-muted">
          You are asked as {address}. Exactly what stands here is done once you approve it, and nothing before that.
        </p>
        <GateQuestion gate={gate} decide={decide} run="word" onlyNo={!mayApprove} />
        {mayApprove ? null : (
          <p className="mt-3 text-sm text-pretty text-muted">
            This address belongs to whoever asked for the run. It may reject this; to approve it is for somebody else.
          </p>
        )}
      </>
    );
  }
  return <Bone className="h-56 w-full" />;
}

/** `here`: on this page, just now. */
function Answered(props: { view: GateLinkView; here: boolean }) {
  const clock = useClock();
  const { gate } = props.view;
  const { title, text } = decidedWords(props.view, props.here, clock.zone);
  return (
    <Said title={title} status>
      {text}
      <span className="mt-5 mb-3 block font-medium text-pretty wrap-anywhere text-ink">{gate.summary}</span>
      <ArgsView args={gate.args} />
    </Said>
  );
}

const wholeLink =
  'Open it whole, as it stands in the mail. Some mail programs cut long links: copy all of it, up to its last letter.';
/** What the server says of it is told where `text` is null. */
const refusals: Partial<Record<string, { title: string; text: string | null; hint?: string }>> = {
  unauthenticated: { title: 'This link is not valid', text: wholeLink },
  invalid: { title: 'This link is not valid', text: wholeLink },
  forbidden: {
    title: 'This address is not asked any more',
    text: 'Whoever runs ViTo in your company says who is asked. Somebody else may have been asked as well.',
  },
  conflict: {
    title: 'This can no longer be decided here',
    text: null,
    hint: 'How it ended stands in ViTo, with the run that asked.',
  },
  'not-found': { title: 'This can no longer be decided here', text: null },
};

const codeOf = (error: unknown): string => (error instanceof RequestFailed ? error.problem.code : '');
/** Undefined where trying again can help. */
const refusalOf = (error: unknown) => refusals[codeOf(error)];

function NotOpened(props: { error: unknown; onRetry(): void }) {
  const refusal = refusalOf(props.error);
  if (refusal)
    return (
      <Said title={refusal.title} status>
        {refusal.text ?? inWords(props.error)} {refusal.hint ?? ''}
      </Said>
    );
  return (
    <Said title="It could not be loaded" status>
      {inWords(props.error)}
      <span className="mt-5 block">
        <Button onClick={props.onRetry}>Try again</Button>
      </span>
    </Said>
  );
}

function Said(props: { title: string; status?: boolean; children: ReactNode }) {
  return (
    <section
      role={props.status ? 'status' : undefined}
      className="animate-fade rounded-xl border border-hair bg-surface p-6 shadow-raised sm:p-7"
    >
      <h1 className="text-xl font-semibold tracking-tight">{props.title}</h1>
      <div className="mt-1.5 text-pretty wrap-anywhere text-muted">{props.children}</div>
    </section>
  );
}
