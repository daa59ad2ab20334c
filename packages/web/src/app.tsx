// The routes of the app. Screens that are not seen first are loaded when they are asked for.
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import type { Services } from './data/services.js';
import { NotFound, ScreenTrouble } from './parts/screen-trouble.js';
import { Shell } from './parts/shell.js';
import { Commitments } from './screens/commitments.js';
import {
  agentsSearch,
  commitmentsSearch,
  connectionSearch,
  endpointSearch,
  evidenceSearch,
  findSearch,
  peopleSearch,
  selectedSearch,
  sourceSearch,
  timelineSearch,
} from './screens/search.js';
import { SignIn } from './screens/sign-in.js';
import { TimelineScreen } from './screens/timeline.js';

interface Context {
  services: Services;
  cache: QueryClient;
}

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: ScreenTrouble,
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignIn,
});
const decide = createRoute({
  getParentRoute: () => root,
  path: '/decide',
  component: lazyRouteComponent(() => import('./screens/decide.js'), 'Decide'),
});
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  validateSearch: selectedSearch,
  component: Shell,
});
const timeline = createRoute({
  getParentRoute: () => shell,
  path: '/',
  validateSearch: timelineSearch,
  component: TimelineScreen,
});
const commitments = createRoute({
  getParentRoute: () => shell,
  path: '/commitments',
  validateSearch: commitmentsSearch,
  component: Commitments,
});
const documents = createRoute({
  getParentRoute: () => shell,
  path: '/documents',
  component: lazyRouteComponent(() => import('./screens/documents.js'), 'Documents'),
});
const document = createRoute({
  getParentRoute: () => shell,
  path: '/documents/$id',
  component: lazyRouteComponent(() => import('./screens/document.js'), 'DocumentScreen'),
});
const search = createRoute({
  getParentRoute: () => shell,
  path: '/search',
  validateSearch: findSearch,
  component: lazyRouteComponent(() => import('./screens/find.js'), 'Find'),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('./screens/settings.js'), 'Settings'),
});

const people = createRoute({
  getParentRoute: () => shell,
  path: '/people',
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => import('./screens/people.js'), 'People'),
});
const person = createRoute({
  getParentRoute: () => shell,
  path: '/people/$id',
  component: lazyRouteComponent(() => import('./screens/person.js'), 'PersonScreen'),
});
const company = createRoute({
  getParentRoute: () => shell,
  path: '/company',
  component: lazyRouteComponent(() => import('./screens/company.js'), 'Company'),
});
const evidence = createRoute({
  getParentRoute: () => shell,
  path: '/evidence',
  validateSearch: evidenceSearch,
  component: lazyRouteComponent(() => import('./screens/evidence.js'), 'Evidence'),
});

const connections = createRoute({
  getParentRoute: () => shell,
  path: '/connections',
  component: lazyRouteComponent(() => import('./screens/connections.js'), 'Connections'),
});
const source = createRoute({
  getParentRoute: () => shell,
  path: '/connections/sources/$id',
  validateSearch: sourceSearch,
  component: lazyRouteComponent(() => import('./screens/source.js'), 'SourceScreen'),
});
const endpoint = createRoute({
  getParentRoute: () => shell,
  path: '/connections/endpoints/$id',
  validateSearch: endpointSearch,
  component: lazyRouteComponent(() => import('./screens/endpoint.js'), 'EndpointScreen'),
});
const fetched = createRoute({
  getParentRoute: () => shell,
  path: '/connections/fetched/$id',
  validateSearch: connectionSearch,
  component: lazyRouteComponent(() => import('./screens/connection.js'), 'ConnectionScreen'),
});

const agents = createRoute({
  getParentRoute: () => shell,
  path: '/agents',
  validateSearch: agentsSearch,
  component: lazyRouteComponent(() => import('./screens/agents.js'), 'Agents'),
});
const run = createRoute({
  getParentRoute: () => shell,
  path: '/agents/runs/$id',
  component: lazyRouteComponent(() => import('./screens/run.js'), 'RunScreen'),
});

const tree = root.addChildren([
  signIn,
  decide,
  shell.addChildren([
    timeline,
    commitments,
    documents,
    document,
    search,
    people,
    person,
    company,
    evidence,
    connections,
    source,
    endpoint,
    fetched,
    agents,
    run,
    settings,
  ]),
]);

export function createAppRouter(context: Context) {
  return createRouter({
    routeTree: tree,
    context,
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: ScreenTrouble,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
