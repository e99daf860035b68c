/** The entries of the menu. An entry is shown to people with its `needs` action, as named by GET /me. */
import type { Address } from '../components/link.tsx';

export interface Place {
  readonly to: Address;
  readonly label: string;
  readonly needs?: string;
  /** Starts a group of the menu. */
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
