// A question to a child process, and its answer.
import { once } from "node:events";

/** @throws Error with what the child says went wrong. */
export async function ask(child, message) {
  child.send(message);
  const [answer] = await once(child, "message");
  if (answer.error) throw new Error(answer.error);
  return answer;
}

export const rounded = (value) => Number(value.toPrecision(3));
