import type { Claims, Role, Scope } from "@hutong/schema";

import { forbidden } from "../errors/hutong-error.js";

/** Who asks, for which organisation, with which scopes: the verified claims of the request's token. */
export class Actor {
  /** The person (or party, for a service) behind the request. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The organisation the actor acts for now. */
  readonly org: string;
  readonly grids: ReadonlySet<string>;
  readonly communities: ReadonlySet<string>;
  readonly #scopes: ReadonlySet<string>;

  constructor(claims: Claims) {
    this.id = claims.sub;
    this.name = claims.name;
    this.role = claims.role;
    this.org = claims.org;
    this.grids = new Set(claims.grids);
    this.communities = new Set(claims.communities);
    this.#scopes = new Set(claims.scope.split(" "));
  }

  is(...roles: readonly Role[]): boolean {
    return roles.includes(this.role);
  }

  /** Whether the actor has this role and acts for this organisation. */
  isAt(role: Role, org: string | null | undefined): boolean {
    return this.role === role && org != null && this.org === org;
  }

  may(scope: Scope): boolean {
    return this.#scopes.has(scope);
  }

  /** @throws HutongError `FORBIDDEN` when the token was not given this scope. */
  require(scope: Scope): void {
    if (!this.may(scope)) throw forbidden(`The token lacks the scope ${scope}`);
  }
}
