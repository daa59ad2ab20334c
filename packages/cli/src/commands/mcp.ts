// `vito mcp`: the running server's MCP over stdin and stdout, for clients that start a program. It holds nothing but the transport.
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { linesOf, relay } from '../mcp-relay.js';
import { findServer } from '../server.js';

const options = { ...serverOptions } as const;

export const mcp = command({
  usage: '[OPTIONS]',
  about:
    'Speaks the Model Context Protocol on stdin and stdout, for clients that start a program: one JSON message a line, and nothing else on stdout. What answers is the running server, which must be started before; with VITO_TOKEN it is asked as that token may ask, else as you.',
  options,
  examples: ['vito mcp', 'VITO_TOKEN=vito_… vito mcp --url http://localhost:7400'],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length > 0) throw new WrongUse(`vito mcp takes no ${args[0]}.`);
  findServer({ url: values.url, env }); // said at the start, not at the first message
  // Looked for anew each time: a server that was started again has another port.
  const answers = relay(
    () => findServer({ url: values.url, env }),
    (line) => void process.stdout.write(line),
  );
  try {
    for await (const line of linesOf(process.stdin)) answers.take(line);
  } catch (error) {
    out.note(`What came in could not be read: ${error instanceof Error ? error.message : error}`);
    return 1;
  } finally {
    await answers.settled();
  }
  return 0;
}
