// JSON logs on stdout. Only whitelisted fields are written, so a text or an address cannot slip into a line.
import pino from 'pino';

/** Fields a log line may carry. Ids, counts, times and codes: never names, addresses, texts, file names or queries. */
export interface LogFields {
  tenant?: string;
  stream?: string;
  event?: string;
  seq?: number;
  subscription?: string;
  document?: string;
  page?: number;
  attempts?: number;
  code?: string;
  /** The kind of error (its class or PostgreSQL code), not its message. */
  error?: string;
  status?: number;
  method?: string;
  route?: string;
  ms?: number;
  count?: number;
  pid?: number;
  port?: number;
  reason?: string;
  role?: string;
  signal?: string;
  version?: string;
}

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** `message` is a constant of the code, never built from data. `level`: debug, info, warn, error or silent. */
export function createLog(level: string, destination?: pino.DestinationStream): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (name) => ({ level: name }) },
    },
    destination ?? pino.destination({ dest: 1, sync: false }),
  );
  return {
    debug: (message, fields) => logger.debug(fields ?? {}, message),
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  };
}

/** What may be said of an error in a log: its class and code. Messages of databases and parsers can quote data. */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
