/** Search attributes of a run, for the list in the Web UI and for operators' filters. Never encrypted. */
import { defineSearchAttributeKey } from '@temporalio/common';

/** Application key. */
export const applicationAttribute = defineSearchAttributeKey('LeaseholdApplication', 'KEYWORD');
/** E-mail of the person who gets the access. */
export const subjectAttribute = defineSearchAttributeKey('LeaseholdSubject', 'KEYWORD');
export const accessLevelAttribute = defineSearchAttributeKey('LeaseholdAccessLevel', 'KEYWORD');
/** One of `REQUEST_STATES`. */
export const stateAttribute = defineSearchAttributeKey('LeaseholdState', 'KEYWORD');
export const expiresAtAttribute = defineSearchAttributeKey('LeaseholdExpiresAt', 'DATETIME');

/** All of them: set-up registers them, and a worker refuses to start without. */
export const SEARCH_ATTRIBUTES = [
  applicationAttribute,
  subjectAttribute,
  accessLevelAttribute,
  stateAttribute,
  expiresAtAttribute,
] as const;
