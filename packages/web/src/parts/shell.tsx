// The frame around every screen: navigation, the panel of the open commitment, and what lies over all of it.
import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate, useRouterState, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { meQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { useKeys } from '../data/use-keys.js';
import { Onboarding } from '../screens/onboarding.js';
import { CommandPalette } from './command-palette.js';
import { CommitmentPanel } from './commitment-panel.js';
import { DropOverlay } from './drop-overlay.js';
import { Notices } from './notices.js';
import { OfflineBanner } from './offline-banner.js';
import { Shortcuts } from './shortcuts.js';
import { Sidebar } from './sidebar.js';
import { TabBar, TopBar } from './tab-bar.js';
import { UploadTray } from './upload-tray.js';

export function Shell() {
  const { client, timeline } = useServices();
  const me = useQuery(meQuery(client));
  const { c } = useSearch({ from: '/shell' });
  // A document has cards of its own, which do what the panel does elsewhere.
  const onDocument = useRouterState({ select: (state) => state.location.pathname.startsWith('/documents/') });
  useEffect(() => {
    void timeline.start();
    return timeline.stop;
  }, [timeline]);
  useShellKeys();

  const firstRun = me.data !== undefined && me.data.profile === null;
  return (
    <div className="min-h-dvh overflow-x-clip">
      <a
        href="#screen"
        className="fixed top-2 left-2 z-70 -translate-y-20 rounded-md bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to the content
      </a>
      <OfflineBanner />
      {firstRun ? (
        <Onboarding />
      ) : (
        <div className="flex min-h-dvh">
          <Sidebar />
          <div className="flex min-w-0 flex-1 flex-col max-md:pb-16">
            <TopBar />
            <div className="flex min-w-0 flex-1">
              <main id="screen" tabIndex={-1} className="min-w-0 flex-1 outline-none">
                <Outlet />
              </main>
              {c && !onDocument ? <CommitmentPanel key={c} id={c} /> : null}
            </div>
          </div>
          <TabBar />
        </div>
      )}
      <DropOverlay />
      <UploadTray />
      <Notices />
      <CommandPalette />
      <Shortcuts />
    </div>
  );
}

function useShellKeys(): void {
  const { overlay, theme } = useServices();
  const navigate = useNavigate();
  useKeys({
    '1': () => void navigate({ to: '/' }),
    '2': () => void navigate({ to: '/commitments' }),
    '3': () => void navigate({ to: '/documents' }),
    '/': () => void navigate({ to: '/search' }),
    '4': () => void navigate({ to: '/people' }),
    '5': () => void navigate({ to: '/company' }),
    '6': () => void navigate({ to: '/connections' }),
    '7': () => void navigate({ to: '/agents' }),
    ',': () => void navigate({ to: '/settings' }),
    '?': () => overlay.set('shortcuts'),
    t: theme.toggle,
  });
  useKeys({ 'mod+k': () => overlay.set(overlay.get() === 'palette' ? null : 'palette') }, 'any');
}
