import { fastifyStatic } from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { sep } from "node:path";
import { refusal } from "../errors.js";
import { replyWithRefusal } from "./errors.js";

const year = 365 * 24 * 60 * 60;

/**
 * Serves a single-page application, or a short page where there is none, and answers every path that
 * nobody else does.
 * @remarks Error code: `NOT_FOUND` (404).
 */
export async function addPages(app: FastifyInstance, staticDir: string | undefined): Promise<void> {
  if (staticDir) {
    await app.register(fastifyStatic, {
      root: staticDir,
      cacheControl: false,
      setHeaders(reply, path) {
        // Built assets carry a hash of their content in their name; all else must be asked for again.
        const immutable = path.includes(`${sep}assets${sep}`);
        reply.header(
          "cache-control",
          immutable ? `public, max-age=${year}, immutable` : "no-cache",
        );
        addPageHeaders((name, value) => reply.header(name, value));
      },
    });
  } else {
    app.get("/", async (_request, reply) => {
      addPageHeaders((name, value) => reply.header(name, value));
      return reply.type("text/html; charset=utf-8").send(shortPage);
    });
  }

  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === "GET" && request.headers.accept?.includes("text/html");
    // Screens of the application have paths of their own, which only it knows.
    if (staticDir && wantsPage) return reply.sendFile("index.html");
    return replyWithRefusal(request, reply, refusal("NOT_FOUND", "There is nothing at this path."));
  });
}

function addPageHeaders(set: (name: string, value: string) => unknown): void {
  set("x-content-type-options", "nosniff");
  set("x-frame-options", "DENY");
  set("referrer-policy", "same-origin");
}

const shortPage = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>互通 Hutong</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif }
  main { max-width: 36rem; margin: 15vh auto; padding: 0 1rem }
  code { font-size: 0.95em }
</style>
<main>
  <h1>互通 Hutong</h1>
  <p>GraphQL 联邦枢纽正在运行。请向 <code>/graphql</code> 发送查询:POST、WebSocket(graphql-transport-ws)、SSE 或 multipart。</p>
  <p lang="en">A GraphQL federation hub runs here. Send operations to <code>/graphql</code> by POST, WebSocket, SSE or multipart.</p>
  <p><a href="/ready"><code>/ready</code></a></p>
</main>
</html>
`;
