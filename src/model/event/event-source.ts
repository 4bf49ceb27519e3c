import { advise, Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

// EventBridge User Guide, "Amazon EventBridge quotas": size of an event pattern.
const PATTERN_CHARACTERS = 2048;
// EventBridge Pipes API reference, FilterCriteria.
const MOST_FILTERS = 5;
// The same, PipeSourceKinesisStreamParameters: ParallelizationFactor; DynamoDB has it too.
const PARALLEL: Range = { min: 1, max: 10, unit: 'records' };

/** Where something is; absent where it is not known. */
export interface Place {
  readonly region?: string;
  readonly account?: string;
}

/** Refuses a source whose events do not arrive where the task is started. */
export function checkPlace(source: Place, trigger: Place): Finding[] {
  return (['region', 'account'] as const)
    .filter((part) => source[part] !== undefined && trigger[part] !== undefined && source[part] !== trigger[part])
    .map((part) => refuse('TaskTrigger.OtherEnvironment', '',
      `starts tasks in the ${part} of its source, ${source[part]}, got a stack of ${trigger[part]}; send the events to a bus there first, or make the task where its source is`));
}

/** Refuses a pattern that says nothing: EventBridge takes none. */
export function checkPattern(pattern: object): Finding[] {
  return Object.values(pattern).some((value) => value !== undefined) ? []
    : [refuse('TaskTrigger.EmptyPattern', 'pattern', 'says which events start the task, got none of its fields; name at least `source`')];
}

/** Refuses a pattern that is longer than a rule takes. */
export function checkPatternSize(characters: number): Finding[] {
  return characters <= PATTERN_CHARACTERS ? [] : [refuse('TaskTrigger.PatternTooLong', '',
    `takes a pattern of at most ${PATTERN_CHARACTERS} characters, got ${characters}; say it with fewer values, or make one EventTask for some of them and one for the others`)];
}

/** What is known of a pipe; absent when not known. */
export interface PipeFacts {
  readonly filters?: number;
  readonly parallel?: number;
}

/** Refuses what a pipe does not take. */
export function checkPipe({ filters, parallel }: PipeFacts): Finding[] {
  return [
    ...(filters !== undefined && filters > MOST_FILTERS ? [refuse('TaskTrigger.Filters', 'filters',
      `takes at most ${MOST_FILTERS} patterns, of which a record matches one, got ${filters}; put values of one field into one pattern`)] : []),
    ...checkRange('TaskTrigger.RecordsAtOnce', 'recordsAtOnce', parallel, PARALLEL),
  ];
}

/** Advises to keep messages that never become a task; absent when not known. */
export function checkRedrive(hasDeadLetters: boolean | undefined): Finding[] {
  return hasDeadLetters === false ? [advise('TaskTrigger.NoDeadLetterQueue', '',
    'is a queue without a dead-letter queue: a message that cannot become a task is tried again until it is too old; give the queue one')] : [];
}
