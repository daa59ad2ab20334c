// Copies a text, and says so; where the browser refuses, says how to go on.
import type { Services } from './services.js';

export async function copy(notices: Services['notices'], text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notices.show({ text: 'Copied' });
  } catch {
    notices.show({ text: 'The browser does not let it be copied. Select it and copy it by hand.', tone: 'problem' });
  }
}
