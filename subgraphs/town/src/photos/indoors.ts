import {
  circle,
  colour,
  drop,
  ellipse,
  line,
  many,
  mended,
  move,
  path,
  person,
  rect,
  room,
  turn,
} from "./palette.js";

const puddle = (x: number, y: number, rx: number, fill: string = colour.water) =>
  ellipse(x, y, rx, rx * 0.18, fill) +
  ellipse(x - rx * 0.2, y - rx * 0.04, rx * 0.4, rx * 0.05, colour.white, { opacity: 0.5 });

const tiles =
  many(9, (i) => rect(i * 80 - 1, 0, 2, 360, colour.wallShade)) +
  many(5, (i) => rect(0, 70 + i * 70, 640, 2, colour.wallShade));

const standpipe = (mended: boolean) =>
  rect(300, 0, 46, 372, colour.steel) +
  rect(300, 0, 12, 372, colour.white, { opacity: 0.35 }) +
  rect(334, 0, 12, 372, colour.steelDark, { opacity: 0.5 }) +
  rect(290, 90, 66, 26, colour.steelDark, { rx: 5 }) +
  rect(288, 210, 70, 34, mended ? colour.orange : colour.steelDark, { rx: 6 }) +
  rect(346, 280, 120, 26, colour.steel) +
  rect(452, 270, 20, 46, colour.steelDark, { rx: 4 });

const stairs = (floor: string) =>
  many(7, (i) =>
    path(
      `M${120 + i * 50} ${400 - i * 44}h${520 - i * 50}v44h-${520 - i * 50}z`,
      i % 2 ? floor : colour.floorShade,
    ),
  ) +
  many(7, (i) =>
    rect(120 + i * 50, 400 - i * 44, 520 - i * 50, 8, colour.white, { opacity: 0.55 }),
  ) +
  line("M110 330L470 14", colour.woodDark, 12) +
  many(8, (i) => line(`M${126 + i * 48} ${316 - i * 42}V${400 - i * 42}`, colour.steelDark, 5));

export const leakingPipe = () =>
  room() +
  tiles +
  path("M230 190q60-20 130 10t70 110q-30 40-110 44T214 300q-20-70 16-110z", colour.wallShade) +
  standpipe(false) +
  line("M322 244q10 40-2 112", colour.water, 8) +
  drop(300, 252, 9) +
  drop(356, 262, 8) +
  drop(338, 320, 7) +
  puddle(330, 410, 150) +
  rect(96, 372, 96, 66, colour.orange, { rx: 8 }) +
  ellipse(144, 374, 50, 12, colour.waterDark);

export const pipeRepaired = () =>
  room() +
  tiles +
  standpipe(true) +
  rect(284, 204, 78, 8, colour.dark, { rx: 4 }) +
  rect(284, 242, 78, 8, colour.dark, { rx: 4 }) +
  mended(430, 150) +
  rect(90, 384, 130, 56, colour.red, { rx: 8 }) +
  line("M120 384q35-44 70 0", colour.dark, 10) +
  turn(
    -28,
    250,
    420,
    rect(210, 412, 120, 14, colour.steelDark, { rx: 7 }),
    circle(330, 419, 18, colour.steelDark),
    circle(336, 419, 8, colour.floor),
  );

export const wetStairwell = () =>
  room(colour.wallShade, colour.floor) +
  rect(40, 40, 90, 130, colour.sky) +
  rect(82, 40, 6, 130, colour.white) +
  stairs(colour.concrete) +
  puddle(300, 438, 190) +
  puddle(430, 318, 70) +
  puddle(500, 226, 46) +
  drop(560, 60, 9) +
  drop(590, 100, 7) +
  move(
    90,
    340,
    path("M0 100L34 0L68 100z", colour.yellow),
    path("M30 40h8v30h-8zM30 78h8v8h-8z", colour.dark),
  );

export const stairwellDry = () =>
  room(colour.wall, colour.floor) +
  rect(40, 40, 90, 130, colour.sky) +
  rect(82, 40, 6, 130, colour.white) +
  circle(110, 70, 18, colour.yellow) +
  stairs(colour.concrete) +
  line("M84 190L150 430", colour.wood, 10) +
  path("M120 420h64l14 34h-92z", colour.blue) +
  path(
    "M500 380l8 18l18 8l-18 8l-8 18l-8-18l-18-8l18-8zM590 330l5 12l12 5l-12 5l-5 12l-5-12l-12-5l12-5z",
    colour.white,
  );

