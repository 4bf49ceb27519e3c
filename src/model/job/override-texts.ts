import { Finding, refuse } from '../finding';

// EventBridge Scheduler User Guide, "Adding context attributes".
const ATTRIBUTE = /<aws\.scheduler\.[^>]*>/;

/** What is known of a text in overrides. */
export interface OverrideText {
  readonly path: string;
  /** Absent when not known. */
  readonly text?: string;
  /** The path in it that stands for a field: of the input of a state machine, or of an event. */
  readonly field?: string;
}

/** Who fills in values as a run starts. */
export interface RunFilling {
  readonly by?: 'scheduler' | 'states';
  /** How a value of the run gets there otherwise. */
  readonly remedy: string;
}

/** Refuses attributes and fields that nobody fills in: the container would read their names. */
export function checkOverrideTexts(texts: readonly OverrideText[], { by, remedy }: RunFilling): Finding[] {
  return texts.flatMap(({ field, path, text = '' }) => {
    const unfilled = by === 'scheduler' ? undefined : ATTRIBUTE.exec(text)?.[0];
    const got = unfilled ?? (by === 'states' ? undefined : field);
    return got === undefined ? [] : [refuse('ContainerOverrides.NotFilled', path, `is passed on as it is, got ${got}, which nothing fills in here; ${remedy}`)];
  });
}
