import { describe, expect, test } from 'vitest';
import {
  accessTypeOptions,
  applicationOptions,
  fieldsOnForm,
  mappedRequestTypes,
  mappedStatuses,
  neededPermissions,
} from '../../../../domain/portal/needs.ts';
import type { Site } from '../../../../test/support/site.ts';
import { usePortalCheck } from '../../../../test/support/use-portal-check.ts';

describe('the check of a portal, of everything that it needs, taken away one at a time, names exactly that:', () => {
  let site: Site;
  const { check, wanted, wrongIn } = usePortalCheck((opened) => {
    site = opened;
  });

  /** The findings while a part is missing, and none once it is back. */
  const without = async (take: () => () => void): Promise<readonly string[]> => {
    const giveBack = take();
    const lines = wrongIn(await check()).map((line) => line.name);
    giveBack();
    expect(wrongIn(await check())).toEqual([]);
    return lines;
  };

  test('each status', async () => {
    const { admin } = site.jira;
    const statuses = mappedStatuses(wanted.portal);
    expect(statuses.length).toBeGreaterThan(6);
    for (const { state, name } of statuses) {
      const lines = await without(() => {
        admin.removeStatus(name);
        return () => admin.drawStatus(name);
      });
      expect(lines).toEqual([`Status “${name}” (${state})`]);
    }
  });

  test('each permission', async () => {
    const { admin } = site.jira;
    for (const { key } of neededPermissions(wanted.portal)) {
      const lines = await without(() => {
        admin.permit(key, false);
        return () => admin.permit(key, true);
      });
      expect(lines).toEqual([expect.stringMatching(/^Permission /)]);
    }
  });

  test('each option, as long as something hangs on it', async () => {
    const options = [
      ...applicationOptions(wanted).needed.map((value) => ['Application', value] as const),
      ...accessTypeOptions(wanted).needed.map((value) => ['Access Type', value] as const),
      ['Break glass', 'Yes'] as const,
    ];
    expect(options.length).toBeGreaterThan(3);
    for (const [name, value] of options) {
      const lines = await without(() => {
        const contexts = site.jira.state.fields.find((each) => each.name === name)?.contexts ?? [];
        const before = contexts.map((each) => each.options);
        site.jira.admin.removeOption(name, value);
        return () => {
          for (const [at, each] of contexts.entries()) each.options = before[at] ?? [];
        };
      });
      expect(lines).toEqual([`Options of ${name}`]);
    }
  });

  test('each field of each form', async () => {
    for (const { use, name } of mappedRequestTypes(wanted.portal))
      for (const field of fieldsOnForm(wanted.portal, use).map((each) => wanted.portal.fields[each] ?? '')) {
        const lines = await without(() => {
          site.jira.admin.takeFieldOff(name, field);
          return () => site.jira.admin.placeField(name, field);
        });
        expect(lines).toEqual([`Form of “${name}”`]);
      }
  });
});
