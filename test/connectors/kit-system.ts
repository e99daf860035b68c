/** What the kit has to know of a system: its simulator, how to connect to it, and one thing of each entitlement type. */
import type { Connector, SubjectQuery } from '../../connectors/connector.ts';
import type { Entitlement } from '../../domain/policy.ts';
import type { Misbehaving } from '../simulators/misbehave.ts';

/** One entitlement type of a system, on things that its simulator has. */
export interface KitEntitlement {
  readonly entitlement: Entitlement;
  /** Of the same type, but not there. */
  readonly unknown: Entitlement;
  /** Another value in the same place, where a person has one there at a time: a stronger one, where values have an order. */
  readonly other?: Entitlement;
  /** The requests that have the effect, as `Misbehaviour.match` writes them. */
  readonly grants: string;
  readonly revokes: string;
  /** Whom the type is tried on, where it cannot be the simulation's subject. */
  readonly subject?: SubjectQuery;
  /** Ids of those who hold it, read from the simulator's own state and not through the connector. */
  holders(): readonly string[];
  /** Makes so many more people hold it, in the simulator's state; undefined where the type cannot have so many. */
  fill?(count: number): void;
  /** The vendor gives the list of those who hold it in one piece, however long it is. */
  readonly inOnePiece?: true;
}

/** A running simulator, and how to connect to it. */
export interface KitSimulation {
  readonly url: string;
  readonly misbehaving: Misbehaving;
  /** `admin` may do all, `reader` may change nothing, `nobody` has credentials that are not accepted. */
  connect(options?: { as?: 'admin' | 'reader' | 'nobody'; timeoutMs?: number; url?: string }): Connector;
  /** Texts that must never be in a message: tokens, keys. */
  readonly secrets: readonly string[];
  /** Somebody whom the system knows, and holds nothing of the entitlements below at first. */
  readonly subject: SubjectQuery;
  readonly stranger: SubjectQuery;
  readonly entitlements: readonly KitEntitlement[];
  /** Makes the subject's e-mail another at the vendor, and with it the login where people may change that. */
  rename(email: string): void;
  /** An id like the vendor's own, of nobody. */
  readonly nobodysId: string;
  /** What went over the wire and is not as the vendor's contract says. */
  problems(): readonly string[];
  /** What an identity provider knows of people; only with a connector that gives profiles. */
  readonly people?: KitPeople;
  /** False for a vendor that does not name its requests; others must. */
  readonly requestIds?: false;
  /** Whether the subject is suspended at the vendor now; only with a connector that suspends. */
  suspended?(): boolean;
  /** What tells at the vendor that the subject's sessions were ended: it changes with each time. */
  sessions?(): unknown;
  /** How long the simulator's answer to `429` with seven seconds asks to wait, in milliseconds, where the vendor has no way to say so. */
  readonly retryAfterMs?: number;
  close(): Promise<void>;
}

/** People at an identity provider. */
export interface KitPeople {
  /** A group that the subject is not in at first; several kinds or roles where the system has such. */
  readonly groups: readonly KitGroup[];
  /** Requests for the list of people, as `Misbehaviour.match` writes them. */
  readonly lists: string;
  /** More people at the simulator who may sign in. */
  add(count: number): void;
  /** People who may not: suspended, deactivated, not begun. Their e-mails. */
  addLocked(): readonly string[];
}

export interface KitGroup {
  readonly name: string;
  /** Puts the simulation's subject into it, in the simulator's state. */
  join(): void;
}

export interface KitSystem {
  /** As people call it. */
  readonly name: string;
  /** The entitlement types, each of which must be among the simulation's. */
  readonly types: readonly string[];
  start(): Promise<KitSimulation>;
}

/** Makes something in a simulator's state another, by the id that stays. */
export function changeOne<Item>(list: Item[], which: (item: Item) => boolean, changes: Partial<Item>): void {
  const at = list.findIndex(which);
  const item = list[at];
  if (item === undefined) throw new Error('It is not in the simulator.');
  list[at] = { ...item, ...changes };
}

/** How many people a list has at least, so that it comes in several pages. */
export const MANY = 250;
