import { Finding, refuse } from '../finding';

/** Refuses a percentage that every value reaches, or none. */
export function checkPercent(path: string, percent: number | undefined): Finding[] {
  return percent === undefined || (percent > 0 && percent <= 100) ? []
    : [refuse('RollbackAlarms.Percent', path, `takes a percentage above 0 and up to 100, got ${percent}`)];
}
