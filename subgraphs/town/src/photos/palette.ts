/** One light for all scenes: warm walls, teal shadows, a single orange for what matters. */
export const colour = {
  sky: "#cfe5ea",
  skyLow: "#eef4ea",
  wall: "#efe6d8",
  wallShade: "#e0d3bf",
  floor: "#c9bda8",
  floorShade: "#b5a78f",
  concrete: "#b9c0c0",
  concreteDark: "#8e9a9c",
  dark: "#3c4a50",
  steel: "#a7b5ba",
  steelDark: "#6f8086",
  water: "#6fb3c8",
  waterDark: "#3f8aa5",
  murk: "#9a8f55",
  murkDark: "#766b3c",
  green: "#7fa871",
  greenDark: "#567d4e",
  orange: "#e4793c",
  red: "#cf4b3d",
  yellow: "#f0bf4c",
  white: "#fbf8f2",
  skin: "#e9b994",
  blue: "#4f7ca8",
  wood: "#b98a5c",
  woodDark: "#946b43",
} as const;

type Attributes = Readonly<Record<string, string | number>>;

function tag(name: string, attributes: Attributes): string {
  return `<${name} ${Object.entries(attributes)
    .map(([key, value]) => `${key}="${value}"`)
    .join(" ")}/>`;
}

export const rect = (
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  more: Attributes = {},
) => tag("rect", { x, y, width, height, fill, ...more });
export const circle = (cx: number, cy: number, r: number, fill: string, more: Attributes = {}) =>
  tag("circle", { cx, cy, r, fill, ...more });
export const ellipse = (
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  fill: string,
  more: Attributes = {},
) => tag("ellipse", { cx, cy, rx, ry, fill, ...more });
export const path = (d: string, fill: string, more: Attributes = {}) =>
  tag("path", { d, fill, ...more });
export const line = (d: string, stroke: string, width: number) =>
  path(d, "none", {
    stroke,
    "stroke-width": width,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  });
export const move = (x: number, y: number, ...parts: string[]) =>
  `<g transform="translate(${x} ${y})">${parts.join("")}</g>`;
export const turn = (degrees: number, x: number, y: number, ...parts: string[]) =>
  `<g transform="rotate(${degrees} ${x} ${y})">${parts.join("")}</g>`;
export const many = (count: number, draw: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => draw(i)).join("");

export const drop = (x: number, y: number, size: number, fill: string = colour.water) =>
  path(
    `M${x} ${y} q${size} ${size * 1.6} 0 ${size * 2} q${-size} ${-size * 0.4} 0 ${-size * 2}z`,
    fill,
  );

/** A room: wall, skirting, floor. */
export const room = (wall: string = colour.wall, floor: string = colour.floor) =>
  rect(0, 0, 640, 480, wall) +
  path("M0 0H640V30L0 90z", colour.wallShade, { opacity: 0.5 }) +
  rect(0, 360, 640, 120, floor) +
  rect(0, 352, 640, 12, colour.floorShade);

/** Outside: sky, far houses, ground. */
export const outside = (ground: string = colour.concrete) =>
  rect(0, 0, 640, 480, colour.sky) +
  rect(0, 150, 640, 170, colour.skyLow) +
  many(
    5,
    (i) =>
      rect(20 + i * 130, 110 + ((i * 53) % 70), 90, 230, "#bcd0cf") +
      many(8, (j) =>
        rect(
          34 + i * 130 + (j % 2) * 36,
          130 + ((i * 53) % 70) + Math.floor(j / 2) * 42,
          22,
          24,
          "#d9e6e3",
        ),
      ),
  ) +
  rect(0, 320, 640, 160, ground);

export const tree = (x: number, y: number, size = 1) =>
  rect(x - 6 * size, y - 40 * size, 12 * size, 44 * size, colour.woodDark) +
  circle(x, y - 78 * size, 46 * size, colour.greenDark) +
  circle(x - 14 * size, y - 90 * size, 34 * size, colour.green);

export const car = (x: number, y: number, fill: string) =>
  move(
    x,
    y,
    ellipse(90, 62, 104, 10, colour.dark, { opacity: 0.25 }),
    path(
      "M0 30q4-16 26-18L56-12q6-8 18-8h46q12 0 20 10l18 22q24 2 26 22v20q0 8-8 8H8q-8 0-8-8z",
      fill,
    ),
    path("M62-4q4-6 12-6h14v22H48zM98-10h20q8 0 12 6l12 16H98z", colour.skyLow),
    circle(42, 58, 18, colour.dark),
    circle(42, 58, 8, colour.steel),
    circle(144, 58, 18, colour.dark),
    circle(144, 58, 8, colour.steel),
    rect(172, 32, 12, 10, colour.yellow, { rx: 4 }),
  );

/** A person from the side of the room, tools left to the scene. */
export const person = (x: number, y: number, shirt: string, hair: string = colour.dark) =>
  move(
    x,
    y,
    ellipse(0, 152, 46, 9, colour.dark, { opacity: 0.22 }),
    rect(-22, 78, 18, 74, colour.dark, { rx: 8 }),
    rect(4, 78, 18, 74, colour.dark, { rx: 8 }),
    rect(-30, 0, 60, 92, shirt, { rx: 22 }),
    circle(0, -28, 24, colour.skin),
    path("M-25-30q2-26 25-26t25 26q-12-12-25-12t-25 12z", hair),
  );

/** The sign that something is mended. */
export const mended = (x: number, y: number) =>
  circle(x, y, 46, colour.green) + line(`M${x - 22} ${y + 2}l16 18l30-36`, colour.white, 10);
