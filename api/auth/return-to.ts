/** Where somebody goes after signing in: a place of ours, never of another site. */

/** A path from our root in printable ASCII, without what browsers take for another host. */
const OURS = /^\/(?!\/)[!-[\]-~]*$/;

/** The path, or `/` for whatever is not one of ours. */
export function safeReturn(wanted: string | undefined): string {
  return wanted !== undefined && OURS.test(wanted) ? wanted : '/';
}
