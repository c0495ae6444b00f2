/** A point on the town's map, 0 to 1000 both ways. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The frame around some points, with a margin. */
export function frameOf(
  points: readonly Point[],
  margin = 70,
): { x: number; y: number; width: number; height: number } {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const x = Math.min(...xs) - margin;
  const y = Math.min(...ys) - margin;
  return { x, y, width: Math.max(...xs) + margin - x, height: Math.max(...ys) + margin - y };
}

/**
 * The part of the frame that is nearer to `centre` than to any other point (its Voronoi cell), drawn
 * in by `inset`: a quarter around each community, as nothing finer is known here.
 */
export function cellOf(centre: Point, others: readonly Point[], inset = 7): readonly Point[] {
  const frame = frameOf([centre, ...others]);
  let cell: Point[] = [
    { x: frame.x, y: frame.y },
    { x: frame.x + frame.width, y: frame.y },
    { x: frame.x + frame.width, y: frame.y + frame.height },
    { x: frame.x, y: frame.y + frame.height },
  ];
  for (const other of others) {
    const dx = other.x - centre.x;
    const dy = other.y - centre.y;
    const length = Math.hypot(dx, dy);
    if (length > 0)
      cell = clip(cell, centre, { x: dx / length, y: dy / length }, length / 2 - inset);
  }
  return cell;
}

/** What of a polygon lies no further than `reach` from `origin` in a direction. */
function clip(polygon: readonly Point[], origin: Point, direction: Point, reach: number): Point[] {
  const over = ({ x, y }: Point): number =>
    (x - origin.x) * direction.x + (y - origin.y) * direction.y - reach;
  return polygon.flatMap((point, index) => {
    const next = polygon[(index + 1) % polygon.length] ?? point;
    const here = over(point);
    const there = over(next);
    const kept = here <= 0 ? [point] : [];
    if (here <= 0 === there <= 0) return kept;
    const share = here / (here - there);
    return [
      ...kept,
      { x: point.x + (next.x - point.x) * share, y: point.y + (next.y - point.y) * share },
    ];
  });
}
