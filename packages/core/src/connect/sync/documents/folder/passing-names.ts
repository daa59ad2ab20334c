// Names of what is no document, or not yet: hidden, temporary, locks, and what systems leave behind. Pure.
const endings = /(?:~|\.(?:tmp|temp|part|partial|crdownload|download|swp|swx|lock|lck|filepart|opdownload))$/i;
const leftBehind = /^(?:thumbs\.db|desktop\.ini|\$recycle\.bin|system volume information|lost\+found|@eadir)$/i;

export const isPassing = (name: string): boolean =>
  name.startsWith('.') ||
  name.startsWith('~$') || // an Office program has the file without it open
  /^#.*#$/.test(name) ||
  endings.test(name) ||
  leftBehind.test(name);
