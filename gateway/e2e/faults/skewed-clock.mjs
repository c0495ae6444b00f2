// Loaded before a program: the wall clock of its process is off by so many milliseconds.
const skew = Number(process.env.CLOCK_SKEW_MS);
const RealDate = Date;
globalThis.Date = class Date extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + skew);
    else super(...given);
  }
  static now() {
    return RealDate.now() + skew;
  }
};
