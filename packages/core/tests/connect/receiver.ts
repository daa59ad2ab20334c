// An endpoint of somebody else: keeps every webhook that it gets, checks its signature, and answers as it is told.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

export interface Got {
  id: string;
  at: number;
  type: string;
  body: string;
  headers: IncomingHttpHeaders;
}

interface Told {
  status: number;
  headers?: Record<string, string>;
  text?: string;
}

export async function openReceiver() {
  const got: Got[] = [];
  let answer: (got: Got) => Told | Promise<Told> = () => ({ status: 204 });
  const server = createServer(async (request, response) => {
    const body = (await buffer(request)).toString();
    const { headers } = request;
    const one: Got = {
      id: String(headers['webhook-id']),
      at: Number(headers['webhook-timestamp']),
      type: (JSON.parse(body) as { type: string }).type,
      body,
      headers,
    };
    got.push(one);
    const told = await answer(one);
    response.writeHead(told.status, told.headers).end(told.text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    got,
    of: (type: string): Got[] => got.filter((one) => one.type === type),
    answers: (next: typeof answer) => {
      answer = next;
    },
    /** Throws where the library that the specification's authors publish does not accept it. */
    verify: ({ body, headers }: Got, secret: string): unknown =>
      new Webhook(secret).verify(body, headers as Record<string, string>),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
export type Receiver = Awaited<ReturnType<typeof openReceiver>>;
