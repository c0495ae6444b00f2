import type { Ticket } from "./ticket.js";

const maxEntries = 100;
const maxCharacters = 128 * 1024;

/**
 * The last messages of a stream: a reader that was cut off for a moment gets what it missed from
 * here, without a word to the subgraph.
 */
export class Recent {
  private tickets: Ticket[] = [];
  private characters = 0;

  add(ticket: Ticket): void {
    this.tickets.push(ticket);
    this.characters += sizeOf(ticket);
    while (this.tickets.length > maxEntries || this.characters > maxCharacters)
      this.characters -= sizeOf(this.tickets.shift()!);
  }

  /** What came after a place; nothing when the place is not remembered. */
  after(place: string): readonly Ticket[] | undefined {
    const index = this.tickets.findLastIndex((ticket) => ticket.place === place);
    return index < 0 ? undefined : this.tickets.slice(index + 1);
  }
}

function sizeOf({ message }: Ticket): number {
  return message?.json.length ?? 0;
}
