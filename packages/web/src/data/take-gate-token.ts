// Takes the token of a mail's link out of the address bar, so that it stays in no history and is shown to nobody.
export const decidePath = '/decide';

export function takeGateToken(): string | null {
  if (location.pathname !== decidePath) return null;
  const token = location.hash.slice(1);
  history.replaceState(null, '', decidePath);
  return token === '' ? null : token;
}
