// Where traces go, as OpenTelemetry's own variables say it; what is malformed is named, and never quoted where it may be a key.
import { readConfig } from '@vito/runtime/config';
import { expect, it } from 'vitest';

const root = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318/' };
const tracesOf = (environment: Record<string, string>) => readConfig(environment).traces;

it('nothing is traced unless it is said where to', () => {
  expect(tracesOf({})).toBeNull();
  expect(tracesOf({ OTEL_SERVICE_NAME: 'house', OTEL_EXPORTER_OTLP_HEADERS: 'a=b' })).toBeNull();
  expect(tracesOf({ ...root, OTEL_SDK_DISABLED: 'TRUE' })).toBeNull();
});

it('the general address is the root of that of traces, which counts as it stands', () => {
  expect(tracesOf(root)).toEqual({
    url: 'http://localhost:4318/v1/traces',
    headers: {},
    serviceName: 'vito',
    timeout: 10_000,
  });
  expect(tracesOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otel.example/otlp?x=1' })?.url).toBe(
    'https://otel.example/otlp/v1/traces?x=1',
  );
  const own = { ...root, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://otel.example/in', OTEL_SDK_DISABLED: 'false' };
  expect(tracesOf(own)?.url).toBe('https://otel.example/in');
});

it('headers are pairs, whose values are percent-encoded', () => {
  const headers = { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20YTpi==, x-team = a%2Cb,' };
  expect(tracesOf({ ...root, ...headers })?.headers).toEqual({ authorization: 'Basic YTpi==', 'x-team': 'a,b' });
});

it.each([
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' }, /^OTEL_EXPORTER_OTLP_ENDPOINT:/],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://me:zqx@localhost' }, /^OTEL_EXPORTER_OTLP_ENDPOINT:/],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'ftp://localhost' }, /^OTEL_EXPORTER_OTLP_TRACES_ENDPOINT:/],
  [{ ...root, OTEL_EXPORTER_OTLP_HEADERS: 'zqx' }, /^OTEL_EXPORTER_OTLP_HEADERS:/],
  [{ ...root, OTEL_EXPORTER_OTLP_HEADERS: 'key=zqx%' }, /^OTEL_EXPORTER_OTLP_HEADERS:/],
  [{ ...root, OTEL_EXPORTER_OTLP_HEADERS: 'key=zqx%0Aother' }, /^OTEL_EXPORTER_OTLP_HEADERS:/],
  [{ ...root, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, /^OTEL_EXPORTER_OTLP_PROTOCOL:/],
  [{ ...root, OTEL_EXPORTER_OTLP_TIMEOUT: 'soon' }, /^OTEL_EXPORTER_OTLP_TIMEOUT:/],
  [{ ...root, OTEL_SDK_DISABLED: 'perhaps' }, /^OTEL_SDK_DISABLED:/],
])('%o is refused by its name', (environment, words) => {
  expect(() => tracesOf(environment as Record<string, string>)).toThrow(words);
  expect(() => tracesOf(environment as Record<string, string>)).not.toThrow(/zqx/);
});
