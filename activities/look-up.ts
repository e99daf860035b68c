/** Look-ups for people who set an application up: its connection, and its entitlements. */
import { cancellationSignal } from '@temporalio/activity';
import { errorText } from '../domain/error-text.ts';
import { type Application, findApplication } from '../domain/policy.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { LookActivities } from '../workflows/contract/activities/looks.ts';
import type { ConnectionTestInput, ConnectionTestResult } from '../workflows/contract/connection-test.ts';
import type {
  EntitlementSearchInput,
  EntitlementSearchResult,
  FoundEntitlement,
} from '../workflows/contract/entitlement-search.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { checkOrganisation } from './providers/organisation-check.ts';

export function lookUpActivities(dependencies: Dependencies): LookActivities {
  /** The application of a draft, where there is one, else of the configuration in force. */
  async function applicationOf(key: string, draft: string | undefined): Promise<Application | undefined> {
    if (draft !== undefined) return (await dependencies.store.drafts.get(draft)) as Application | undefined;
    return findApplication((await dependencies.configuration()).configuration.policy, key);
  }

  async function testConnection(input: string | ConnectionTestInput): Promise<ConnectionTestResult> {
    // Runs started by an earlier version hand over the key alone.
    const asked: Omit<ConnectionTestInput, 'version'> = typeof input === 'string' ? { application: input } : input;
    const { application: key, draft } = asked;
    const failed = (name: string, detail: string) => ({ ok: false, checks: [{ name, ok: false, detail }] });
    const application = await applicationOf(key, draft);
    if (application === undefined) return failed('Application', `There is no application "${key}".`);
    try {
      const connector = await dependencies.connector(application, { unchecked: true });
      const entitlements = application.accessLevels.flatMap((level) => level.entitlements);
      const checks = await connector.testConnection(entitlements, { signal: cancellationSignal() });
      const all = [...checks, ...(await checkOrganisation(dependencies, application, connector, asked))];
      return { ok: all.every((check) => check.ok), checks: all };
    } catch (error) {
      return failed('Credentials', errorText(error));
    }
  }

  async function searchEntitlements(input: EntitlementSearchInput): Promise<EntitlementSearchResult> {
    const application = await applicationOf(input.application, input.draft);
    if (application === undefined)
      return { outcome: 'refused', sentence: `There is no application "${input.application}".` };
    try {
      const connector = await dependencies.connector(application, { unchecked: input.draft !== undefined });
      const items: FoundEntitlement[] = [];
      let passed = 0;
      for await (const each of connector.listEntitlements(input.search, { signal: cancellationSignal() })) {
        if (!isWanted(each, input)) continue;
        passed += 1;
        if (passed <= input.offset) continue;
        if (items.length === input.limit)
          return { outcome: 'found', types: connector.entitlementTypes, items, more: true };
        const { type, id, name, description, parameters } = each;
        items.push({ type, id, name, description, parameters });
      }
      return { outcome: 'found', types: connector.entitlementTypes, items, more: false };
    } catch (error) {
      if (error instanceof ProviderError) return { outcome: 'refused', sentence: error.message };
      throw error;
    }
  }

  return { testConnection, searchEntitlements };
}

/** Not every system can search by name itself. */
function isWanted(found: FoundEntitlement, { type, search }: EntitlementSearchInput): boolean {
  if (type !== undefined && found.type !== type) return false;
  const wanted = search?.toLowerCase();
  return wanted === undefined || found.name.toLowerCase().includes(wanted) || found.id.toLowerCase().includes(wanted);
}
