/* What Leasehold does: converge, the run of a request, and the keeper. Included by lease.pml. */

/* A pass that took marks the end, unless a grant may still be under way. */
#ifdef WITHOUT_WAITING
#define seenTaken true
#else
#define seenTaken (verb == GRANT || !begun[GRANT])
#endif

/* A removal that was not sent, because of what was read, keeps its row for a second try. */
#ifdef READ_REMOVALS
#define removalBits bool unsent, second;
#define forgetRemoval() unsent = 0; second = 0
#else
#define removalBits
#define forgetRemoval() skip
#endif
#if defined(READ_REMOVALS) && !defined(WITHOUT_SECOND_REMOVAL)
#define mayDrop (!unsent || second)
#else
#define mayDrop true
#endif

/* The time of every lease that a write gives. */
inline startTime(own) {
#ifdef WITHOUT_OTHERS_CLOCK
  started[own] = started[own] || state[own] == PENDING
#else
  started[0] = started[0] || state[0] == PENDING;
  started[1] = started[1] || state[1] == PENDING
#endif
}

/* activities/providers/converge.ts. `own`: the lease of the caller. */
inline converge(caller, own) {
  skip;
pass:
  atomic {                                                        /* holding */
    view[caller] = CURRENT;
#ifdef WITHOUT_OTHERS_CLAIMS
    verb = isOpen(own);
#else
    verb = isOpen(0) || isOpen(1);
#endif
#if defined(READS) && !defined(READ_REMOVALS)
    if
    :: seen = held
    :: stale -> seen = !held
    fi;
    if
#ifdef WITHOUT_REMOVAL_OF_ABSENT
    :: verb == REVOKE && !seen -> goto record
#else
    :: verb == GRANT && seen -> seen = false; startTime(own); goto record
#endif
    :: else -> seen = false
    fi;
#endif
#ifdef WITHOUT_FENCE
  };
  atomic {
#endif
    /* beginEffect. It refuses when the version has moved, so that it and the read are one step. */
    d_step {
      wasOld = oldRow(!verb);
#ifdef READ_REMOVALS
      second = oldRow(verb);
#endif
#ifndef WITHOUT_BEGUN
      owner[verb] = (begun[verb] && !oldRow(verb) -> 0 : caller + 1);
#ifdef WITHOUT_NEW_DATE
      age[verb] = (begun[verb] && !oldRow(verb) -> age[verb] : 0);
#else
      age[verb] = 0;
#endif
      begun[verb] = true;
#endif
#ifndef WITHOUT_EARLY_CLOCK
      if :: verb == GRANT -> startTime(own) :: else fi;
#endif
      calling[caller] = true
    }
  };
  atomic {                                                        /* grant or revoke, and the read back */
    if
#ifdef READ_REMOVALS
    :: verb == REVOKE && (!held || stale) -> unsent = true; wrote = true
    :: verb == GRANT || held || stale -> put(verb); wrote = true
#else
    :: put(verb); wrote = true
#endif
    :: surprise                                                   /* Never sent, or accepted and not done. */
#ifdef WITHOUT_READ_BACK
       ; wrote = true
#endif
    :: surpriseIf(!late[verb]); late[verb] = true; lateAge[verb] = 0
    fi;
    calling[caller] = false;
    if
    :: wrote
    :: else -> goto failed
    fi
  };
record:
  if
  :: surprise; goto failed
  :: atomic {                                                     /* recordApplied */
       true;                                                      /* An `else` may not open an option. */
#ifndef WITHOUT_REREAD
       if
       :: view[caller] == OUTDATED ->
#ifdef WITHOUT_KEPT_ROW
          if :: wrote && owner[verb] == caller + 1 -> drop(verb) :: else fi;
#endif
          wrote = false; forgetRemoval(); goto pass
       :: else
       fi;
#endif
       d_step {
#ifdef WITHOUT_OWNER
         if :: wrote -> drop(verb) :: else fi;
#else
         if :: wrote && owner[verb] == caller + 1 && mayDrop -> drop(verb) :: else fi;
#endif
         if :: wasOld && oldRow(!verb) -> drop(!verb) :: else fi;
         taken[0] = taken[0] || (state[0] == ENDED && seenTaken);
         taken[1] = taken[1] || (state[1] == ENDED && seenTaken);
         view[caller] = 0; verb = 0; wrote = 0; wasOld = 0; forgetRemoval()
       }
     }
  fi
}

