// Takes the token of a sign-in link out of the address bar, so that it stays in no history and is shown to nobody.
export function takeToken(): string | null {
  if (location.pathname !== '/sign-in') return null;
  const token = new URLSearchParams(location.search).get('token');
  history.replaceState(null, '', '/sign-in');
  return token === '' ? null : token;
}
