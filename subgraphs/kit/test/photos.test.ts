import { createHash, createHmac } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import sharp from "sharp";
import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import {
  attachPhotos,
  type Context,
  Document,
  documentsOf,
  forbidden,
  Photo,
  photosOf,
  type PhotoStoreSettings,
  photoUploads,
  setDomainClock,
} from "../src/index.js";
import { createTestDatabase } from "../src/testing/test-database.js";
import { startTestSubgraph, type TestSubgraph } from "../src/testing/test-subgraph.js";
import { notes } from "./note.fixture.js";

@Resolver()
class AlbumResolver {
  @Query(() => [Photo])
  album(@Ctx() context: Context, @Arg("of", () => ID) of: string): Promise<Photo[]> {
    return photosOf(of, context);
  }

  @Query(() => [Document])
  letters(@Ctx() context: Context, @Arg("of", () => ID) of: string): Promise<Document[]> {
    return documentsOf(of, context);
  }

  @Mutation(() => Boolean)
  async illustrate(
    @Ctx() context: Context,
    @Arg("note", () => ID) note: string,
    @Arg("page", () => ID) page: string,
    @Arg("photos", () => [ID]) photos: string[],
  ): Promise<boolean> {
    await attachPhotos(context, photos, { preparedFor: note, subject: page, caption: "楼道" });
    await context.em.flush();
    return true;
  }
}

const albums = {
  ...notes,
  name: "albums",
  resolvers: [
    ...notes.resolvers,
    AlbumResolver,
    photoUploads({ mutation: "prepareNoteLetter", documents: true, allow: async () => {} }),
    photoUploads({
      mutation: "prepareNotePhoto",
      allow: async ({ actor }) => {
        if (actor.is("OWNER")) throw forbidden();
      },
    }),
  ] as typeof notes.resolvers,
};

const me = { sub: "per_me" };
const prepareMutation = `mutation ($input: PreparePhotoInput!) {
  ticket: prepareNotePhoto(input: $input) { id uploadUrl expiresAt } }`;
const prepare = (subgraph: TestSubgraph, more: Record<string, unknown> = {}, who: object = me) =>
  subgraph.ask(who, prepareMutation, {
    input: { contentType: "image/jpeg", byteLength: 1_000, subject: "note_1", ...more },
  });
/** As the hub does: the path after the party's name, at the party. */
const at = (subgraph: TestSubgraph, hubPath: string): URL =>
  new URL(hubPath.replace(/^\/photos\/[^/]+\//, "/photos/"), subgraph.url);
const put = (subgraph: TestSubgraph, hubPath: string, body: Uint8Array) =>
  fetch(at(subgraph, hubPath), {
    method: "PUT",
    headers: { "content-type": "image/jpeg" },
    body: new Uint8Array(body),
  });
/** Prepares and sends; gives the photo's id. */
async function upload(subgraph: TestSubgraph, bytes: Uint8Array, more = {}, who: object = me) {
  const { data } = await prepare(subgraph, more, who);
  const { id, uploadUrl } = data!["ticket"];
  expect((await put(subgraph, uploadUrl, bytes)).status).toBe(204);
  return id as string;
}
const illustrate = (subgraph: TestSubgraph, page: string, photos: string[], who: object = me) =>
  subgraph.ask(
    who,
    `mutation ($page: ID!, $photos: [ID!]!) { illustrate(note: "note_1", page: $page, photos: $photos) }`,
    { page, photos },
  );
const album = async (subgraph: TestSubgraph, of: string) =>
  (
    await subgraph.ask(
      me,
      "query ($of: ID!) { album(of: $of) { id url caption width height takenAt } }",
      { of },
    )
  ).data!["album"];
const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]!.extensions
    .code;
const codeIn = ({ errors }: Awaited<ReturnType<typeof prepare>>): unknown =>
  errors?.[0]?.extensions["code"];

/** A noisy picture does not compress: the worst case of a phone's photo. */
const noisy = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: "#888",
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  });

let small: Buffer;
let subgraph: TestSubgraph;
beforeAll(async () => {
  small = await noisy(40, 30).jpeg().toBuffer();
  subgraph = await startTestSubgraph(albums);
});
afterAll(() => subgraph.stop());

