/**
 * How our processes are run.
 *
 * @remarks Node lets the space for new objects grow to 64 MB twice over before it looks which of them
 * are still in use. What a request makes is dead soon after: a quarter of that costs no time
 * (gateway/bench) and leaves a hub under load at little more than half the memory.
 */
export const nodeFlags = ["--max-semi-space-size=16"];
