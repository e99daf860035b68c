/** Effects that a vendor cannot make idempotent (a comment): begun before, done after. */
export interface Effects {
  /** `fresh`: never begun; `begun`: begun before, outcome unknown; `done`: nothing to do. */
  begin(key: string): Promise<'fresh' | 'begun' | 'done'>;
  done(key: string, reference: string): Promise<void>;
  /** The reference that `done` saved; undefined until then. */
  reference(key: string): Promise<string | undefined>;
}
