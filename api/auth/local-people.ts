/** The demo sign-in: people choose an identity without a password. For a demo on one machine only. */
import type { Configuration } from '../../config/document/schema.ts';
import type { Role } from './principal.ts';

export interface LocalPerson {
  readonly email: string;
  readonly name: string;
  /** Unset: the configuration decides, as owner of an application or as approver. */
  readonly role?: Role | undefined;
}

/** Whether a host name or address, with or without a port, is loopback. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || name === '[::1]' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** @throws with a sentence if other people could reach the demo sign-in. */
export function requireLocalAllowed(
  environment: { readonly production: boolean; readonly host: string; readonly publicUrl: string },
  configuration: Pick<Configuration, 'auth'>,
): void {
  const refuse = (why: string): never => {
    throw new Error(`The demo sign-in is only for a demo on one machine: ${why}.`);
  };
  if (environment.production) refuse('NODE_ENV is production');
  if (configuration.auth !== undefined) refuse('the configuration has auth.oidc, so people sign in there');
  if (!isLoopback(environment.host)) refuse(`HOST is ${environment.host}, which others can reach`);
  if (!isLoopback(new URL(environment.publicUrl).host))
    refuse(`PUBLIC_URL is ${environment.publicUrl}, which others can reach`);
}
