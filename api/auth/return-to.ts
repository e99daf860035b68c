/** The page to open after sign-in: a path of this site only, against open redirects. */

/** An absolute path in printable ASCII, without prefixes that browsers read as another host. */
const OURS = /^\/(?!\/)[!-[\]-~]*$/;

/** The path, or `/` for anything else. */
export function safeReturn(wanted: string | undefined): string {
  return wanted !== undefined && OURS.test(wanted) ? wanted : '/';
}
