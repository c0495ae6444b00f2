/** Lets those wait who build on fetches of others. */
export class Gates {
  private readonly gates = new Map<string, { opened: Promise<void>; open(): void }>();

  /** Notes that a fetch is done. */
  open(id: string): void {
    this.gateOf(id).open();
  }

  /** Resolves when all these fetches are done. */
  async wait(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => this.gateOf(id).opened));
  }

  private gateOf(id: string): { opened: Promise<void>; open(): void } {
    let gate = this.gates.get(id);
    if (!gate) {
      let open = (): void => {};
      const opened = new Promise<void>((resolve) => (open = resolve));
      this.gates.set(id, (gate = { opened, open }));
    }
    return gate;
  }
}
