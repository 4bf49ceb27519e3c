import { oneOf } from '../range';

/** One of the six fields of a cron expression. */
export interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** What the numbers from `min` on are called. */
  readonly names?: readonly string[];
  /** Takes `?`: the other day decides. */
  readonly open?: boolean;
  /** What else stands for a day. */
  readonly days?: RegExp;
}

// EventBridge Scheduler User Guide, "Schedule types": cron-based schedules.
export const CRON_FIELDS: readonly CronField[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  // The last day, the last weekday, the weekday nearest to a day.
  { name: 'day of month', min: 1, max: 31, open: true, days: /^(L|L-\d+|LW|([1-9]|[12]\d|3[01])W)$/ },
  { name: 'month', min: 1, max: 12, names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] },
  // The last such day of a month, and the first to fifth.
  {
    name: 'day of week',
    min: 1,
    max: 7,
    names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
    open: true,
    days: /^([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)?L$|^([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)#[1-5]$/,
  },
  { name: 'year', min: 1970, max: 2199 },
];

/** What a field of an expression says. */
export interface CronValue {
  /** The first part of it that the field does not take. */
  readonly wrong?: string;
  /** A range that goes from high to low. */
  readonly backward?: BackwardRange;
  /** The numbers that it stands for; absent where they depend on the calendar, or another field decides. */
  readonly numbers?: readonly number[];
}

/** A range that goes from high to low, and the same in ranges that do not. */
export interface BackwardRange {
  readonly range: string;
  readonly instead: string;
}

/** Reads one field. */
export function readCronValue(field: CronField, text: string): CronValue {
  const upper = text.toUpperCase();
  if (field.open && upper === '?') return {};
  const parts = upper.split(',').map((part) => readPart(field, part));
  const wrong = parts.find((part) => part.wrong !== undefined);
  if (wrong) return wrong;
  const backward = parts.find((part) => part.backward !== undefined)?.backward;
  const known = parts.every(({ numbers }) => numbers !== undefined);
  return { backward, numbers: known ? parts.flatMap(({ numbers }) => numbers ?? []) : undefined };
}

/** What a field takes, as a sentence says it. */
export function describeCronField({ names, min, max, open, days }: CronField): string {
  const named = names ? ` or ${names[0]} to ${names[names.length - 1]}` : '';
  const signs = ['*', ...open ? ['?'] : [], ...days ? [names ? 'L and #' : 'L and W'] : []];
  return `${min} to ${max}${named}, lists, ranges and steps of them, ${oneOf(signs)}`;
}

function readPart(field: CronField, part: string): CronValue {
  if (field.days?.test(part)) return {};
  const [span, step, ...more] = part.split('/');
  const every = step === undefined ? 1 : wholeNumber(step);
  if (more.length > 0 || every === undefined || every < 1 || every > field.max) return { wrong: part };
  const bounds = boundsOf(field, span, step !== undefined);
  if (bounds === undefined) return { wrong: part };
  const [low, high] = bounds;
  const length = high < low ? high - low + field.max - field.min + 1 : high - low;
  const numbers = Array.from({ length: Math.floor(length / every) + 1 }, (_, index) => (
    field.min + (low - field.min + index * every) % (field.max - field.min + 1)));
  if (high >= low) return { numbers };
  return { backward: { range: part, instead: every === 1 ? forward(field, low, high) : numbers.join() }, numbers };
}

/** First and last number of `*`, of a number, or of a range; a step goes from a number on to the end. */
function boundsOf(field: CronField, span: string, stepped: boolean): readonly [number, number] | undefined {
  if (span === '*') return [field.min, field.max];
  const ends = span.split('-').map((end) => numberOf(field, end));
  if (ends.length > 2 || ends.some((end) => end === undefined)) return undefined;
  const [low, high = stepped ? field.max : low] = ends as number[];
  return [low, high];
}

/** From the first number to the end, and from the start to the last. */
function forward(field: CronField, low: number, high: number): string {
  return [[low, field.max], [field.min, high]].map((ends) => [...new Set(ends.map((number) => nameOf(field, number)))].join('-')).join();
}

function nameOf({ min, names }: CronField, number: number): string {
  return names?.[number - min] ?? String(number);
}

function numberOf({ names, min, max }: CronField, text: string): number | undefined {
  const index = names?.indexOf(text) ?? -1;
  const number = index >= 0 ? min + index : wholeNumber(text);
  return number !== undefined && number >= min && number <= max ? number : undefined;
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}
