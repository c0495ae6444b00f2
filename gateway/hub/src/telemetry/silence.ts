/**
 * `@apollo/gateway` reports to its maker unless told not to. This module is the first import of the
 * package, so that the wish stands in the environment before anything of Apollo's is constructed.
 */
process.env.APOLLO_TELEMETRY_DISABLED = "true";