export const sewageBalcony = () =>
  room(colour.wall, colour.concrete) +
  rect(60, 40, 250, 250, colour.sky) +
  rect(60, 40, 250, 250, "none", { stroke: colour.steelDark, "stroke-width": 12 }) +
  rect(179, 40, 12, 250, colour.steelDark) +
  rect(430, 0, 64, 400, colour.steelDark) +
  rect(430, 0, 16, 400, colour.steel) +
  rect(418, 180, 88, 36, colour.dark, { rx: 6 }) +
  path("M440 216q-30 80-10 170h80q20-90-16-170z", colour.murk) +
  drop(410, 240, 10, colour.murkDark) +
  drop(520, 260, 9, colour.murkDark) +
  puddle(440, 420, 170, colour.murk) +
  ellipse(380, 424, 40, 8, colour.murkDark) +
  line("M40 110H400", colour.dark, 4) +
  path("M110 110h70l16 96h-102z", colour.blue) +
  path("M240 110h60l10 80h-80z", colour.orange) +
  move(
    90,
    330,
    rect(0, 30, 80, 60, colour.orange, { rx: 8 }),
    circle(40, 10, 34, colour.green),
    circle(20, 20, 20, colour.greenDark),
  );

export const ceilingLamp = () =>
  rect(0, 0, 640, 480, "#dfd3c0") +
  rect(0, 0, 640, 70, colour.white) +
  path("M210 90L90 480H550L430 90z", colour.yellow, { opacity: 0.35 }) +
  ellipse(320, 76, 150, 30, colour.steel) +
  ellipse(320, 84, 128, 30, colour.yellow) +
  ellipse(320, 80, 90, 16, colour.white) +
  rect(0, 410, 640, 70, colour.wood) +
  line(
    "M240 440L300 190M400 440L340 190M258 370H382M274 300H366M288 240H352",
    colour.steelDark,
    12,
  ) +
  person(320, 190, colour.blue) +
  line("M300 210L290 120M340 210L352 122", colour.skin, 14) +
  rect(40, 300, 130, 120, colour.orange, { rx: 18 }) +
  rect(26, 350, 158, 76, colour.red, { rx: 16 }) +
  rect(500, 60, 90, 150, colour.sky) +
  rect(500, 60, 90, 150, "none", { stroke: colour.white, "stroke-width": 8 });

export const brokenDoor = () =>
  room(colour.wallShade) +
  rect(190, 40, 260, 340, colour.dark) +
  path("M206 56h150l-40 20v316l-110-8z", colour.blue) +
  path("M222 76h110l-30 16v120l-80-4z", colour.sky) +
  line("M250 90l24 30l-18 16l30 44", colour.white, 4) +
  circle(300, 250, 10, colour.steel) +
  rect(486, 170, 62, 96, colour.steel, { rx: 8 }) +
  rect(496, 180, 42, 34, colour.dark, { rx: 4 }) +
  many(6, (i) => circle(506 + (i % 3) * 12, 228 + Math.floor(i / 3) * 14, 4, colour.dark)) +
  line("M520 266q-10 30 10 50M530 266q16 20 6 46", colour.red, 4) +
  rect(180, 376, 280, 12, colour.steelDark);

const liftDoors = () =>
  room(colour.wall) +
  rect(170, 40, 300, 340, colour.steelDark) +
  rect(190, 60, 126, 320, colour.steel) +
  rect(324, 60, 126, 320, colour.steel) +
  rect(316, 60, 8, 320, colour.dark) +
  rect(200, 60, 18, 320, colour.white, { opacity: 0.35 }) +
  rect(334, 60, 18, 320, colour.white, { opacity: 0.35 }) +
  rect(270, 8, 100, 32, colour.dark, { rx: 6 }) +
  path("M304 32l16-18l16 18z", colour.orange) +
  rect(500, 180, 46, 90, colour.steel, { rx: 8 }) +
  circle(523, 206, 12, colour.orange) +
  circle(523, 242, 12, colour.white);

