// `vito me`: who you are, so that what you owe can be told from what is owed to you.
import { type Me, Profile } from '@vito/contracts/tenant';
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { zoneName } from '../option-values.js';
import { parseMe } from '../party.js';
import { findServer } from '../server.js';

const options = {
  me: { type: 'string', value: '"NAME <ADDRESS>"', about: 'your name and mail address' },
  address: { type: 'string', multiple: true, value: 'ADDRESS', about: 'a further mail address of yours' },
  organisation: { type: 'string', value: 'NAME', about: 'the organisation you speak for' },
  zone: { type: 'string', value: 'ZONE', about: "your time zone, e.g. Europe/Berlin (default: this machine's)" },
  ...serverOptions,
} as const;

export const me = command({
  usage: '["NAME <ADDRESS>"] [OPTIONS]',
  about:
    'Without anything, prints who you are to the server. With a name, an address, an organisation or a zone, says it anew; what is not given stays as it was.',
  options,
  examples: [
    'vito me',
    'vito --me "Dana Whitlock <dana@harrow.example>" --organisation Harrow --zone Europe/London',
    'vito me --address d.whitlock@harrow.example',
  ],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length > 1 || (args.length === 1 && values.me !== undefined)) {
    throw new WrongUse('Say who you are once, in quotes: vito me "Name <address>"');
  }
  const given = args[0] ?? values.me;
  const said = given === undefined ? null : parseMe(given);
  const zone = values.zone === undefined ? undefined : zoneName('--zone', values.zone);
  const { client } = findServer({ url: values.url, env });
  const before = await client.call('getMe');
  const changes =
    said !== null || zone !== undefined || values.organisation !== undefined || values.address !== undefined;
  if (!changes) return print(before, out);
  const old = before.profile;
  const name = said?.name ?? old?.name;
  if (name === undefined) throw new WrongUse('Nobody is known here yet: give your name too, as --me "Name <address>".');
  const addresses = [said?.address, ...(values.address ?? []), ...(old?.name === name ? old.addresses : [])];
  const profile = Profile.safeParse({
    name,
    addresses: [...new Set(addresses.filter((address) => address != null))],
    organisation: values.organisation ?? old?.organisation ?? null,
    zone: zone ?? old?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  if (!profile.success) {
    const reasons = profile.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new WrongUse(`This cannot be right: ${reasons.join('; ')}.`);
  }
  return print(await client.call('putMe', { body: profile.data }), out);
}

function print(answer: Me, out: Call['out']): number {
  if (out.jsonOnly) out.json(answer);
  const { profile } = answer;
  if (profile === null) {
    out.line('Nobody has said yet who they are. Say it with: vito --me "Name <address>"');
    return 0;
  }
  const addresses = profile.addresses.map((address) => ` <${address}>`).join('');
  out.line(`${profile.name}${addresses}`);
  out.line(`${profile.organisation ?? 'no organisation'} · ${profile.zone}`);
  return 0;
}
