// A certificate that signs itself, made anew for each run: no private key lies in the tree.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const length = content.length;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
};
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const integer = (value: number) => der(0x02, Buffer.from([value]));
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const utcTime = (text: string) => der(0x17, Buffer.from(text));

const signedWith = sequence(oid('2a8648ce3d040302')); // ECDSA with SHA-256

/** Key and certificate in PEM, valid for these names and IPv4 addresses. */
export function selfSigned(names: string[], addresses: string[] = []) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = toBeSigned(publicKey, names, addresses);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  const certificate = sequence(body, signedWith, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

function toBeSigned(publicKey: KeyObject, names: string[], addresses: string[]): Buffer {
  const commonName = sequence(oid('550403'), der(0x0c, Buffer.from('ViTo test')));
  const who = sequence(der(0x31, commonName));
  const alternatives = [
    ...names.map((name) => der(0x82, Buffer.from(name))),
    ...addresses.map((address) => der(0x87, Buffer.from(address.split('.').map(Number)))),
  ];
  const extension = sequence(oid('551d11'), der(0x04, sequence(...alternatives)));
  return sequence(
    der(0xa0, integer(2)), // version 3
    integer(1),
    signedWith,
    who,
    sequence(utcTime('200101000000Z'), utcTime('490101000000Z')),
    who,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension)),
  );
}
