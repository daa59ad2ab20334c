// The places of the app, in the order in which every navigation shows them.
import { Activity, ChartNoAxesColumn, CircleCheckBig, Files, TextSearch, Users } from 'lucide-react';

export const places = [
  { to: '/', word: 'Timeline', icon: Activity },
  { to: '/commitments', word: 'Commitments', icon: CircleCheckBig },
  { to: '/documents', word: 'Documents', icon: Files },
  { to: '/search', word: 'Search', icon: TextSearch },
  { to: '/people', word: 'People', icon: Users },
  { to: '/company', word: 'Company', icon: ChartNoAxesColumn },
] as const;

export type PlaceAddress = (typeof places)[number]['to'];