describe("an uploaded photo", () => {
  it("is kept upright, small, and without what the camera wrote beside it", async () => {
    const taken = await noisy(3000, 2000)
      .withExif({ IFD0: { Model: "secret phone" }, IFD3: { GPSLatitude: "31/1 14/1 0/1" } })
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 90 })
      .toBuffer();
    expect(taken.length).toBeGreaterThan(1_000_000);
    const id = await upload(subgraph, taken);
    await illustrate(subgraph, "page_1", [id]);
    const [photo] = await album(subgraph, "page_1");
    expect(photo).toMatchObject({ id, caption: "楼道" });
    const response = await fetch(at(subgraph, photo.url));
    expect(response.headers.get("content-type")).toBe("image/jpeg");
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.length).toBeLessThanOrEqual(200 * 1024);
    const { width, height, exif, orientation, format } = await sharp(bytes).metadata();
    expect({ width, height, exif, orientation, format }).toEqual({
      width: photo.width,
      height: photo.height,
      exif: undefined,
      orientation: undefined,
      format: "jpeg",
    });
    // Taken on its side: it stands now.
    expect(height! / width!).toBeCloseTo(1.5, 1);
    expect(Math.max(width!, height!)).toBeLessThanOrEqual(1600);
  });

  it("may be sent again, as a phone does that did not hear the answer", async () => {
    const { uploadUrl } = (await prepare(subgraph)).data!["ticket"];
    const answers = await Promise.all([
      put(subgraph, uploadUrl, small),
      put(subgraph, uploadUrl, small),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect((await put(subgraph, uploadUrl, small)).status).toBe(204);
  });

  it.each([
    ["a text", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")],
    ["half a photo", () => small.subarray(0, small.length / 2)],
    ["a type that is not taken", () => sharp(small).gif().toBuffer()],
    ["nothing", Buffer.alloc(0)],
  ])("is refused when it is %s", async (_what, bytes) => {
    const { uploadUrl } = (await prepare(subgraph)).data!["ticket"];
    const body = typeof bytes === "function" ? await bytes() : bytes;
    const response = await put(subgraph, uploadUrl, body);
    expect([response.status, await codeOf(response)]).toEqual([415, "PHOTO_TYPE_REFUSED"]);
  });

  it("is refused when it is too large, told before or found out", async () => {
    expect(codeIn(await prepare(subgraph, { byteLength: 11_000_000 }))).toBe("PHOTO_TOO_LARGE");
    const { uploadUrl } = (await prepare(subgraph)).data!["ticket"];
    const response = await put(subgraph, uploadUrl, Buffer.alloc(11_000_000));
    expect([response.status, await codeOf(response)]).toEqual([413, "PHOTO_TOO_LARGE"]);
  });

  it("is refused by its type before it is sent", async () => {
    expect(codeIn(await prepare(subgraph, { contentType: "image/svg+xml" }))).toBe(
      "PHOTO_TYPE_REFUSED",
    );
  });

  it("is taken only from whom the party lets report", async () => {
    expect(codeIn(await prepare(subgraph, {}, { role: "OWNER" }))).toBe("FORBIDDEN");
  });

  it("is taken only at an address that was given, and in its time", async () => {
    const { id, uploadUrl } = (await prepare(subgraph)).data!["ticket"];
    const other = (await prepare(subgraph)).data!["ticket"].uploadUrl as string;
    const forged = [
      other.replace(/pho_[^?]+/, id),
      (uploadUrl as string).replace(/expires=\d+/, `expires=${Date.now() + 3_600_000}`),
      `/photos/albums/uploads/${id}`,
    ];
    for (const address of forged) {
      const response = await put(subgraph, address, small);
      expect([response.status, await codeOf(response)]).toEqual([404, "NOT_FOUND"]);
    }
    await subgraph.orm.em
      .fork()
      .execute("update photo_ticket set expires_at = now() where id = ?", [id]);
    expect((await put(subgraph, uploadUrl, small)).status).toBe(404);
    // To see one is not to replace it: the address of a photo takes nothing.
    const seen = await upload(subgraph, small);
    await illustrate(subgraph, "page_seen", [seen]);
    const [{ url }] = await album(subgraph, "page_seen");
    const response = await put(subgraph, url.replace(`/${seen}`, `/uploads/${seen}`), small);
    expect(response.status).toBe(404);
  });
});

describe("attaching", () => {
  const unusable = async (answer: ReturnType<typeof illustrate>) =>
    expect(codeIn(await answer)).toBe("PHOTO_NOT_USABLE");

  it("takes a photo once", async () => {
    const id = await upload(subgraph, small);
    expect((await illustrate(subgraph, "page_2", [id])).errors).toBeUndefined();
    await unusable(illustrate(subgraph, "page_3", [id]));
    expect(await album(subgraph, "page_3")).toEqual([]);
  });

  it("takes a photo once, though two want it at once", async () => {
    const id = await upload(subgraph, small);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => illustrate(subgraph, `page_race${n}`, [id])),
    );
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    const albums = await Promise.all(answers.map((_, n) => album(subgraph, `page_race${n}`)));
    expect(albums.flat()).toHaveLength(1);
  });

  it("refuses what was never sent, is another's, or was sent for something else; and attaches none", async () => {
    const mine = await upload(subgraph, small);
    const never = (await prepare(subgraph)).data!["ticket"].id as string;
    const theirs = await upload(subgraph, small, {}, { sub: "per_other" });
    const elsewhere = await upload(subgraph, small, { subject: "note_2" });
    for (const other of [never, theirs, elsewhere])
      await unusable(illustrate(subgraph, "page_4", [mine, other]));
    expect(await album(subgraph, "page_4")).toEqual([]);
  });
});

