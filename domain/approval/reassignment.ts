/** Reassignment of an approver's turn: the permission, the recipient, and the resulting stage. */

import type { Decision } from '../ledger/records.ts';
import { samePerson } from '../people.ts';
import type { ApproverRef, Stage } from '../policy.ts';
import { type Reason, reason } from '../reasons.ts';
import {
  type Actor,
  approvedBefore,
  findVoter,
  type Interested,
  isInterested,
  type OpenStage,
  standingVotes,
} from './approvals.ts';
import { viaOfHandover } from './open-ref.ts';

export type ReassignmentJudgement =
  | { readonly outcome: 'allowed' }
  /** Allowed if one of these references resolves to them. */
  | { readonly outcome: 'unknown'; readonly refs: readonly ApproverRef[] }
  | { readonly outcome: 'refused'; readonly reason: Reason };

/** The facts that decide on a reassignment. */
export interface ReassignmentContext {
  readonly open: OpenStage;
  /** The stage as it was planned. */
  readonly stage: Pick<Stage, 'reassignTo' | 'allowRepeatApprovers'>;
  readonly decisions: readonly Decision[];
  readonly interested: Interested;
  /** Owners of the applications that the request is about. */
  readonly owners: readonly string[];
}

/**
 * Whether an approver's turn may go to a person. Nobody gets a second vote by it: approvers of this stage and people
 * who have voted in it are refused, and so are approvers of an earlier stage unless the rule allows them.
 * @param to lower-cased e-mail
 */
export function judgeReassignment(context: ReassignmentContext, actor: Actor, to: string): ReassignmentJudgement {
  const { open, stage, decisions, interested } = context;
  const refused = (why: Reason): ReassignmentJudgement => ({ outcome: 'refused', reason: why });
  const own = findVoter(open, actor, interested);
  if ('code' in own) return refused(own);
  if (standingVotes(open, decisions).has(own.seat)) return refused(reason('turn_is_over', own.email));
  if (isInterested({ email: to }, interested) && !interested.selfApproval) return refused(reason('self_approval'));
  if (open.approvers.some((each) => samePerson(each.email, to) || samePerson(each.seat, to)))
    return refused(reason('asked_already', to));
  const here = decisions.filter((each) => each.stage === open.index);
  const votedHere = here.some(({ by, inPlaceOf }) => by === to || inPlaceOf === to);
  if (votedHere || (!stage.allowRepeatApprovers && approvedBefore(decisions, to)))
    return refused(reason('voted_already', to));
  return judgeList(context, to);
}

function judgeList({ stage, owners }: ReassignmentContext, to: string): ReassignmentJudgement {
  if (stage.reassignTo === undefined) return { outcome: 'allowed' };
  const named = stage.reassignTo.some((ref) =>
    'user' in ref ? samePerson(ref.user, to) : 'owner' in ref && owners.some((owner) => samePerson(owner, to)),
  );
  if (named) return { outcome: 'allowed' };
  const refs = stage.reassignTo.filter((ref) => 'group' in ref || 'manager' in ref);
  if (refs.length > 0) return { outcome: 'unknown', refs };
  return { outcome: 'refused', reason: reason('not_reassignable', to) };
}

/** The stage with the seat of one person handed to another. */
export function reassignSeat(open: OpenStage, from: string, to: string): OpenStage {
  const approvers = open.approvers.map((each) =>
    samePerson(each.email, from)
      ? { email: to, seat: each.seat, via: viaOfHandover(each), entries: each.entries }
      : each,
  );
  return { ...open, approvers };
}
