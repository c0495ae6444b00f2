import pg from "pg";
import type { Logger } from "pino";

/** A connection that broke is opened again after this long. */
const reconnectMs = 1_000;

/** Told of a notification, or without a payload when some may have been lost. */
export type OnNotification = (payload?: string) => void;

/** What other connections and replicas say through LISTEN/NOTIFY: one connection per process and party. */
export class Notifications {
  readonly #connectionString: string;
  readonly #log: Logger;
  readonly #handlers = new Map<string, OnNotification>();
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  private constructor(connectionString: string, log: Logger) {
    this.#connectionString = connectionString;
    this.#log = log;
  }

  static async start(connectionString: string, log: Logger): Promise<Notifications> {
    const notifications = new Notifications(connectionString, log);
    await notifications.#connect();
    return notifications;
  }

  /** One handler per channel. */
  async on(channel: string, handler: OnNotification): Promise<void> {
    this.#handlers.set(channel, handler);
    await this.#client?.query(`listen ${pg.escapeIdentifier(channel)}`);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#connectionString,
      application_name: "hutong-listen",
      keepAlive: true,
    });
    client.on("notification", ({ channel, payload }) => this.#handlers.get(channel)?.(payload));
    client.on("error", (error) => this.#lost(client, error));
    client.on("end", () => this.#lost(client));
    await client.connect();
    for (const channel of this.#handlers.keys())
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    this.#client = client;
  }

  #lost(client: pg.Client, error?: Error): void {
    if (this.#stopped || this.#client !== client) return;
    this.#client = undefined;
    this.#log.warn({ err: error }, "no notifications come from the database; connecting again");
    this.#again();
  }

  #again(): void {
    this.#retry = setTimeout(async () => {
      try {
        await this.#connect();
        for (const handler of this.#handlers.values()) handler();
      } catch {
        if (!this.#stopped) this.#again();
      }
    }, reconnectMs);
  }
}