describe("a photo that nobody used", () => {
  afterEach(() => setDomainClock());

  it("is taken away after a day, and one that was used stays", async () => {
    const [unused, used, fresh] = [
      await upload(subgraph, small),
      await upload(subgraph, small),
      await upload(subgraph, small),
    ];
    await illustrate(subgraph, "page_used", [used]);
    const em = subgraph.orm.em.fork();
    await em.execute(
      "update photo_ticket set expires_at = now() - interval '25 hours' where id in (?)",
      [[unused, used]],
    );
    // The job's hour comes at once.
    setDomainClock({ start: new Date(Date.now() + 3_600_000), speed: 1, since: new Date() });
    const left = async () =>
      (
        await em.execute<{ id: string }[]>("select id from photo where id in (?)", [
          [unused, used, fresh],
        ])
      ).map(({ id }) => id);
    await expect.poll(left, { interval: 5 }).not.toContain(unused);
    expect((await left()).toSorted()).toEqual([used, fresh].toSorted());
  });
});

/** Speaks as much of S3 as is needed, and believes only what its secret signed. */
class Bucket {
  readonly objects = new Map<string, Buffer>();
  readonly settings: Extract<PhotoStoreSettings, { place: "s3" }>;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    const { port } = server.address() as AddressInfo;
    this.settings = {
      place: "s3",
      bucket: new URL(`http://127.0.0.1:${port}/photos/`),
      region: "cn-test-1",
      accessKeyId: "AKTEST",
      secretAccessKey: "s3cret",
    };
  }

  static async start(): Promise<Bucket> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const bucket = new Bucket(server);
    server.on("request", async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      if (!bucket.#signed(request.method!, request.url!, request.headers as never, body))
        return void response.writeHead(403).end();
      const key = request.url!;
      if (request.method === "PUT") bucket.objects.set(key, body);
      if (request.method === "DELETE") bucket.objects.delete(key);
      const found = bucket.objects.get(key);
      if (request.method === "GET" && !found) return void response.writeHead(404).end();
      response.writeHead(200).end(request.method === "GET" ? found : undefined);
    });
    return bucket;
  }

  /** AWS Signature Version 4, computed from what arrived. */
  #signed(method: string, url: string, headers: Record<string, string>, body: Buffer): boolean {
    const given =
      /Credential=AKTEST\/(\d+)\/(\S+)\/s3\/aws4_request, SignedHeaders=(\S+), Signature=(\w+)/.exec(
        headers["authorization"] ?? "",
      );
    if (!given) return false;
    const [, date, region, names, signature] = given as unknown as string[];
    const sha = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");
    const hash = headers["x-amz-content-sha256"]!;
    if (hash !== "UNSIGNED-PAYLOAD" && hash !== sha(body)) return false;
    const canonical = [
      method,
      url,
      "",
      ...names!.split(";").map((name) => `${name}:${headers[name]}`),
      "",
      names,
      hash,
    ].join("\n");
    const scope = `${date}/${region}/s3/aws4_request`;
    const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, sha(canonical)].join("\n");
    const key = [date!, region!, "s3", "aws4_request"].reduce<Buffer>(
      (so, part) => createHmac("sha256", so).update(part).digest(),
      Buffer.from(`AWS4${this.settings.secretAccessKey}`),
    );
    return createHmac("sha256", key).update(text).digest("hex") === signature;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

