// Asks npm itself, so that the registry, the proxy and the sign-in that a person has set up for it are used.
import { spawn } from 'node:child_process';
import { Unable } from './command.js';

/** What `npm ARGS --json` prints. Throws Unable in words: not found, not reachable, or npm's own complaint. */
export async function askNpm(args: string[], what: string, env: NodeJS.ProcessEnv): Promise<unknown> {
  const { code, output, complaint } = await run([...args, '--json', '--loglevel=error'], env);
  if (code === 0) return JSON.parse(output);
  const said = `${output}\n${complaint}`;
  if (/E404|404 Not Found/.test(said)) throw new Unable(`The npm registry has no ${what}.`);
  if (/EINTEGRITY/.test(said)) {
    throw new Unable(`What the npm registry sent for ${what} is not what it says it is. Nothing was added; try again.`);
  }
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ENETUNREACH|network/i.test(said)) {
    throw new Unable(
      'The npm registry cannot be reached. Check the connection and `npm config get registry`, then try again.',
    );
  }
  throw new Unable(`npm could not fetch ${what}: ${lastLine(complaint) || `it ended with ${code}`}`);
}

function run(args: string[], env: NodeJS.ProcessEnv) {
  const script = env.npm_execpath;
  const own = script?.endsWith('npm-cli.js') === true;
  const windows = process.platform === 'win32';
  const program = own ? process.execPath : windows ? 'npm.cmd' : 'npm';
  return new Promise<{ code: number; output: string; complaint: string }>((resolve, reject) => {
    const child = spawn(program, own ? [script as string, ...args] : args, {
      // npm's own settings of a command that runs inside another one are not for this one.
      env: { ...env, npm_config_json: 'true', npm_config_audit: 'false', npm_config_update_notifier: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: windows && !own,
    });
    let [output, complaint] = ['', ''];
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (complaint += data));
    child.on('error', () => reject(new Unable('npm was not found. It comes with Node: install that from nodejs.org.')));
    child.on('close', (code) => resolve({ code: code ?? 1, output, complaint }));
  });
}

const lastLine = (text: string) =>
  text
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/^npm (error|ERR!)\s*/i, '') ?? '';
