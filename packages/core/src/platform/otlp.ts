// Spans over OTLP, by OpenTelemetry's own exporter, which is loaded when the first ones are sent. They are made elsewhere, with
// ids and times of their own: no tracer is set up, and nothing in this process is instrumented.
import { Failure } from '@vito/runtime/failure';
import type { TracesConfig } from '@vito/runtime/traces-config';

/** Times in milliseconds since 1970. */
export interface Span {
  /** 32 hexadecimal digits. */
  trace: string;
  /** 16 hexadecimal digits; so is `parent`. */
  id: string;
  parent: string | null;
  name: string;
  /** `client`: it asked a service of somebody else's. */
  kind: 'internal' | 'client';
  start: number;
  end: number;
  attributes: Record<string, string | number | string[]>;
  failed: boolean;
}

/** Rejects with Failure('unavailable', later) where nobody took them, and at once when `signal` aborts. */
export type SendSpans = (spans: readonly Span[], signal: AbortSignal) => Promise<void>;

const breather = 500; // ms in which one that was away is not asked again: of fifty that fail, one waits for it

export function createOtlp(config: TracesConfig, version: string): SendSpans {
  let opened: ReturnType<typeof open> | null = null;
  let awayUntil = 0;
  return async (spans, signal) => {
    if (performance.now() < awayUntil) throw away();
    opened ??= open(config, version);
    const { exporter, told } = await opened;
    await new Promise<void>((resolve, reject) => {
      const stop = () => reject(away());
      if (signal.aborted) return stop();
      signal.addEventListener('abort', stop, { once: true });
      exporter.export(spans.map(told), ({ code }) => {
        signal.removeEventListener('abort', stop);
        if (code === 0) return resolve();
        awayUntil = performance.now() + breather;
        reject(away());
      });
    });
  };
}

const away = () => new Failure('unavailable', 'the collector of traces did not take the spans', { retry: 'later' });

async function open({ url, headers, serviceName, timeout }: TracesConfig, version: string) {
  const [{ OTLPTraceExporter }, { resourceFromAttributes }, { SpanKind, SpanStatusCode, TraceFlags }] =
    await Promise.all([
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/api'),
    ]);
  type Told = Parameters<InstanceType<typeof OTLPTraceExporter>['export']>[0][number];
  const resource = resourceFromAttributes({ 'service.name': serviceName, 'service.version': version });
  const scope = { name: 'vito.runs', version };
  const contextOf = (traceId: string, spanId: string) => ({ traceId, spanId, traceFlags: TraceFlags.SAMPLED });

  const told = ({ trace, id, parent, name, kind, start, end, attributes, failed }: Span): Told => ({
    name,
    kind: kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL,
    spanContext: () => contextOf(trace, id),
    ...(parent === null ? {} : { parentSpanContext: contextOf(trace, parent) }),
    startTime: timeOf(start),
    endTime: timeOf(end),
    duration: timeOf(end - start),
    status: { code: failed ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes,
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: scope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  });
  return { exporter: new OTLPTraceExporter({ url, headers, timeoutMillis: timeout }), told };
}

/** Seconds, and nanoseconds beside them. */
const timeOf = (ms: number): [number, number] => [Math.floor(ms / 1000), (ms % 1000) * 1e6];