proctype Run(byte me) {
  bool verb, seen, wrote, wasOld, ending, byTime;
  removalBits
end_idle:
  running[me];
retry:
  if
  :: !ending ->
       atomic {                                                   /* openLease */
         if
         :: state[leaseOf(me)] == UNKNOWN -> state[leaseOf(me)] = PENDING; bump()
         :: state[leaseOf(me)] == LIVE -> goto hold
         :: state[leaseOf(me)] == ENDED -> ending = true
         :: state[leaseOf(me)] == PENDING
         fi
       }
  :: surpriseIf(!ending && state[leaseOf(me)] < LIVE); ending = true; goto retry   /* Withdrawn while it is given. */
  :: ending ->
       atomic {                                                   /* endLease */
         if
         :: state[leaseOf(me)] == ENDED
#ifdef WITHOUT_UNKNOWN
         :: state[leaseOf(me)] == UNKNOWN -> goto over
#endif
#ifndef WITHOUT_IF_EXPIRED_BY
         :: isOpen(leaseOf(me)) && byTime && left[leaseOf(me)] > 0 -> ending = false; byTime = false; goto retry
#endif
         :: else -> finish(leaseOf(me), byTime)
         fi
       }
  fi;
  converge(me, leaseOf(me));
  if
  :: ending -> goto over
  :: surprise; goto failed
  :: atomic {                                                     /* confirmLease */
       !ending;
       if
       :: state[leaseOf(me)] == PENDING -> state[leaseOf(me)] = LIVE; started[leaseOf(me)] = true; bump()
       :: else
       fi
     }
  fi;
hold:
end_hold:
  if
  :: atomic { isOpen(leaseOf(me)) && isOver(leaseOf(me)) -> byTime = true; ending = true }
  :: state[leaseOf(me)] == ENDED -> ending = true
  :: surprise; goto gone
  fi;
  goto retry;
failed:
  atomic {
    view[me] = 0; verb = 0; wrote = 0; wasOld = 0; forgetRemoval();
    if
    :: goto retry                                                 /* The activity is tried again. */
    :: goto gone                                                  /* The run is terminated: nobody tries again. */
    fi
  };
over:
  told[leaseOf(me)] = state[leaseOf(me)] != ENDED;
gone:
  atomic { running[me] = false; ending = 0; byTime = 0; goto end_idle }
}

inline keep(l) {
  if
  :: isOpen(l) && isOver(l) -> finish(l, true)
  :: isOpen(l) && !isOver(l) && !runs(l) -> running[l] = true
  :: else
  fi
}

/* workflows/lease-keeper.ts: one round between two ticks of the clock, from ledger and provider alone. */
proctype Keeper() {
  bool verb, seen, wrote, wasOld;
  removalBits
end_wait:
  roundDue;
#ifdef WITHOUT_KEEPER
  goto done;
#endif
retry:
  atomic { keep(0); keep(1) };
  if
#ifndef WITHOUT_TAKEN
  :: untaken(0) || untaken(1)
#endif
#ifndef WITHOUT_SECOND_LOOK
  :: oldRow(REVOKE) || oldRow(GRANT)
#endif
  :: else -> goto done
  fi;
  converge(KEEPER, 0);
done:
  atomic { roundDue = false; goto end_wait };
failed:
  atomic { view[KEEPER] = 0; verb = 0; wrote = 0; wasOld = 0; forgetRemoval(); goto retry }
}
