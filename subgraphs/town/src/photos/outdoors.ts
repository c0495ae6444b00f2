import {
  car,
  circle,
  colour,
  ellipse,
  line,
  many,
  mended,
  move,
  outside,
  path,
  person,
  rect,
  tree,
  turn,
} from "./palette.js";

const garage = () =>
  rect(0, 0, 640, 480, colour.concrete) +
  path("M60 100H580V360H60z", colour.dark) +
  path("M110 150H530V340H110z", "#2c373c") +
  rect(0, 60, 640, 56, colour.yellow) +
  many(12, (i) => path(`M${i * 60} 60h28l-24 56h-28z`, colour.dark)) +
  path("M60 360H580L640 480H0z", colour.concreteDark) +
  many(3, (i) => rect(310, 380 + i * 34, 20, 20, colour.white, { opacity: 0.7 })) +
  many(4, (i) => rect(150 + i * 92, 170, 50, 10, colour.yellow, { opacity: 0.6 }));

const post = (x: number, fill: string) =>
  rect(x, 250, 56, 150, fill, { rx: 8 }) +
  rect(x + 8, 264, 40, 34, colour.dark, { rx: 4 }) +
  rect(x - 8, 396, 72, 14, colour.dark, { rx: 4 });

const striped = (x: number, y: number, length: number) =>
  rect(x, y, length, 20, colour.white, { rx: 8 }) +
  many(Math.floor(length / 60), (i) => rect(x + 14 + i * 60, y, 30, 20, colour.red));

const bin = (x: number, fill: string) =>
  path(`M${x} 250h96l-10 150h-76z`, fill) +
  rect(x - 6, 236, 108, 22, fill, { rx: 8 }) +
  rect(x - 6, 236, 108, 22, colour.dark, { rx: 8, opacity: 0.25 }) +
  circle(x + 48, 320, 20, colour.white, { opacity: 0.5 });

const block = (x: number, width: number, fill: string) =>
  rect(x, 20, width, 370, fill) +
  rect(x, 20, 22, 370, colour.white, { opacity: 0.25 }) +
  many(12, (i) =>
    rect(
      x + 34 + (i % 3) * ((width - 60) / 3),
      46 + Math.floor(i / 3) * 84,
      (width - 60) / 3 - 22,
      50,
      colour.sky,
      { stroke: colour.white, "stroke-width": 5 },
    ),
  );

export const garageBarrier = () =>
  garage() +
  car(300, 300, colour.blue) +
  post(90, colour.orange) +
  turn(-62, 128, 276, striped(128, 266, 300)) +
  circle(128, 276, 18, colour.dark) +
  move(
    440,
    92,
    rect(0, 0, 44, 30, colour.steel, { rx: 5 }),
    circle(12, 16, 9, colour.dark),
    line("M40 24l24 26", colour.red, 5),
  );

export const barrierNew = () =>
  garage() +
  car(240, 290, colour.green) +
  post(70, colour.blue) +
  striped(110, 306, 420) +
  circle(108, 316, 18, colour.dark) +
  rect(540, 300, 16, 100, colour.steelDark) +
  circle(98, 234, 12, colour.green) +
  mended(480, 170);

export const hydrant = () =>
  outside() +
  rect(0, 320, 640, 18, colour.white) +
  tree(540, 340) +
  move(
    250,
    140,
    ellipse(70, 282, 90, 14, colour.dark, { opacity: 0.25 }),
    rect(26, 70, 88, 200, colour.red, { rx: 10 }),
    path("M26 80q0-60 44-60t44 60z", colour.red),
    rect(56, 4, 28, 24, colour.red, { rx: 4 }),
    rect(10, 60, 120, 20, "#a83a2f", { rx: 6 }),
    rect(0, 130, 40, 44, "#a83a2f", { rx: 8 }),
    rect(100, 130, 40, 44, "#a83a2f", { rx: 8 }),
    circle(70, 152, 26, colour.yellow),
    circle(70, 152, 12, "#a83a2f"),
    rect(8, 258, 124, 22, "#a83a2f", { rx: 6 }),
    rect(36, 90, 12, 150, colour.white, { opacity: 0.3 }),
  ) +
  car(30, 360, colour.steelDark);

