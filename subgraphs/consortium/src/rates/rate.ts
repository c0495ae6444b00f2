import { Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";

export enum Rounding {
  TRUNCATE = "TRUNCATE",
  HALF_UP = "HALF_UP",
}
registerEnumType(Rounding, {
  name: "Rounding",
  description: "How a percentage is cut to its digits; published figures differ by it. 取整方式",
  valuesConfig: {
    TRUNCATE: { description: "Further digits are dropped: 461 of 514 is 89.6%. 截断" },
    HALF_UP: { description: "Rounded to the nearest: 461 of 514 is 89.7%. 四舍五入" },
  },
});

/** How percentages are cut. */
export interface Precision {
  readonly rounding: Rounding;
  /** Digits after the decimal point. */
  readonly digits: number;
}

@ObjectType({ description: "A rate with all that it takes to check it. 比率" })
export class Rate {
  @Field(() => Int, { description: "What counts. 分子" })
  numerator: number;

  @Field(() => Int, { description: "Out of how many. 分母" })
  denominator: number;

  @Field(() => Float, {
    nullable: true,
    description: "In percent, cut as asked; null when nothing was due. 百分比",
  })
  percent: number | null;

  @Field(() => String, {
    nullable: true,
    description: "The same as it is written: `89.6%`. 百分比(文字)",
  })
  text: string | null;

  @Field(() => Rounding, { description: "How it was cut. 取整方式" })
  rounding: Rounding;
}

/** A rate, computed in integers: floating point would round 89.65 as it pleases. */
export function rateOf(numerator: number, denominator: number, precision: Precision): Rate {
  const text = denominator > 0 ? percentText(numerator, denominator, precision) : null;
  return Object.assign(new Rate(), {
    numerator,
    denominator,
    percent: text === null ? null : Number(text),
    text: text && `${text}%`,
    rounding: precision.rounding,
  });
}

function percentText(
  numerator: number,
  denominator: number,
  { rounding, digits }: Precision,
): string {
  const scaled = BigInt(numerator) * 100n * 10n ** BigInt(digits);
  const whole = BigInt(denominator);
  const units =
    rounding === Rounding.TRUNCATE ? scaled / whole : (2n * scaled + whole) / (2n * whole);
  const figures = units.toString().padStart(digits + 1, "0");
  if (digits === 0) return figures;
  return `${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
}

/** Negative when `a` is the better one; whoever had nothing due comes last. */
export function compareRates(a: Rate, b: Rate): number {
  if (a.denominator === 0 || b.denominator === 0) return b.denominator - a.denominator;
  return b.numerator * a.denominator - a.numerator * b.denominator;
}
