// A client that comes back after a hundred thousand events: how fast it gets them, and whether all.
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { WebSocket } from "ws";
import { listContenders } from "../contenders/index.mjs";
import { createIssuer } from "../issuer.mjs";
import { ownCpuOf, startContender } from "../processes.mjs";
import { keep } from "../stage.mjs";
import { ask, rounded } from "./ask.mjs";

const query = "subscription ($after: String) { logged(after: $after) { text cursor } }";

/** Measures it through the hub, and at the party itself. */
export async function replay(directory, quick) {
  const count = quick ? 20_000 : 100_000;
  const { token, jwks } = await createIssuer();
  const authorization = `Bearer ${token}`;
  // Ends by itself when this process does, and its database with it.
  const party = fork(path.join(import.meta.dirname, "party.mjs"), [jwks], {
    // As the `hutong` command runs it.
    env: { ...process.env, NODE_ENV: "production" },
  });
  const [{ url }] = await once(party, "message");
  writeFileSync(path.join(directory, "supergraph.graphql"), await supergraphOf(url));
  const hutong = listContenders({ directory, urls: {}, token, jwks }).find(
    ({ name }) => name === "hutong-token",
  );
  const { origin, child } = await startContender(hutong, directory);
  keep(child);

  const hub = { origin, authorization, open: overWebSocket };
  const beginnings = {
    "through the hub, WebSocket": hub,
    "through the hub, server-sent events": { ...hub, open: overEvents },
    "the party alone, WebSocket": {
      origin: url.replace("/graphql", ""),
      authorization,
      open: overWebSocket,
      isParty: true,
    },
  };
  const cursors = {};
  for (const [way, server] of Object.entries(beginnings)) cursors[way] = await placeOf(server);
  await ask(party, { write: count });
  const rows = [];
  // Whoever reads first would pay for what is compiled on first use.
  const [first] = Object.keys(beginnings);
  await readAll(beginnings[first], cursors[first], count);
  for (const [way, server] of Object.entries(beginnings)) {
    const cpu = () => [child, party].map(({ pid }) => ownCpuOf(pid));
    const before = cpu();
    const milliseconds = await readAll(server, cursors[way], count);
    const [hubMicros, partyMicros] = cpu().map((after, index) =>
      rounded(((after - before[index]) * 1000) / count),
    );
    const perSecond = Math.round((count * 1000) / milliseconds);
    rows.push({ way, events: count, perSecond, hubMicros, partyMicros });
    console.error(JSON.stringify(rows.at(-1)));
  }
  child.kill("SIGKILL");
  party.disconnect();
  await once(party, "exit");
  return rows;
}

async function supergraphOf(url) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"query":"{ _service { sdl } }"}',
  });
  const { sdl } = (await response.json()).data._service;
  const { supergraphSdl, errors } = composeServices([{ name: "log", url, typeDefs: parse(sdl) }]);
  if (errors) throw errors[0];
  return supergraphSdl;
}

/** The cursor of now. */
function placeOf(server) {
  return new Promise((resolve, reject) => {
    const leave = server.open(server, { resume: {} }, ({ extensions, errors }) => {
      if (errors) reject(new Error(errors[0].message));
      leave();
      resolve(extensions.cursor);
    });
  });
}

/** Reads so many events after a cursor, and insists on each, once and in order. */
function readAll(server, cursor, count) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    let read = 0;
    const begin = server.isParty ? { after: cursor } : { resume: { cursor } };
    const leave = server.open(server, begin, ({ data, errors }) => {
      if (errors) return reject(new Error(errors[0].message));
      if (!data) return;
      if (data.logged.text !== String(++read))
        reject(new Error(`${data.logged.text}, not ${read}`));
      if (read < count) return;
      leave();
      resolve(performance.now() - began);
    });
  });
}

function overWebSocket({ origin, authorization }, { after, resume }, onMessage) {
  const address = `${origin.replace("http", "ws")}/graphql`;
  const socket = new WebSocket(address, "graphql-transport-ws", { perMessageDeflate: false });
  const payload = { query, variables: { after }, extensions: { resume } };
  socket.once("open", () =>
    socket.send(JSON.stringify({ type: "connection_init", payload: { authorization } })),
  );
  socket.on("message", (text) => {
    const message = JSON.parse(String(text));
    if (message.type === "connection_ack")
      socket.send(JSON.stringify({ id: "1", type: "subscribe", payload }));
    else if (message.type === "next") onMessage(message.payload);
    else if (message.type === "error") onMessage({ errors: message.payload });
  });
  socket.on("error", (error) => onMessage({ errors: [error] }));
  socket.on("close", (code) => onMessage({ errors: [new Error(`closed: ${code}`)] }));
  return () => {
    socket.removeAllListeners("close");
    socket.terminate();
  };
}

function overEvents({ origin, authorization }, { resume }, onMessage) {
  const left = new AbortController();
  const follow = async () => {
    const response = await fetch(`${origin}/graphql`, {
      method: "POST",
      headers: {
        authorization,
        "content-type": "application/json",
        accept: "text/event-stream",
        ...(resume.cursor && { "last-event-id": resume.cursor }),
      },
      body: JSON.stringify({ query, extensions: { resume } }),
      signal: left.signal,
    });
    let rest = "";
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + chunk).split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) {
        const [, id] = /^id: (.*)$/m.exec(block) ?? [];
        const [, data] = /^data: (.+)$/m.exec(block) ?? [];
        if (data) onMessage(JSON.parse(data));
        else if (id) onMessage({ extensions: { cursor: id } });
      }
    }
  };
  follow().catch((error) => left.signal.aborted || onMessage({ errors: [error] }));
  return () => left.abort();
}