export const litter = () =>
  outside() +
  tree(590, 330, 0.8) +
  bin(120, colour.green) +
  bin(260, colour.blue) +
  bin(400, colour.orange) +
  path("M120 240q20-50 50-20t60-6l-10 26zM400 240q30-60 60-24t40 24z", colour.dark) +
  many(4, (i) =>
    path(
      `M${60 + i * 130} 430q-10-60 40-70q8-16 16 0q54 10 42 70q-48 16-98 0z`,
      i % 2 ? colour.white : colour.dark,
    ),
  ) +
  turn(12, 360, 420, rect(330, 400, 76, 50, colour.wood), rect(330, 420, 76, 6, colour.woodDark)) +
  path("M200 440l30-14l20 20l-26 16z", colour.orange) +
  ellipse(520, 448, 70, 9, colour.murk);

export const binsClean = () =>
  outside() +
  tree(60, 330, 0.9) +
  rect(90, 170, 460, 22, colour.greenDark) +
  rect(100, 190, 14, 210, colour.steelDark) +
  rect(526, 190, 14, 210, colour.steelDark) +
  bin(140, colour.green) +
  bin(270, colour.blue) +
  bin(400, colour.orange) +
  path(
    "M560 380l6 16l16 6l-16 6l-6 16l-6-16l-16-6l16-6zM80 420l5 13l13 5l-13 5l-5 13l-5-13l-13-5l13-5z",
    colour.white,
  );

export const chargingPile = () =>
  outside() +
  path("M60 90L580 60V100L60 130z", colour.blue) +
  rect(80, 120, 14, 270, colour.steelDark) +
  rect(546, 96, 14, 294, colour.steelDark) +
  move(
    390,
    180,
    rect(0, 0, 100, 200, colour.white, { rx: 12 }),
    rect(16, 18, 68, 54, colour.dark, { rx: 6 }),
    path("M54 84l-24 40h18l-8 34l30-44H50z", colour.orange),
    rect(-8, 196, 116, 14, colour.dark, { rx: 4 }),
  ) +
  line("M392 280q-80 10-110 70", colour.dark, 8) +
  move(
    150,
    290,
    circle(20, 90, 36, "none", { stroke: colour.dark, "stroke-width": 12 }),
    circle(170, 90, 36, "none", { stroke: colour.dark, "stroke-width": 12 }),
    path("M20 90L56 30h74l40 60h-90z", colour.red),
    rect(70, 12, 66, 18, colour.dark, { rx: 9 }),
    line("M50 40L38-6h-24", colour.dark, 9),
  );

export const facade = () =>
  outside() +
  block(140, 330, colour.wallShade) +
  path("M300 120l60-16l40 30l-10 50l-60 20l-40-30z", colour.concreteDark) +
  path("M320 134l36-8l22 18l-8 28l-34 10l-22-18z", colour.orange, { opacity: 0.7 }) +
  many(5, (i) =>
    turn(
      i * 40,
      300 + i * 24,
      300,
      rect(290 + i * 26, 250 + i * 30, 22, 16, colour.wallShade, {
        stroke: colour.concreteDark,
        "stroke-width": 2,
      }),
    ),
  ) +
  path("M0 390H640V480H0z", colour.concreteDark) +
  many(5, (i) => path(`M${100 + i * 110} 440l16-56l16 56z`, colour.orange)) +
  line("M116 400q55 24 110 0t110 0t110 0t110 0", colour.red, 6);

export const drainCover = () =>
  rect(0, 0, 640, 480, colour.concreteDark) +
  many(7, (i) => rect(i * 110 - 60, 0, 3, 480, colour.dark, { opacity: 0.15 })) +
  rect(0, 0, 640, 90, colour.green) +
  rect(0, 90, 640, 26, colour.white) +
  ellipse(320, 320, 290, 110, colour.water, { opacity: 0.65 }) +
  ellipse(250, 300, 120, 26, colour.white, { opacity: 0.3 }) +
  rect(210, 230, 220, 150, colour.dark, { rx: 10 }) +
  many(6, (i) => rect(230 + i * 32, 246, 14, 118, colour.waterDark, { rx: 6 })) +
  many(6, (i) =>
    turn(
      i * 50,
      180 + i * 56,
      250 + ((i * 37) % 120),
      ellipse(180 + i * 56, 250 + ((i * 37) % 120), 22, 10, i % 2 ? colour.yellow : colour.wood),
    ),
  ) +
  path("M520 400l26-120l26 120z", colour.orange) +
  rect(506, 396, 80, 14, colour.dark, { rx: 4 }) +
  path("M534 334h24l6 26h-36z", colour.white);

