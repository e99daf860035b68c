/** Parses values of options. An invalid value is wrong usage. */
import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../../config/document/check/did-you-mean.ts';
import { parseDuration } from '../../domain/duration.ts';
import { readInstant } from '../../domain/instant.ts';
import { AUDIT_ACTION_NAMES, type AuditAction, isAuditAction } from '../../domain/ledger/audit-actions.ts';

/** An http(s) address without a trailing slash; undefined for other text. */
export function readAddress(text: string): string | undefined {
  if (!/^https?:\/\/./i.test(text) || !URL.canParse(text)) return undefined;
  return text.replace(/\/+$/, '');
}

export function address(text: string): string {
  const read = readAddress(text);
  if (read === undefined) throw new InvalidArgumentError('It must be an address like http://127.0.0.1:8080.');
  return read;
}

/** A number of rows. */
export function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a number from 1.');
  return Number(text);
}

/** An instant, or a time ago, as ISO 8601 in UTC. */
export function pastInstant(text: string): string {
  return instantOrLength(text, -1);
}

/** An instant, or a time from now, as ISO 8601 in UTC. */
export function comingInstant(text: string): string {
  return instantOrLength(text, 1);
}

function instantOrLength(text: string, direction: 1 | -1): string {
  const length = parseDuration(text);
  const instant = length === undefined ? readInstant(text) : new Date(Date.now() + direction * length).toISOString();
  if (instant === undefined)
    throw new InvalidArgumentError(
      'It must be a day (2026-01-31), an instant with its zone (2026-01-31T08:00:00+01:00), or a duration (90m, 7d).',
    );
  return instant;
}

/** A duration, as it was written. */
export function duration(text: string): string {
  if (parseDuration(text) === undefined) throw new InvalidArgumentError('It must be a duration: 90m, 8h, 7d, P30D.');
  return text;
}

/** @throws InvalidArgumentError for an unknown action. */
export function auditAction(text: string): AuditAction {
  if (isAuditAction(text)) return text;
  throw new InvalidArgumentError(`There is no audit action of that name${didYouMean(text, AUDIT_ACTION_NAMES)}`);
}
