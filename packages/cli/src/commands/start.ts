// `vito start`: starts the server on this data folder and stays with it.
import { type Call, command, WrongUse } from '../command.js';
import { runCore } from '../core-process.js';

const options = {
  port: { type: 'string', value: 'PORT', about: 'the port to serve on (default: PORT, else 7400)' },
} as const;

export const start = command({
  usage: '[OPTIONS]',
  about:
    'Starts the server and prints its address and how to get in. Ctrl-C stops it. Settings come from the environment: PORT, HOST, VITO_DATA, DATABASE_URL, REDIS_URL …',
  options,
  examples: ['vito start', 'vito start --port 7401', 'VITO_DATA=~/vito-data vito start'],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length > 0) throw new WrongUse(`vito start takes no ${args[0]}.`);
  if (values.port !== undefined && !(/^\d{1,5}$/.test(values.port) && Number(values.port) < 65_536)) {
    throw new WrongUse(`--port ${values.port} is no port: a number up to 65535.`);
  }
  const settings = values.port === undefined ? env : { ...env, PORT: values.port };
  const { code } = await runCore({ args: ['serve'], env: settings, stdout: out.jsonOnly ? 'words' : 'inherit' });
  if (out.jsonOnly) out.json({ ended: true, code });
  return code === 0 ? 0 : 1;
}