export const parking = () =>
  outside() +
  rect(0, 300, 640, 40, colour.green) +
  many(6, (i) => path(`M${i * 120 - 20} 470l50-120h8l-50 120z`, colour.yellow)) +
  car(60, 330, colour.red) +
  car(270, 350, colour.steelDark) +
  car(440, 320, colour.white) +
  line("M500 150V330", colour.steelDark, 10) +
  circle(500, 130, 46, colour.red) +
  circle(500, 130, 34, colour.blue) +
  line("M472 102l56 56M528 102l-56 56", colour.red, 11);

export const noticeBoard = () =>
  outside() +
  tree(70, 350) +
  tree(590, 350, 0.9) +
  rect(150, 130, 14, 300, colour.woodDark) +
  rect(476, 130, 14, 300, colour.woodDark) +
  path("M120 120L320 60L520 120z", colour.red) +
  rect(130, 120, 380, 230, colour.wood, { rx: 6 }) +
  rect(150, 138, 340, 194, colour.greenDark) +
  many(4, (i) =>
    turn(
      i % 2 ? 2 : -2,
      200 + i * 80,
      230,
      rect(164 + i * 80, 156 + (i % 2) * 16, 66, 130, colour.white),
      circle(197 + i * 80, 162 + (i % 2) * 16, 5, colour.red),
      many(6, (j) =>
        rect(174 + i * 80, 180 + (i % 2) * 16 + j * 15, j === 5 ? 24 : 46, 5, colour.steel),
      ),
    ),
  );

export const greenery = () =>
  outside(colour.green) +
  tree(110, 340, 1.2) +
  tree(540, 340, 1.1) +
  path("M250 480q40-100 30-160h80q-10 60 60 160z", colour.wallShade) +
  many(6, (i) => circle(30 + i * 118, 400 + ((i * 29) % 50), 34, colour.greenDark)) +
  person(330, 220, colour.blue) +
  move(
    400,
    330,
    ellipse(36, 30, 44, 22, colour.wood),
    circle(84, 10, 20, colour.wood),
    path("M74-6l-6-14l16 8zM92-8l12-10l0 18z", colour.woodDark),
    line("M10 46v24M60 46v24", colour.wood, 10),
    line("M-6 22q-20-20-14-30", colour.wood, 8),
    circle(92, 8, 3, colour.dark),
  ) +
  line("M356 270q40 20 110 66", colour.red, 4);

export const drainClear = () =>
  rect(0, 0, 640, 480, colour.concreteDark) +
  many(7, (i) => rect(i * 110 - 60, 0, 3, 480, colour.dark, { opacity: 0.15 })) +
  rect(0, 0, 640, 90, colour.green) +
  rect(0, 90, 640, 26, colour.white) +
  rect(210, 230, 220, 150, colour.dark, { rx: 10 }) +
  many(6, (i) => rect(230 + i * 32, 246, 14, 118, colour.steel, { rx: 6 })) +
  mended(540, 180);

export const facadeRepaired = () =>
  outside() +
  block(140, 330, colour.wallShade) +
  rect(290, 118, 120, 90, colour.white, { opacity: 0.35 }) +
  path("M0 390H640V480H0z", colour.concreteDark) +
  tree(90, 400) +
  tree(540, 400, 0.9) +
  mended(540, 120);

export const parkingClear = () =>
  outside() +
  rect(0, 300, 640, 40, colour.green) +
  many(6, (i) => path(`M${i * 120 - 20} 470l50-120h8l-50 120z`, colour.yellow)) +
  car(60, 346, colour.red) +
  tree(420, 330) +
  line("M560 150V330", colour.steelDark, 10) +
  rect(520, 90, 80, 80, colour.blue, { rx: 8 }) +
  line("M546 154V106h22q16 0 16 14t-16 14h-22", colour.white, 10) +
  mended(320, 200);
