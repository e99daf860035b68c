/** Loaded into a process before everything else: its clock differs by `FAULTS_CLOCK_MS` milliseconds. */
const skew = Number(process.env.FAULTS_CLOCK_MS ?? 0);
const Real = Date;

class Skewed extends Real {
  constructor(...given) {
    if (given.length === 0) super(Real.now() + skew);
    else super(...given);
  }

  static now() {
    return Real.now() + skew;
  }
}

globalThis.Date = Skewed;
