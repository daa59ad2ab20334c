// Settings: who looks, the calendar, connections, tokens, what failed, what runs, and the way out.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Webhook } from 'lucide-react';
import type { ReactNode } from 'react';
import { meQuery } from '../data/queries.js';
import { useServices, useStore } from '../data/services.js';
import { ApiTokens } from '../parts/api-tokens.js';
import { Approvers } from '../parts/approvers.js';
import { Button } from '../parts/button.js';
import { CalendarLink } from '../parts/calendar-link.js';
import { FailedWork } from '../parts/failed-work.js';
import { ProfileForm } from '../parts/profile-form.js';
import { RunningState } from '../parts/running-state.js';
import { ScreenHeader } from '../parts/screen-header.js';
import { Segmented } from '../parts/segmented.js';
import { SignInLink } from '../parts/sign-in-link.js';
import { Bone } from '../parts/states.js';

export function Settings() {
  return (
    <div>
      <ScreenHeader title="Settings" />
      <div className="mx-auto max-w-[52rem] divide-y divide-hair px-4 pb-20 md:px-6">
        <Part title="You" text="Tells what you owe from what is owed to you. Dates are shown in your time zone.">
          <Who />
        </Part>
        <Part
          title="Calendar"
          text="The dues as a calendar that any calendar app can subscribe to. Whoever has the link can read it."
        >
          <CalendarLink />
        </Part>
        <Part title="Look" text="Follows the system unless you choose.">
          <Look />
        </Part>
        <Part title="Connections" text="Webhooks that come in from other systems, and that go out to yours.">
          <Link
            to="/connections"
            className="inline-flex h-8.5 items-center gap-2 rounded-md border border-line bg-raised px-3 text-sm font-medium shadow-raised hover:border-edge hover:bg-hover"
          >
            <Webhook size={14} aria-hidden="true" />
            Open connections
          </Link>
        </Part>
        <Part
          title="Approvals"
          text="Who is asked by mail when a run waits for a decision. Each mail holds a link that decides in their name."
        >
          <Approvers />
        </Part>
        <Part
          title="Tokens"
          text="For programs that sign in for you: assistants over MCP, scripts. Each does no more than you tick."
        >
          <ApiTokens />
        </Part>
        <Part title="Failed work" text="What could not be done after several tries.">
          <FailedWork />
        </Part>
        <Part title="State" text="What runs, and how far it is.">
          <RunningState />
        </Part>
        <Part
          title="Access"
          text="A link signs another browser in. Signing out ends it here; the server prints the way back in."
        >
          <div className="flex flex-wrap gap-2">
            <SignInLink />
            <SignOut />
          </div>
        </Part>
      </div>
    </div>
  );
}

function Part(props: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-10 gap-y-4 py-8 md:grid-cols-[14rem_1fr]">
      <div>
        <h2 className="text-base font-semibold">{props.title}</h2>
        <p className="mt-1 text-sm text-pretty text-muted">{props.text}</p>
      </div>
      <div className="min-w-0">{props.children}</div>
    </section>
  );
}

function Who() {
  const { client, notices } = useServices();
  const me = useQuery(meQuery(client));
  if (!me.data) return <Bone className="h-40 w-full" />;
  return <ProfileForm profile={me.data.profile} save="Save" onSaved={() => notices.show({ text: 'Saved' })} />;
}

function Look() {
  const { theme } = useServices();
  const chosen = useStore(theme);
  return (
    <Segmented
      label="Theme"
      value={chosen}
      options={[
        { value: 'system', word: 'System' },
        { value: 'light', word: 'Light' },
        { value: 'dark', word: 'Dark' },
      ]}
      onChange={theme.choose}
    />
  );
}

function SignOut() {
  const { client, timeline, notices } = useServices();
  const cache = useQueryClient();
  const navigate = useNavigate();
  async function out(): Promise<void> {
    try {
      await client.call('signOut');
      timeline.stop();
      cache.clear();
      await navigate({ to: '/sign-in' });
    } catch {
      notices.show({ text: 'Signing out did not work: the server could not be reached. Try again.', tone: 'problem' });
    }
  }
  return <Button onClick={() => void out()}>Sign out</Button>;
}
