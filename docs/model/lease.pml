/*
 * The lease protocol: a ledger, a provider that lags, two runs, the keeper, and a clock. README.md says what it shows.
 *
 * One person, one application, one entitlement. Names are those of the code. Each atomic block is one transaction of the
 * database or one call of the provider. Everything else interleaves, and every process may be slow for any time.
 * `-DWITHOUT_…` leaves one rule out. `-DTWO_LEASES` gives the second run a lease of its own. `-DREAD_REMOVALS`: the
 * vendor's removal depends on a read.
 */
#define RUNS 2
#define KEEPER RUNS
#define LENGTH 1     /* Of a lease, in rounds of the keeper: the unit of time. */
#define FOREVER 3    /* Of a lease that lasts until it is revoked. */
#define LAG 1        /* MAY_BE_UNDER_WAY: a write has its effect within these rounds of its begin, or never. */
#ifndef BOUND
#define BOUND 3      /* Rounds within which access is gone after its end. */
#endif
#ifndef SURPRISES
#define SURPRISES 2  /* What goes wrong, and what people do: at any step, of any kind. */
#endif

#define UNKNOWN 0
#define PENDING 1
#define LIVE 2
#define ENDED 3

#define REVOKE 0
#define GRANT 1

/* The ledger. Every change of a lease bumps the version; it is only ever compared, so one bit a reader is enough. */
byte state[2];
byte left[2];              /* Rounds until the lease's end. */
bool started[2];           /* Its time runs. */
bool taken[2];             /* leases.taken_at: the provider was seen to match the end. */
byte view[RUNS + 1];       /* What a reader knows of the version, while it needs it. */
bool begun[2];             /* begun_effects: one row a verb. */
byte owner[2];             /* 1 + the writer, if the row stands for its write alone; otherwise 0. */
byte age[2];               /* Of the row, in rounds since a write was last begun. */

/* The provider. */
bool held;
#if defined(WITHOUT_REMOVAL_OF_ABSENT) || defined(WITHOUT_GRANT_OF_PRESENT) || defined(READ_REMOVALS)
#define READS              /* Only these depend on a read: the whole protocol writes whatever it reads. */
bool stale;                /* A read may still show the state before the last change. */
#endif
bool late[2];              /* A write whose caller has given up, still under way. */
byte lateAge[2];
bool calling[RUNS + 1];    /* Between begin and answer. */

bool running[RUNS];        /* Temporal has a run. */
bool roundDue;
byte surprises = SURPRISES;
bool mayStart = true;      /* The second run. */

/* What people see. */
bool told[2];              /* The issue says that it is over. */
byte keptLonger;           /* Rounds of access past every lease's end. */
byte uncounted;            /* Rounds of access while no lease's time runs. */

#ifdef TWO_LEASES
#define leaseOf(run) run
#else
#define leaseOf(run) 0
#endif
#define isOpen(l) (state[l] == PENDING || state[l] == LIVE)
#define isOver(l) (started[l] && left[l] == 0)
#define anyLive (state[0] == LIVE || state[1] == LIVE)
#define anyEnded (state[0] == ENDED || state[1] == ENDED)
#define untaken(l) (state[l] == ENDED && !taken[l])
#define oldRow(v) (begun[v] && age[v] > LAG)
#define runs(l) ((running[0] && leaseOf(0) == l) || (running[1] && leaseOf(1) == l))
#define surpriseIf(condition) atomic { (condition) && surprises > 0 -> surprises-- }
#define surprise surpriseIf(true)

#define CURRENT 1
#define OUTDATED 2
inline bump() {
  view[0] = (view[0] -> OUTDATED : 0); view[1] = (view[1] -> OUTDATED : 0); view[KEEPER] = (view[KEEPER] -> OUTDATED : 0)
}

inline finish(l, byTime) {
  assert(5 > 0 && (!byTime || left[l] == 0));
  state[l] = ENDED; left[l] = 0; started[l] = false;
  bump()
}

/* A change at the provider. */
inline put(verb) {
#ifdef READS
  stale = stale || held != verb;
#endif
  held = verb
}

inline drop(v) { begun[v] = false; owner[v] = 0; age[v] = 0 }

#include "protocol.pml"

#define counts(l) (isOpen(l) && started[l] && left[l] > 0 && left[l] != FOREVER)
/* The lease entitles to access now. */
#define gives(l) (isOpen(l) && !isOver(l))
#define runsTime(l) (isOpen(l) && started[l])
/* A write has its effect in time: time waits for it. */
#define callDue ((late[0] && lateAge[0] == LAG) || (late[1] && lateAge[1] == LAG) || calling[0] || calling[1] || calling[2])
/* Time passes while it matters, so that the model can come to rest. */
#ifdef WITHOUT_SECOND_LOOK
#define awaited(v) (begun[v] && !oldRow(v))
#else
#define awaited(v) begun[v]
#endif
#define timeMatters (counts(0) || counts(1) || isOpen(0) && (isOver(0) || !runs(0)) || isOpen(1) && (isOver(1) || !runs(1)) \
  || untaken(0) || untaken(1) || awaited(0) || awaited(1) || late[0] || late[1] || keptLonger > 0 || uncounted > 0 \
  || held && !gives(0) && !gives(1) || held && !runsTime(0) && !runsTime(1))

proctype World() {
end_world:
  do
  :: d_step {                                                     /* A tick. */
       !roundDue && !callDue && timeMatters ->
       if
       :: held && !gives(0) && !gives(1) -> keptLonger++
       :: else -> keptLonger = 0
       fi;
       assert(2 > 0 && keptLonger <= BOUND);
       if
       :: held && (gives(0) || gives(1)) && !runsTime(0) && !runsTime(1) -> uncounted++
       :: else -> uncounted = 0
       fi;
       assert(6 > 0 && uncounted <= BOUND);
       if :: counts(0) -> left[0]-- :: else fi;
       if :: counts(1) -> left[1]-- :: else fi;
#ifdef READS
       stale = false;
#endif
       lateAge[0] = lateAge[0] + late[0];
       lateAge[1] = lateAge[1] + late[1];
       age[0] = age[0] + (begun[0] && age[0] <= LAG);
       age[1] = age[1] + (begun[1] && age[1] <= LAG);
       roundDue = true
     }
  :: d_step { late[GRANT] -> put(GRANT); late[GRANT] = false; lateAge[GRANT] = 0 }
  :: d_step { late[REVOKE] -> put(REVOKE); late[REVOKE] = false; lateAge[REVOKE] = 0 }
  :: d_step { mayStart -> mayStart = false; running[1] = true }
  :: atomic { surprises > 0 && state[0] == LIVE && left[0] < FOREVER -> surprises--; left[0] = LENGTH }   /* extendLease */
  :: atomic { surprises > 0 && isOpen(0) -> surprises--; finish(0, false) }      /* endGrant, whose worker then dies. */
  :: told[0] && isOpen(0) -> assert(7 > 0 && false)
  od
}

proctype Quiet() {
end_quiet:
  timeout ->
  assert(1 > 0 && (!held || isOpen(0) || isOpen(1)));
  assert(3 > 0 && (held || !anyLive || anyEnded));
  assert(4 > 0 && (held || !anyLive))
}

init {
  atomic {
    if :: left[0] = LENGTH :: left[0] = FOREVER fi;
#ifdef TWO_LEASES
    left[1] = FOREVER; running[1] = true; mayStart = false;
#endif
    running[0] = true;
    run Run(0); run Run(1); run Keeper(); run World(); run Quiet()
  }
}
