import { describe, expect, test } from 'vitest';
import type { ProviderSubject } from '../../connectors/connector.ts';
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { createMemoryLedger } from '../../test/support/memory-ledger.ts';
import { live, type Provider, randomFrom, SHARED, SUBJECT, slowProvider } from '../../test/support/slow-provider.ts';
import { converge } from './converge.ts';

describe('converge', () => {
  describe('where a person has one value in a place', () => {
    const ORDER = ['member', 'maintainer'];
    const MEMBER: Entitlement = { type: 'team', id: 'payments', parameters: { role: 'member' } };
    const MAINTAINER: Entitlement = { type: 'team', id: 'payments', parameters: { role: 'maintainer' } };
    const roleOf = ({ parameters }: Entitlement): string => parameters?.role ?? '';
    const input = {
      application: 'github',
      applicationName: 'GitHub',
      subject: 'ann@acme.test',
      entitlements: [MAINTAINER],
      context: {},
    };

    /** A team, slow and failing as `provider`, that knows one role of a person. */
    const teamAt = (provider: Provider, team: { role: string | undefined }) => {
      const { connector } = provider;
      return {
        ...connector,
        placeOf: async (each: Entitlement) =>
          each.type === 'team'
            ? { key: 'payments', value: { role: roleOf(each) }, strength: ORDER.indexOf(roleOf(each)) }
            : undefined,
        grant: async (subject: ProviderSubject, each: Entitlement) => {
          if (each.type !== 'team') return connector.grant(subject, each);
          await connector.grant(subject, { type: 'pause', id: 'before' });
          const changed = team.role !== roleOf(each);
          team.role = roleOf(each);
          await connector.grant(subject, { type: 'pause', id: 'after' });
          return { changed };
        },
        revoke: async (subject: ProviderSubject, each: Entitlement) => {
          if (each.type !== 'team') return connector.revoke(subject, each);
          if (team.role !== roleOf(each)) return { changed: false };
          await connector.grant(subject, { type: 'pause', id: 'before' });
          // The call takes the person out of the team, whatever the role is by now.
          team.role = undefined;
          return { changed: true };
        },
        holds: async (subject: ProviderSubject, each: Entitlement) => {
          const held = await connector.holds(subject, each);
          return each.type === 'team' ? team.role === roleOf(each) : held;
        },
      };
    };

    test('1,000 random interleavings of leases with different values end with the strongest that remains', async () => {
      const ended = { member: 0, maintainer: 0, none: 0 };
      for (let seed = 1; seed <= 1_000; seed += 1) {
        const random = randomFrom(seed);
        const ledger = createMemoryLedger();
        const provider = slowProvider(random);
        const team: { role: string | undefined } = { role: undefined };
        const connector = teamAt(provider, team);
        const levels = [[MEMBER], [MAINTAINER, SHARED], [MEMBER, SHARED]];
        await Promise.all(
          levels.map((entitlements, n) =>
            live(ledger, { ...provider, connector }, `request-${n}`, entitlements, random),
          ),
        );
        const { claims } = await ledger.holding('github', 'ann@acme.test');
        const roles = claims.map(({ entitlement }) => entitlement).filter((each) => each.type === 'team');
        const wanted = ORDER.findLast((role) => roles.some((each) => roleOf(each) === role));
        expect(team.role, `seed ${seed}`).toBe(wanted);
        ended[wanted === 'member' || wanted === 'maintainer' ? wanted : 'none'] += 1;
      }
      expect(Math.min(...Object.values(ended))).toBeGreaterThan(100);
    });

    test('records one value as given and the other as taken, once each', async () => {
      const ledger = createMemoryLedger();
      const team: { role: string | undefined } = { role: 'maintainer' };
      const connector = teamAt(
        slowProvider(() => 0.5),
        team,
      );
      const ports = { ledger, connector, findSubject: async () => SUBJECT, now: async () => new Date(0) };
      ledger.open('a', [MEMBER], SUBJECT);
      ledger.open('b', [MAINTAINER], SUBJECT);
      ledger.end('b');
      ledger.dying = true;
      await expect(converge(input, ports, {})).rejects.toThrow('died');
      expect(team.role).toBe('member');
      ledger.dying = false;
      await converge(input, ports, {});
      await converge(input, ports, {});
      expect([...ledger.events.values()].filter(({ details }) => details?.alreadySo === false)).toMatchObject([
        { action: 'provider.revoked', details: { entitlement: MAINTAINER } },
        { action: 'provider.granted', details: { entitlement: MEMBER } },
      ]);
    });

    test('an end does not wait for another lease’s entitlement', async () => {
      const ledger = createMemoryLedger();
      const team: { role: string | undefined } = { role: 'maintainer' };
      const inTeam = teamAt(
        slowProvider(() => 0.5),
        team,
      );
      const connector = {
        ...inTeam,
        grant: async (): Promise<never> => {
          throw new ProviderError('forbidden', 'GitHub forbids it.', { system: 'github' });
        },
      };
      inTeam.revoke = async () => {
        team.role = undefined;
        return { changed: true };
      };
      ledger.open('a', [MEMBER], SUBJECT);
      ledger.open('b', [MAINTAINER], SUBJECT);
      ledger.end('b');
      const ports = {
        ledger,
        connector: { ...connector, revoke: inTeam.revoke },
        findSubject: async () => SUBJECT,
        now: async () => new Date(0),
      };
      // Reported to the operators and retried; but the ended value is gone.
      await expect(converge(input, ports, {})).rejects.toMatchObject({ kind: 'forbidden' });
      expect(team.role).toBeUndefined();
    });

    test('a lease on a deleted entitlement blocks no other', async () => {
      const ledger = createMemoryLedger();
      const team: { role: string | undefined } = { role: 'maintainer' };
      const inTeam = teamAt(
        slowProvider(() => 0.5),
        team,
      );
      const connector = {
        ...inTeam,
        placeOf: async (each: Entitlement) => {
          if (each.id === 'gone')
            throw new ProviderError('not_found', 'GitHub has no such team.', { system: 'github' });
          return inTeam.placeOf(each);
        },
      };
      ledger.open('a', [{ ...MEMBER, id: 'gone' }], SUBJECT);
      ledger.open('b', [MAINTAINER], SUBJECT);
      ledger.end('b');
      const ports = { ledger, connector, findSubject: async () => SUBJECT, now: async () => new Date(0) };
      await converge(input, ports, {});
      expect(team.role).toBeUndefined();
    });
  });
});
