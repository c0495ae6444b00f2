import { describe, expect, it } from "vitest";

import {
  domainClockOf,
  hubSettings,
  photoStoreOf,
  readSettings,
  smsCarrierOf,
  startSettings,
  subgraphSettings,
} from "../src/config/environment.js";

describe("settings", () => {
  it("have their defaults", () => {
    expect(readSettings(startSettings, {})).toMatchObject({
      PORT: 4000,
      HUTONG_HOME: ".hutong",
      HUTONG_LOG_LEVEL: "info",
    });
  });

  it("refuse a name that is not known, and say which are", () => {
    expect(() => readSettings(startSettings, { HUTONG_HOEM: "x" })).toThrow(
      /Unknown setting HUTONG_HOEM.*HUTONG_HOME/,
    );
  });

  it("leave other programs' names alone", () => {
    expect(() => readSettings(startSettings, { PATH: "/bin", npm_config_x: "y" })).not.toThrow();
  });

  it.each([
    ["a port that is none", { PORT: "seventy" }, /PORT/],
    ["a port out of range", { PORT: "70000" }, /PORT/],
    ["a level that is none", { HUTONG_LOG_LEVEL: "loud" }, /HUTONG_LOG_LEVEL/],
    ["a database that is no URL", { DATABASE_URL_OWNERS: "owners" }, /DATABASE_URL_OWNERS/],
    ["a clock without a speed", { HUTONG_CLOCK: "2026-03-01T08:00:00Z" }, /HUTONG_CLOCK/],
    ["a clock that stands", { HUTONG_CLOCK: "2026-03-01T08:00:00Z@0" }, /HUTONG_CLOCK/],
    ["a clock without a start", { HUTONG_CLOCK: "today@60" }, /HUTONG_CLOCK/],
  ])("refuse %s", (_what, environment, message) => {
    expect(() => readSettings(startSettings, environment)).toThrow(message);
  });

  it("read the domain's clock", () => {
    const settings = readSettings(startSettings, {
      HUTONG_CLOCK: "2026-03-01T08:00:00+08:00@60",
      HUTONG_CLOCK_SINCE: "2026-11-22T00:00:00Z",
    });
    expect(domainClockOf(settings)).toEqual({
      start: new Date("2026-03-01T00:00:00Z"),
      speed: 60,
      since: new Date("2026-11-22T00:00:00Z"),
    });
    expect(domainClockOf(readSettings(startSettings, {}))).toBeUndefined();
  });

  it("read where photos are kept", () => {
    const read = (more: Record<string, string>) =>
      photoStoreOf(
        readSettings(subgraphSettings, {
          DATABASE_URL: "postgresql://localhost/x",
          HUTONG_ISSUERS: "a=http://a/jwks",
          ...more,
        }),
      );
    expect(read({})).toEqual({ place: "database" });
    expect(read({ HUTONG_PHOTO_STORE: "disk:/var/photos" })).toEqual({
      place: "disk",
      folder: "/var/photos",
    });
    const s3 = { HUTONG_PHOTO_STORE: "s3:https://minio.example/photos" };
    expect(read({ ...s3, HUTONG_S3_KEY_ID: "id", HUTONG_S3_SECRET: "secret" })).toEqual({
      place: "s3",
      bucket: new URL("https://minio.example/photos"),
      region: "us-east-1",
      accessKeyId: "id",
      secretAccessKey: "secret",
    });
    expect(() => read(s3)).toThrow(/HUTONG_S3_KEY_ID/);
    expect(() => read({ HUTONG_PHOTO_STORE: "tape" })).toThrow(/HUTONG_PHOTO_STORE/);
  });

  it("read the carrier of SMS, also for the whole town, and not half of it", () => {
    const carrier = {
      HUTONG_SMS_URL: "https://sms.example",
      HUTONG_SMS_SECRET: "sixteen letters..",
    };
    expect(smsCarrierOf(readSettings(startSettings, carrier))).toEqual({
      url: "https://sms.example",
      secret: "sixteen letters..",
    });
    expect(smsCarrierOf(readSettings(startSettings, {}))).toBeUndefined();
    const { HUTONG_SMS_SECRET: _left, ...half } = carrier;
    expect(() => smsCarrierOf(readSettings(startSettings, half))).toThrow(/together/);
  });

  it("read lists of name=url", () => {
    const { HUTONG_SUBGRAPHS } = readSettings(hubSettings, {
      HUTONG_SUBGRAPHS: "a=http://a/graphql,b=http://b/graphql",
    });
    expect(HUTONG_SUBGRAPHS).toEqual([
      { name: "a", url: "http://a/graphql" },
      { name: "b", url: "http://b/graphql" },
    ]);
    expect(() => readSettings(hubSettings, { HUTONG_SUBGRAPHS: "a" })).toThrow(/HUTONG_SUBGRAPHS/);
  });

  it("ask for what a subgraph cannot do without", () => {
    expect(() => readSettings(subgraphSettings, {})).toThrow(/DATABASE_URL[^]*HUTONG_ISSUERS/);
  });
});
