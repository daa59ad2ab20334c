// Where traces of runs go, if anywhere: OpenTelemetry's own variables, so that what is set for other programs holds here as well.
import { z } from 'zod';
import { Failure } from './failure.js';

export const TracesEnvironment = z.object({
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.string().optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.string().optional(),
  OTEL_EXPORTER_OTLP_TIMEOUT: z.coerce.number().int().min(1).max(60_000).default(10_000),
  OTEL_SERVICE_NAME: z.string().trim().min(1).max(200).default('vito'),
});
type Given = z.output<typeof TracesEnvironment>;

export interface TracesConfig {
  /** The whole address that spans are posted to. */
  url: string;
  /** Sent to that address only. */
  headers: Record<string, string>;
  serviceName: string;
  /** Milliseconds that one export may take. */
  timeout: number;
}

/** Null: nothing is traced. Throws Failure('invalid') naming the variable that is wrong. */
export function tracesOf(e: Given): TracesConfig | null {
  if (isOn('OTEL_SDK_DISABLED', e.OTEL_SDK_DISABLED)) return null;
  const url = urlOf(e);
  if (url === null) return null;
  const protocol = e.OTEL_EXPORTER_OTLP_PROTOCOL;
  if (protocol !== undefined && !protocol.startsWith('http/'))
    throw wrong('OTEL_EXPORTER_OTLP_PROTOCOL', `spans are sent over HTTP, as JSON, and not by ${protocol}`);
  const headers = headersOf(e.OTEL_EXPORTER_OTLP_HEADERS);
  return { url, headers, serviceName: e.OTEL_SERVICE_NAME, timeout: e.OTEL_EXPORTER_OTLP_TIMEOUT };
}

/** The address of traces is taken as it stands; the general one is the root below which each signal has its own. */
function urlOf(e: Given): string | null {
  const own = e.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  if (own !== undefined) return checked('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', own).href;
  const root = e.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (root === undefined) return null;
  const url = checked('OTEL_EXPORTER_OTLP_ENDPOINT', root);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/traces`;
  return url.href;
}

function checked(name: string, given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw wrong(name, 'write it as http://localhost:4318');
  if (url.username !== '' || url.password !== '')
    throw wrong(name, 'put what it asks for into OTEL_EXPORTER_OTLP_HEADERS instead');
  return url;
}

/** `name=value` with commas between; what a comma or a space would break is written as %2C or %20. */
function headersOf(given = ''): Record<string, string> {
  const pairs = given.split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(pairs.map(headerOf));
}

/** Never quotes what it was given: it is most often a key. */
function headerOf(pair: string): [string, string] {
  const [, name, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
  const text = value === undefined ? null : decoded(value);
  if (
    name === undefined ||
    text === null ||
    !/^[\w!#$%&'*+.^`|~-]+$/.test(name) ||
    !/^[\t\x20-\x7e\x80-\xff]*$/.test(text)
  )
    throw wrong('OTEL_EXPORTER_OTLP_HEADERS', 'write them as name=value,other=value, with %2C for a comma in a value');
  return [name, text];
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function isOn(name: string, given = 'false'): boolean {
  const word = given.trim().toLowerCase();
  if (word !== 'true' && word !== 'false') throw wrong(name, 'it is true or false');
  return word === 'true';
}

const wrong = (name: string, message: string) =>
  new Failure('invalid', `${name}: ${message}`, { issues: [{ path: name, message }] });
