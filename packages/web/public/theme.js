// Puts the remembered theme on the page before anything is painted.
try {
  const theme = localStorage.getItem('vito.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to us: the system's theme holds.
}
