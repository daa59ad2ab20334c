// The company over HTTP: who I am, the sample, the calendar; and signing in and out.
import { routes } from '@vito/contracts/routes';
import { Failure } from '@vito/runtime/failure';
import type { FastifyInstance } from 'fastify';
import { openDues } from '../commitments/view.js';
import type { Context } from '../spine/context.js';
import { calendarLink, makeCalendarLink, suggestProfile, viewMe } from '../tenants/profile.js';
import { calendarOf } from '../timeline/calendar.js';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';
import { sessionCookie } from './visitor.js';

export function serveCompany(app: FastifyInstance, services: Services): void {
  const { database, store, access, config } = services;
  const secure = config.publicUrl?.startsWith('https:') ?? false;

  serveRoute(app, services, routes.getMe, ({ ctx }) => viewMe(database, ctx.tenant));
  serveRoute(app, services, routes.putMe, async ({ ctx, body }) => {
    await services.setProfile(ctx, body);
    return viewMe(database, ctx.tenant);
  });
  serveRoute(app, services, routes.suggestMe, ({ ctx }) => suggestProfile(database, ctx.tenant));
  serveRoute(app, services, routes.loadSample, async ({ ctx }) => {
    const documents = await services.loadSample(ctx);
    const { profile } = await viewMe(database, ctx.tenant);
    if (!profile) throw new Failure('unavailable', 'the sample was loaded, but its profile was not');
    return { documents, profile };
  });

  serveRoute(app, services, routes.getCalendarLink, async ({ ctx }) => ({
    path: pathOf((await calendarLink(store, ctx)) ?? (await rotate(services, ctx))),
  }));
  serveRoute(app, services, routes.rotateCalendarLink, async ({ ctx }) => ({
    path: pathOf(await rotate(services, ctx)),
  }));
  serveRoute(app, services, routes.getCalendar, async ({ params, reply }) => {
    const tenant = await access.tenantOfCalendar(params.secret.replace(/\.ics$/, ''));
    if (!tenant)
      throw new Failure('not-found', 'this calendar link is not valid any more: copy the new one from the settings');
    const viewer = await services.viewer(tenant);
    const dues = await database.read(tenant, (reader) => openDues(reader, viewer));
    return reply
      .type('text/calendar; charset=utf-8')
      .header('cache-control', 'private, max-age=300')
      .send(calendarOf(dues, new Date()));
  });

  serveRoute(app, services, routes.signIn, async ({ body, reply }) => {
    reply.header('set-cookie', sessionCookie(await access.signIn(body.token), secure));
  });
  serveRoute(app, services, routes.makeSignInLink, async ({ visitor }) => ({
    path: `/sign-in?token=${await access.makeSignInToken(visitor.account)}`,
  }));
  serveRoute(app, services, routes.signOut, async ({ visitor, reply }) => {
    await access.signOut(visitor);
    reply.header('set-cookie', sessionCookie('', secure));
  });
}

const pathOf = (secret: string) => `/v1/calendar/${secret}.ics`;

async function rotate(services: Services, ctx: Context): Promise<string> {
  const { link, hash } = await makeCalendarLink(services.store, ctx);
  await services.access.setCalendarLink(ctx.tenant, hash);
  return link;
}
