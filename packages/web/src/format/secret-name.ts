// Whether a field holds a secret, by its name alone: where nothing else says so, it is masked.
const secret = /pass(word|wd|phrase)?$|secret|token|api_?key|private_?key|access_?key|credential/;

export function isSecretName(name: string): boolean {
  const plain = name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll('-', '_');
  return secret.test(plain) && !/(url|uri|endpoint|expir\w*|type|name|path)$/.test(plain);
}
