/** Signing in by choosing who one is: for a demo on one's own machine, and nothing else. */
import type { Configuration } from '../../config/document/schema.ts';
import type { Role } from './principal.ts';

export interface LocalPerson {
  readonly email: string;
  readonly name: string;
  /** None: what the configuration makes of them, the owner of an application or an approver. */
  readonly role?: Role | undefined;
}

/** Whether a host name or address, with or without a port, is this machine. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || name === '[::1]' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** @throws with a sentence wherever somebody else could choose to be an admin. */
export function requireLocalAllowed(
  environment: { readonly production: boolean; readonly host: string; readonly publicUrl: string },
  configuration: Pick<Configuration, 'auth'>,
): void {
  const refuse = (why: string): never => {
    throw new Error(`Signing in by choosing a person is for a demo on one machine: ${why}.`);
  };
  if (environment.production) refuse('NODE_ENV is production');
  if (configuration.auth !== undefined) refuse('the configuration has auth.oidc, so people sign in there');
  if (!isLoopback(environment.host)) refuse(`HOST is ${environment.host}, which others can reach`);
  if (!isLoopback(new URL(environment.publicUrl).host))
    refuse(`PUBLIC_URL is ${environment.publicUrl}, which others can reach`);
}
