// What the palette offers for a query: commands, screens, commitments, people and documents.
import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { sides } from '@vito/contracts/commitment';
import {
  Activity,
  Bot,
  ChartNoAxesColumn,
  CircleCheckBig,
  Files,
  FolderPlus,
  Keyboard,
  Plus,
  Settings,
  SunMoon,
  TextSearch,
  Users,
  Webhook,
} from 'lucide-react';
import { type ReactNode, useCallback, useMemo } from 'react';
import { useClock } from '../data/clock.js';
import { documentListQuery } from '../data/document-list.js';
import { pickFiles } from '../data/pick-files.js';
import { commitmentListQuery, peopleListQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { inOrder, search } from '../format/arrange.js';
import { columnDue } from '../format/due.js';
import { fold, pairOf } from '../format/people.js';
import { titled } from '../format/words.js';
import { DocumentIcon } from './document-icon.js';
import { StatusIcon } from './status-icon.js';

export interface PaletteItem {
  id: string;
  title: string;
  detail?: string;
  keys?: string;
  icon: ReactNode;
  run(): void;
}
export interface PaletteGroup {
  title: string;
  items: PaletteItem[];
}

export function usePaletteItems(query: string): PaletteGroup[] {
  const commands = useCommands();
  const commitments = useCommitments(query);
  const documents = useDocuments(query);
  const find = useFind();
  const people = usePeople(query);
  return useMemo(() => {
    const words = fold(query).split(/\s+/).filter(Boolean);
    const fitting = commands.filter((item) => words.every((word) => fold(item.title).includes(word)));
    const inside = query.trim() === '' ? [] : [find(query.trim())];
    const groups = [
      { title: 'Go and do', items: fitting },
      { title: 'In the documents', items: inside },
      { title: 'Commitments', items: commitments },
      { title: 'People', items: people },
      { title: 'Documents', items: documents },
    ];
    return groups.filter((group) => group.items.length > 0);
  }, [query, commands, commitments, people, documents, find]);
}

function useCommands(): PaletteItem[] {
  const { uploads, theme, overlay } = useServices();
  const navigate = useNavigate();
  return useMemo(
    () => [
      item('Go to the timeline', <Activity size={15} />, () => void navigate({ to: '/' }), '1'),
      item('Go to commitments', <CircleCheckBig size={15} />, () => void navigate({ to: '/commitments' }), '2'),
      item('Show what is overdue', <CircleCheckBig size={15} />, () => {
        void navigate({ to: '/commitments', search: { view: 'overdue' } });
      }),
      item('Go to documents', <Files size={15} />, () => void navigate({ to: '/documents' }), '3'),
      item('Go to search', <TextSearch size={15} />, () => void navigate({ to: '/search' }), '/'),
      item('Go to people', <Users size={15} />, () => void navigate({ to: '/people' }), '4'),
      item('Go to the company', <ChartNoAxesColumn size={15} />, () => void navigate({ to: '/company' }), '5'),
      item('Go to connections', <Webhook size={15} />, () => void navigate({ to: '/connections' }), '6'),
      item('Go to agents', <Bot size={15} />, () => void navigate({ to: '/agents' }), '7'),
      item('Run a playbook', <Bot size={15} />, () => {
        void navigate({ to: '/agents', search: { part: 'playbooks' } });
      }),
      item('Add files', <Plus size={15} />, () => pickFiles(uploads)),
      item('Add a folder', <FolderPlus size={15} />, () => pickFiles(uploads, 'folder')),
      item('Change between light and dark', <SunMoon size={15} />, theme.toggle, 'T'),
      item('Go to settings', <Settings size={15} />, () => void navigate({ to: '/settings' }), ','),
      item('Show all keys', <Keyboard size={15} />, () => overlay.set('shortcuts'), '?'),
    ],
    [uploads, theme, overlay, navigate],
  );
}

/** Search of all passages, from whatever was typed. */
function useFind() {
  const navigate = useNavigate();
  return useCallback(
    (q: string) =>
      item(
        `Search passages for “${q}”`,
        <TextSearch size={15} />,
        () => void navigate({ to: '/search', search: { q } }),
      ),
    [navigate],
  );
}

function useCommitments(query: string): PaletteItem[] {
  const { client } = useServices();
  const navigate = useNavigate();
  const clock = useClock();
  const lists = useQueries({ queries: sides.map((side) => commitmentListQuery(client, side, 'open')) });
  const all = lists.flatMap((list) => list.data?.items ?? []);
  return inOrder(search(all, query), clock.zone)
    .slice(0, query === '' ? 4 : 12)
    .map((commitment) => {
      const { debtor, creditor } = pairOf(commitment);
      const due = commitment.due === null ? '' : ` · ${columnDue(commitment.due, clock)}`;
      return {
        id: commitment.id,
        title: titled(commitment.action),
        detail: `${debtor.name} → ${creditor.name}${due}`,
        icon: <StatusIcon status={commitment.status} size={15} />,
        run: () => void navigate({ to: '/commitments', search: { side: commitment.side, c: commitment.id } }),
      };
    });
}

function usePeople(query: string): PaletteItem[] {
  const { client } = useServices();
  const navigate = useNavigate();
  const list = useQuery({ ...peopleListQuery(client, 'everybody'), enabled: query !== '' });
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return (list.data ?? [])
    .filter((one) => words.every((word) => fold(`${one.name} ${one.address ?? ''}`).includes(word)))
    .slice(0, 5)
    .map(({ id, name, organisation, address }) => ({
      id,
      title: name,
      detail: organisation?.name ?? address ?? '',
      icon: <Users size={15} />,
      run: () => void navigate({ to: '/people/$id', params: { id } }),
    }));
}

function useDocuments(query: string): PaletteItem[] {
  const { client } = useServices();
  const navigate = useNavigate();
  const list = useInfiniteQuery(documentListQuery(client, 'all'));
  const words = fold(query).split(/\s+/).filter(Boolean);
  return (list.data?.pages ?? [])
    .flatMap((page) => page.items)
    .filter((document) => words.every((word) => fold(`${document.title ?? ''} ${document.name}`).includes(word)))
    .slice(0, query === '' ? 3 : 8)
    .map((document) => ({
      id: document.id,
      title: document.title ?? document.name,
      ...(document.title ? { detail: document.name } : {}),
      icon: <DocumentIcon document={document} />,
      run: () => void navigate({ to: '/documents/$id', params: { id: document.id } }),
    }));
}

function item(title: string, icon: ReactNode, run: () => void, keys?: string): PaletteItem {
  return { id: title, title, icon, run, ...(keys ? { keys } : {}) };
}
