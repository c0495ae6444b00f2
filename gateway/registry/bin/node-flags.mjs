/**
 * How our processes are run.
 *
 * @remarks What a request makes is dead soon after. Left alone, Node gathers 64 MB of it before it looks
 * (and holds as much again to copy what lives), and lets what outlived that grow to several times what
 * is in use. Half the first and half as much again of the second cost no time that could be measured
 * (gateway/bench) and leave a hub under load at little more than half the memory.
 */
export const nodeFlags = ["--max-semi-space-size=32", "--heap-growing-percent=50"];
