import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/**
 * A TCP line with a port that stays, to servers whose ports change; takes one after the other, and
 * the next when one does not answer. It can be cut, gone silent, and held up.
 */
export class Line {
  /** How many connections each target has been given. */
  readonly given = new Map<number, number>();
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private held = false;
  private turn = 0;

  private constructor(
    private readonly server: Server,
    private readonly targets: () => readonly number[],
  ) {}

  /** @param targets - the ports there are now, asked at each connection. */
  static async open(targets: () => readonly number[]): Promise<Line> {
    const server = createServer({ pauseOnConnect: true, noDelay: true });
    const line = new Line(server, targets);
    server.on("connection", (socket) => void line.carry(socket));
    await once(server.listen(0, "127.0.0.1"), "listening");
    return line;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Resets every connection, on both sides. */
  cut(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.resetAndDestroy();
  }

  /** Nothing comes through the present connections any more, and neither side is told; new ones are whole. */
  silence(): void {
    for (const [near, far] of this.pairs) {
      for (const socket of [near, far]) {
        socket.unpipe();
        socket.resume();
        socket.removeAllListeners("close");
      }
    }
  }

  /** Everything stands still, new connections too. */
  hold(): void {
    this.held = true;
    for (const pair of this.pairs) for (const socket of pair) socket.unpipe().pause();
  }

  /** What was held up goes on. */
  release(): void {
    this.held = false;
    for (const [near, far] of this.pairs) near.pipe(far).pipe(near);
  }

  async close(): Promise<void> {
    this.server.close();
    this.cut();
    await once(this.server, "close");
  }

  private async carry(near: Socket): Promise<void> {
    near.on("error", () => undefined);
    const far = await this.reach();
    if (!far || near.destroyed) {
      near.resetAndDestroy();
      far?.destroy();
      return;
    }
    const pair = [near, far] as const;
    this.pairs.add(pair);
    for (const [socket, other] of [pair, [far, near] as const]) {
      socket.once("close", () => {
        this.pairs.delete(pair);
        other.destroy();
      });
    }
    if (!this.held) near.pipe(far).pipe(near);
  }

  private async reach(): Promise<Socket | undefined> {
    const ports = this.targets();
    const first = this.turn++;
    for (let tried = 0; tried < ports.length; tried++) {
      const port = ports[(first + tried) % ports.length]!;
      const socket = connect({ port, host: "127.0.0.1", noDelay: true });
      socket.on("error", () => undefined);
      const isOpen = await once(socket, "connect").then(
        () => true,
        () => false,
      );
      if (!isOpen) continue;
      this.given.set(port, (this.given.get(port) ?? 0) + 1);
      return socket;
    }
    return undefined;
  }
}
