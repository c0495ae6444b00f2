import { Query, Resolver } from "type-graphql";

/** A schema needs a query, and the processes of these tests none. */
export class Nothing {
  nothing() {
    return null;
  }
}
Resolver()(Nothing);
Query(() => String, { nullable: true })(
  Nothing.prototype,
  "nothing",
  Object.getOwnPropertyDescriptor(Nothing.prototype, "nothing"),
);
