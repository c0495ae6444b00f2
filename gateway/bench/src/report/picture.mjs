// Bars: how many requests each contender answers for the CPU time of one of stock's.

const colours = {
  apollo: "#8a8f98",
  proxy: "#c5c8cd",
  "proxy-undici": "#c5c8cd",
  hive: "#d9a441",
  "hive-router": "#b9791d",
  grafbase: "#7a5ea8",
  hutong: "#0f8a6a",
  "hutong-token": "#63b59e",
};
const [width, left, bar, gap] = [760, 250, 18, 5];
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** @returns an SVG document. */
export function drawPicture({ at, machine, contenders, shapes, figures }) {
  const most = Math.max(...figures.map(({ timesStock }) => timesStock));
  const scale = (width - left - 70) / most;
  const parts = [];
  let y = 54;
  for (const { name, title } of shapes) {
    parts.push(`<text x="12" y="${y}" font-weight="600">${escape(title)}</text>`);
    y += 12;
    for (const contender of contenders) {
      const { timesStock } = figures.find(
        (row) => row.shape === name && row.contender === contender.name,
      );
      parts.push(
        `<text x="${left - 8}" y="${y + 13}" text-anchor="end">${escape(contender.title)}</text>`,
        `<rect x="${left}" y="${y}" width="${(timesStock * scale).toFixed(1)}" height="${bar}" fill="${colours[contender.name]}"/>`,
        `<text x="${(left + timesStock * scale + 6).toFixed(1)}" y="${y + 13}">${timesStock}×</text>`,
      );
      y += bar + gap;
    }
    y += 28;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${width}" height="${y}" fill="#fff"/>`,
    `<text x="12" y="24" font-size="15" font-weight="600">Requests for the CPU time of one of stock Apollo's (more is better)</text>`,
    ...parts,
    `<text x="12" y="${y - 10}" fill="#666">${at.slice(0, 10)} · ${escape(machine.cpu ?? "")}, ${machine.cores} cores · Node ${machine.node.slice(1)} · median of paired rounds</text>`,
    `</svg>`,
    "",
  ].join("\n");
}
