// Metrics for Prometheus: counts and times by route and subscription, never by tenant, person or document.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    requests: new Histogram({
      name: 'vito_http_request_seconds',
      help: 'Time to answer a request, by route and status.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
      registers,
    }),
    appended: new Counter({
      name: 'vito_commits_total',
      help: 'Commits to the event store by this process.',
      registers,
    }),
    sequenced: new Counter({
      name: 'vito_events_sequenced_total',
      help: 'Events sequenced by this process.',
      registers,
    }),
    unsequenced: new Gauge({ name: 'vito_outbox_events', help: 'Events appended but not yet sequenced.', registers }),
    waiting: new Gauge({
      name: 'vito_work_waiting',
      help: 'Work not yet done.',
      labelNames: ['subscription'],
      registers,
    }),
    dead: new Gauge({
      name: 'vito_work_dead',
      help: 'Work that failed for good.',
      labelNames: ['subscription'],
      registers,
    }),
    inbox: new Gauge({ name: 'vito_inbox_webhooks', help: 'Webhooks that are kept and not yet unpacked.', registers }),
    inboxStuck: new Gauge({
      name: 'vito_inbox_stuck',
      help: 'Webhooks among them that cannot be unpacked. Above 0: alarm.',
      registers,
    }),
    monthsAhead: new Gauge({
      name: 'vito_event_months_ahead',
      help: 'Months after this one that have a partition of events. 0: alarm, events would fall into the default one.',
      registers,
    }),
    sockets: new Gauge({ name: 'vito_live_readers', help: 'Open timeline sockets and streams.', registers }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
