// What day it is, for whoever has no clock: a model asks before it reckons with dates.
import { z } from 'zod';
import { defineTool, type Tool } from '../tool.js';

export interface TodayDeps {
  zoneOf(tenant: string): Promise<string>;
}

export function createToday({ zoneOf }: TodayDeps): Tool {
  return defineTool({
    name: 'today',
    title: 'What day it is',
    description: "Tells the time, and the day in the company's zone.",
    effect: 'read',
    input: z.strictObject({}),
    async run({ ctx, now }) {
      const zone = await zoneOf(ctx.tenant);
      const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now);
      const weekday = new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'long' }).format(now);
      return { result: { now: now.toISOString(), day, weekday, zone } };
    },
  });
}
