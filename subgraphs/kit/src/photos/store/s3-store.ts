import { AwsClient } from "aws4fetch";

import type { PhotoStore } from "./photo-store.js";

/** A bucket of S3 or of anything that speaks its protocol. */
export interface S3Settings {
  /** The bucket's own URL: `https://bucket.s3.eu-west-1.amazonaws.com`, `https://minio.example/bucket`. */
  readonly bucket: URL;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const timeoutMs = 10_000;

export function s3Store({ bucket, region, accessKeyId, secretAccessKey }: S3Settings): PhotoStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 2 });
  const ask = async (method: string, id: string, body?: Buffer): Promise<Response> => {
    const url = `${bucket.href.replace(/\/$/, "")}/${encodeURIComponent(id)}.jpg`;
    const response = await client.fetch(url, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      ...(body && { body: new Uint8Array(body), headers: { "content-type": "image/jpeg" } }),
    });
    if (!response.ok && response.status !== 404) {
      await response.body?.cancel();
      throw new Error(`${method} of photo ${id}: the bucket answered ${response.status}`);
    }
    return response;
  };
  return {
    place: "s3",
    keep: async (id, bytes) => {
      const response = await ask("PUT", id, bytes);
      await response.body?.cancel();
      if (response.status === 404) throw new Error(`there is no bucket at ${bucket.href}`);
      return null;
    },
    read: async ({ id }) => {
      const response = await ask("GET", id);
      const bytes = await response.arrayBuffer();
      return response.ok ? new Uint8Array(bytes) : undefined;
    },
    remove: async (id) => void (await (await ask("DELETE", id)).body?.cancel()),
  };
}
