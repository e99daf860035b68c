/** The kit's description of a system: its simulator, its connector, and one entitlement of each type. */
import type { Connector, SubjectQuery } from '../../connectors/connector.ts';
import type { Entitlement } from '../../domain/policy.ts';
import type { Misbehaving } from '../simulators/misbehave.ts';

/** One entitlement type of a system, for objects of its simulator. */
export interface KitEntitlement {
  readonly entitlement: Entitlement;
  /** Of the same type, but missing. */
  readonly unknown: Entitlement;
  /** Another value in the same place, if a person has one value there. A stronger one, if values have an order. */
  readonly other?: Entitlement;
  /** The requests that have the effect, in the format of `Misbehaviour.match`. */
  readonly grants: string;
  readonly revokes: string;
  /** The test person for the type, if it cannot be the simulation's subject. */
  readonly subject?: SubjectQuery;
  /** Ids of the holders, read from the simulator's own state and not through the connector. */
  holders(): readonly string[];
  /** Adds more holders in the simulator's state; undefined if the type cannot have so many. */
  fill?(count: number): void;
  /** The vendor returns the list of holders in one piece, whatever its length. */
  readonly inOnePiece?: true;
}

/** A running simulator, and how to connect to it. */
export interface KitSimulation {
  readonly url: string;
  readonly misbehaving: Misbehaving;
  /** `admin` may do everything, `reader` only read, and the credentials of `nobody` are rejected. */
  connect(options?: { as?: 'admin' | 'reader' | 'nobody'; timeoutMs?: number; url?: string }): Connector;
  /** Texts that must never be in a message: tokens, keys. */
  readonly secrets: readonly string[];
  /** A known person who initially holds none of the entitlements below. */
  readonly subject: SubjectQuery;
  readonly stranger: SubjectQuery;
  readonly entitlements: readonly KitEntitlement[];
  /** Changes the subject's e-mail at the vendor, and also the login if people may change that. */
  rename(email: string): void;
  /** The organisation that the simulator stands for. */
  readonly organisation: {
    readonly id: string;
    /** The requests that read it, in the format of `Misbehaviour.match`. */
    readonly read: string;
  };
  /** A well-formed id that belongs to nobody. */
  readonly nobodysId: string;
  /** The violations of the vendor's contract in the traffic. */
  problems(): readonly string[];
  /** The facts of an identity provider about people; only if the connector reads profiles. */
  readonly people?: KitPeople;
  /** False for a vendor without request ids; all others must have them. */
  readonly requestIds?: false;
  /** Whether the subject is suspended at the vendor now; only if the connector can suspend. */
  suspended?(): boolean;
  /** Evidence at the vendor that the subject's sessions ended: it changes each time. */
  sessions?(): unknown;
  /**
   * The wait after the simulator's `429` with seven seconds, in milliseconds, for a vendor that cannot send a duration.
   */
  readonly retryAfterMs?: number;
  close(): Promise<void>;
}

/** People at an identity provider. */
export interface KitPeople {
  /** A group without the subject at first; several if the system has several kinds or roles. */
  readonly groups: readonly KitGroup[];
  /** Requests for the list of people, in the format of `Misbehaviour.match`. */
  readonly lists: string;
  /** Adds people who may sign in to the simulator. */
  add(count: number): void;
  /** E-mails of people who may not sign in: suspended, deactivated, not started. */
  addLocked(): readonly string[];
}

export interface KitGroup {
  readonly name: string;
  /** Adds the simulation's subject, in the simulator's state. */
  join(): void;
}

export interface KitSystem {
  /** The name that people use. */
  readonly name: string;
  /** The entitlement types, each of which must be in the simulation. */
  readonly types: readonly string[];
  start(): Promise<KitSimulation>;
}

/** Replaces an object in a simulator's state, found by its stable id. */
export function changeOne<Item>(list: Item[], which: (item: Item) => boolean, changes: Partial<Item>): void {
  const at = list.findIndex(which);
  const item = list[at];
  if (item === undefined) throw new Error('It is not in the simulator.');
  list[at] = { ...item, ...changes };
}

/** The minimum length of a list of people, so that it has several pages. */
export const MANY = 250;
