/** The console's places, in the order of the menu. `needs` is the action (as GET /me names them) without which a place is not shown. */
import type { Address } from '../components/link.tsx';

export interface Place {
  readonly to: Address;
  readonly label: string;
  readonly needs?: string;
  /** Begins a part of the menu. */
  readonly begins?: true;
}

export const PLACES: readonly Place[] = [
  { to: '/', label: 'Overview' },
  { to: '/requests', label: 'Requests' },
  { to: '/my-access', label: 'My access' },
  { to: '/grants', label: 'Grants', needs: 'grants.read' },
  { to: '/reviews', label: 'Reviews', needs: 'reviews.read' },
  { to: '/applications', label: 'Applications', needs: 'applications.read', begins: true },
  { to: '/rules', label: 'Rules', needs: 'configuration.read' },
  { to: '/portal', label: 'Portal settings', needs: 'configuration.read' },
  { to: '/history', label: 'History', needs: 'configuration.read' },
  { to: '/audit', label: 'Audit', needs: 'audit.read', begins: true },
  { to: '/tokens', label: 'API tokens', needs: 'tokens.read' },
];
