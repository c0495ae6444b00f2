export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** China keeps UTC+8 all year. */
const shanghaiOffset = 8 * hour;

/** `YYYY-MM-DD` of an instant in Asia/Shanghai. */
export const shanghaiDate = (at: number): string =>
  new Date(at + shanghaiOffset).toISOString().slice(0, 10);

/** Hour of the day in Asia/Shanghai, 0 to 23. */
export const shanghaiHour = (at: number): number =>
  Math.floor(((at + shanghaiOffset) % day) / hour);

export const iso = (at: number): string => new Date(at).toISOString();
