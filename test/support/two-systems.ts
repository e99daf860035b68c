/** A configuration for tests: Okta, two more systems with one level each, and a role of both; admins are a group. */
import { configurationDocument, rule, stage } from './configuration.ts';

export function twoSystems(): Record<string, unknown> {
  const [okta] = configurationDocument().applications as object[];
  const system = (key: string) => ({
    ...okta,
    key,
    name: key.toUpperCase(),
    accessLevels: [{ name: 'User', entitlements: [{ type: 'group', id: `${key}-users` }] }],
  });
  const approved = { approval: { stages: [stage()] }, duration: { default: '1h', max: '30d' } };
  const glass = { breakGlass: { who: [{ group: 'okta:On-Call' }], max: '1h', reviewWithin: '24h' } };
  const keys = ['one', 'two'];
  return configurationDocument({
    applications: [okta, ...keys.map(system)],
    rules: [
      rule({ duration: { default: '1h', max: '365d' } }),
      rule({
        key: 'viewer',
        accessLevel: 'Viewer',
        approval: { stages: [stage({ approvers: [{ group: 'okta:Leads' }] })] },
      }),
      ...keys.map((key) => rule({ key, application: key, accessLevel: 'User', ...approved, ...glass })),
    ],
    roles: [{ key: 'both', name: 'Both', includes: keys.map((key) => ({ application: key, accessLevel: 'User' })) }],
    admins: [{ group: 'okta:Admins' }],
  });
}
