/** What people asked for, decided and ended, as they themselves know it. Instants are milliseconds since 1970. */
import type { LevelName } from './levels.ts';

/** Something that a person ordered. An order without an answer may have been heard or not. */
export interface Order {
  readonly what: 'approve' | 'deny' | 'withdraw' | 'revoke' | 'remove' | 'cancel' | 'replace' | 'extend';
  readonly by: 'move' | 'api' | 'operator' | 'rule';
  /** From when it may have taken effect. */
  readonly from: number;
  /** From when it counts, because it was accepted; unset while nobody accepted it. */
  acceptedAt?: number;
  /** With `extend`: milliseconds from when it was accepted. */
  readonly forMs?: number;
  /** The id of a bulk revocation. */
  id?: string;
  /** It was refused: it has no effect. */
  refused?: boolean;
  /** It may have an effect, but need not any more. */
  undone?: boolean;
  /** The request that carries it out, if it is another one. */
  readonly carriedBy?: string;
}

export interface RequestRecord {
  readonly key: string;
  readonly story: string;
  readonly kind: 'access' | 'change' | 'removal';
  readonly subject: string;
  readonly gives: readonly LevelName[];
  readonly durationMs: number;
  readonly raisedAt: number;
  readonly orders: Order[];
  /** A removal or a change: the order that it carries out on another request. */
  carries?: Order;
}

/** A period during which something was broken. */
export interface Disturbance {
  readonly name: string;
  readonly from: number;
  /** When it was repaired; infinite until then. */
  to: number;
  /** What it delays: everything, the reading of issues, or single requests. */
  readonly delays: 'all' | 'issues' | { readonly requests: ReadonlySet<string> };
}

export interface AccessRecord {
  readonly requests: RequestRecord[];
  readonly disturbances: Disturbance[];
  /** How many times slower than a free machine this one was; 1 or more. */
  slowness: number;
}

/** A period during which a provider showed the access. */
export interface Held {
  readonly grant: string;
  readonly from: number;
  /** Unset: still held. */
  readonly to?: number;
}
