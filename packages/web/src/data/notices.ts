// Notices: short messages at the foot of the screen, some with one thing to do.
import { createStore } from './store.js';

export interface Notice {
  id: number;
  text: string;
  tone: 'plain' | 'problem';
  action: { label: string; key?: string; run(): void } | null;
}

export function createNotices() {
  const store = createStore<readonly Notice[]>([]);
  let last = 0;

  /** Shows one in place of the last of its tone; it goes by itself after a while, a problem later. */
  function show(notice: { text: string; tone?: Notice['tone']; action?: Notice['action'] }): void {
    const id = ++last;
    const { text, tone = 'plain', action = null } = notice;
    store.set([...store.get().filter((notice) => notice.tone !== tone), { id, text, tone, action }]);
    setTimeout(() => dismiss(id), tone === 'problem' ? 9000 : 6000);
  }

  function dismiss(id: number): void {
    store.set(store.get().filter((notice) => notice.id !== id));
  }

  return { get: store.get, subscribe: store.subscribe, show, dismiss };
}