describe("where photos are kept", () => {
  const shown = async (party: TestSubgraph, page: string): Promise<number[]> => {
    const photos = await album(party, page);
    return Promise.all(
      photos.map(async ({ url }: { url: string }) => {
        const response = await fetch(at(party, url));
        await response.body?.cancel();
        return response.status;
      }),
    );
  };

  it("is a folder, if it is set; those that lie in the database stay where they are", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "hutong-photos-"));
    const databaseUrl = await createTestDatabase();
    const before = await startTestSubgraph(albums, { databaseUrl });
    await illustrate(before, "page_1", [await upload(before, small)]);
    await before.stop();
    const after = await startTestSubgraph(albums, {
      databaseUrl,
      photoStore: { place: "disk", folder },
    });
    const id = await upload(after, small);
    await illustrate(after, "page_1", [id]);
    expect(await shown(after, "page_1")).toEqual([200, 200]);
    expect(await readdir(folder, { recursive: true })).toContain(
      path.join(id.slice(-2), `${id}.jpg`),
    );
    const [row] = await after.orm.em.fork().execute("select bytes from photo where id = ?", [id]);
    expect(row!["bytes"]).toBeNull();
    await after.stop();
    await rm(folder, { recursive: true });
  });

  it("is a bucket, if it is set, and is emptied of what nobody used", async () => {
    const bucket = await Bucket.start();
    const party = await startTestSubgraph(albums, { photoStore: bucket.settings });
    const [used, unused] = [await upload(party, small), await upload(party, small)];
    expect([...bucket.objects.keys()].toSorted()).toEqual(
      [used, unused].map((id) => `/photos/${id}.jpg`).toSorted(),
    );
    await illustrate(party, "page_1", [used]);
    expect(await shown(party, "page_1")).toEqual([200]);
    await party.orm.em
      .fork()
      .execute("update photo_ticket set expires_at = now() - interval '25 hours'");
    setDomainClock({ start: new Date(Date.now() + 3_600_000), speed: 1, since: new Date() });
    await expect
      .poll(() => [...bucket.objects.keys()], { interval: 5 })
      .toEqual([`/photos/${used}.jpg`]);
    setDomainClock();
    await party.stop();
    await bucket.stop();
  });

  it("refuses a photo that could not be kept, and takes it later", async () => {
    const bucket = await Bucket.start();
    const party = await startTestSubgraph(albums, {
      photoStore: { ...bucket.settings, secretAccessKey: "not the secret" },
    });
    const { uploadUrl } = (await prepare(party)).data!["ticket"];
    const response = await put(party, uploadUrl, small);
    expect([response.status, await codeOf(response)]).toEqual([500, "INTERNAL_SERVER_ERROR"]);
    expect(await party.orm.em.fork().execute("select 1 from photo")).toEqual([]);
    await party.stop();
    await bucket.stop();
  });
});

describe("a document", () => {
  const pdf = Buffer.from("%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript >> >>\n%%EOF\n");
  const prepareLetter = (byteLength = pdf.length, contentType = "application/pdf") =>
    subgraph.ask(me, prepareMutation.replace("prepareNotePhoto", "prepareNoteLetter"), {
      input: { contentType, byteLength, subject: "note_1" },
    });
  const sendLetter = async (bytes: Buffer) => {
    const { id, uploadUrl } = (await prepareLetter()).data!["ticket"];
    return { id: id as string, response: await put(subgraph, uploadUrl, bytes) };
  };

  it("is kept as it came, and handed out as a file that nothing runs in", async () => {
    const { id, response } = await sendLetter(pdf);
    expect(response.status).toBe(204);
    expect((await illustrate(subgraph, "letter_1", [id])).errors).toBeUndefined();
    expect(await album(subgraph, "letter_1")).toEqual([]);
    const { data } = await subgraph.ask(me, 'query { letters(of: "letter_1") { id url caption } }');
    expect(data!["letters"]).toMatchObject([{ id, caption: "楼道" }]);
    const got = await fetch(at(subgraph, data!["letters"][0].url));
    expect(Buffer.from(await got.arrayBuffer())).toEqual(pdf);
    expect(Object.fromEntries(got.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="${id}.pdf"`,
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("sandbox"),
    });
  });

  it("is not taken where photos alone are, told before or found out", async () => {
    expect(codeIn(await prepare(subgraph, { contentType: "application/pdf" }))).toBe(
      "PHOTO_TYPE_REFUSED",
    );
    const { uploadUrl } = (await prepare(subgraph)).data!["ticket"];
    expect(await codeOf(await put(subgraph, uploadUrl, pdf))).toBe("PHOTO_TYPE_REFUSED");
  });

  it.each([
    ["what only calls itself one", Buffer.from("<html><script>alert(1)</script></html>")],
    ["what was cut short", pdf.subarray(0, 40)],
    ["what hides one behind something else", Buffer.concat([Buffer.from("MZ\0"), pdf])],
  ])("is refused: %s", async (_what, bytes) => {
    const { response } = await sendLetter(bytes);
    expect(response.status).toBe(415);
    expect(await codeOf(response)).toBe("PHOTO_TYPE_REFUSED");
  });

  it("may be a photo all the same, and no larger than one", async () => {
    const { id, response } = await sendLetter(small);
    expect(response.status).toBe(204);
    await illustrate(subgraph, "letter_2", [id]);
    expect(await album(subgraph, "letter_2")).toHaveLength(1);
    expect(codeIn(await prepareLetter(10 * 1024 * 1024 + 1))).toBe("PHOTO_TOO_LARGE");
    expect(codeIn(await prepareLetter(10, "image/svg+xml"))).toBe("PHOTO_TYPE_REFUSED");
  });
});