export const lift = () =>
  liftDoors() +
  move(
    60,
    300,
    rect(0, 20, 100, 76, colour.yellow, { rx: 6 }),
    path("M10 20h22l-30 76h-2v-50zM56 20h22L46 96H24zM100 26v44L90 96H70z", colour.dark),
    rect(10, 96, 10, 40, colour.dark),
    rect(80, 96, 10, 40, colour.dark),
  );

export const liftRunning = () =>
  liftDoors() +
  rect(288, 60, 64, 320, colour.yellow, { opacity: 0.55 }) +
  person(320, 200, colour.blue, colour.concreteDark) +
  mended(100, 150);

export const doorRepaired = () =>
  room(colour.wall) +
  rect(190, 40, 260, 340, colour.steelDark) +
  rect(206, 56, 228, 324, colour.blue) +
  rect(236, 86, 168, 130, colour.sky) +
  path("M236 86h70l-50 130h-20z", colour.white, { opacity: 0.4 }) +
  rect(400, 250, 14, 60, colour.steel, { rx: 6 }) +
  rect(486, 170, 62, 96, colour.steel, { rx: 8 }) +
  rect(496, 180, 42, 34, colour.green, { rx: 4 }) +
  many(6, (i) => circle(506 + (i % 3) * 12, 228 + Math.floor(i / 3) * 14, 4, colour.dark)) +
  mended(100, 150);

export const mopping = () =>
  room(colour.wall, colour.concrete) +
  rect(60, 50, 150, 170, colour.sky) +
  rect(60, 50, 150, 170, "none", { stroke: colour.white, "stroke-width": 10 }) +
  path("M260 390q160-40 330 10v40H240z", colour.water, { opacity: 0.45 }) +
  person(330, 220, colour.orange, colour.concreteDark) +
  line("M350 250L392 300M312 250L384 326", colour.skin, 14) +
  line("M370 250L470 420", colour.wood, 10) +
  path("M440 410h72l22 30q-60 14-114 0z", colour.white) +
  rect(120, 350, 100, 90, colour.blue, { rx: 10 }) +
  ellipse(170, 352, 52, 14, colour.waterDark) +
  line("M122 350q48-60 96 0", colour.dark, 5);

export const meeting = () =>
  room(colour.wall, colour.wood) +
  rect(150, 40, 340, 150, colour.white, { rx: 6 }) +
  rect(150, 40, 340, 150, "none", { stroke: colour.steelDark, "stroke-width": 8 }) +
  line("M190 150l50-40l50 20l60-50l80 30", colour.orange, 8) +
  many(3, (i) => rect(190, 66 + i * 16, 70 + i * 20, 6, colour.steel)) +
  person(130, 250, colour.blue) +
  person(250, 240, colour.green) +
  person(390, 240, colour.red, colour.concreteDark) +
  person(510, 250, colour.dark) +
  path("M40 350h560l40 90H0z", colour.woodDark) +
  rect(0, 436, 640, 44, colour.wood) +
  many(4, (i) => rect(120 + i * 120, 372, 60, 34, colour.white, { rx: 3 })) +
  many(3, (i) => rect(200 + i * 120, 366, 16, 24, colour.sky, { rx: 4 }));

export const renovation = () =>
  room(colour.wallShade, colour.concreteDark) +
  path(
    "M220 80l40-20l60 26l70-30l60 50l-16 70l30 70l-60 60l-90-10l-80 20l-40-70l20-60z",
    colour.dark,
  ) +
  many(5, (i) => rect(240 + (i % 3) * 70, 110 + i * 40, 60, 24, colour.orange, { opacity: 0.75 })) +
  many(7, (i) =>
    turn(
      i * 31,
      140 + i * 62,
      400,
      rect(120 + i * 62, 386 + (i % 3) * 14, 46, 26, i % 2 ? colour.orange : colour.concrete),
    ),
  ) +
  line("M120 200L210 330", colour.wood, 12) +
  turn(-35, 110, 190, rect(66, 168, 92, 42, colour.steelDark, { rx: 6 })) +
  rect(500, 300, 90, 110, colour.concrete, { rx: 12 }) +
  rect(510, 330, 70, 30, colour.white);
