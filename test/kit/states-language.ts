/**
 * Runs a state machine, for the parts of the Amazon States Language that this library uses; nobody really waits.
 *
 * @see https://states-language.net/spec.html
 */

/** An error as states catch and retry it. */
export class StatesError extends Error {
  constructor(public readonly error: string, public readonly cause: string = '') {
    super(`${error}: ${cause}`);
  }
}

/** What a task state asks of the outside. */
export interface Call {
  /** The end of the resource: `ecs:runTask.sync`. */
  readonly api: string;
  readonly parameters: any;
  readonly timeoutSeconds?: number;
}

/** The world around a state machine. */
export interface World {
  readonly context: any;
  /** Answers, or throws a `StatesError`. */
  call(call: Call): any;
  /** Is told of the seconds that the machine waits, by itself or before it tries again. */
  wait?(seconds: number): void;
}

/** The output of the machine; throws the error that it fails with. */
export function runStateMachine(machine: any, input: any, world: World): any {
  let name: string = machine.StartAt;
  let data = input;
  for (;;) {
    const state = machine.States[name];
    if (state === undefined) throw new Error(`no state '${name}'`);
    const { next, output } = runState(state, data, world);
    if (next === undefined) return output;
    [name, data] = [next, output];
  }
}

interface Step {
  readonly next?: string;
  readonly output: any;
}

function runState(state: any, input: any, world: World): Step {
  const attempts = new Map<any, number>();
  for (;;) {
    try {
      return { next: state.Next, output: input, ...evaluate(state, input, world) };
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      const retrier = (state.Retry ?? []).find(({ ErrorEquals: names }: any) => matches(names, error.error));
      const tried = attempts.get(retrier) ?? 0;
      if (retrier !== undefined && tried < retrier.MaxAttempts) {
        attempts.set(retrier, tried + 1);
        world.wait?.(Math.min(retrier.IntervalSeconds * retrier.BackoffRate ** tried, retrier.MaxDelaySeconds ?? Infinity));
        continue;
      }
      const catcher = (state.Catch ?? []).find(({ ErrorEquals: names }: any) => matches(names, error.error));
      if (catcher === undefined) throw error;
      return { next: catcher.Next, output: place(input, { Error: error.error, Cause: error.cause }, catcher.ResultPath) };
    }
  }
}

function matches(names: string[], error: string): boolean {
  return names.includes(error) || names.includes('States.ALL') || (names.includes('States.TaskFailed') && error !== 'States.Timeout');
}

function evaluate(state: any, input: any, world: World): Partial<Step> {
  const context = world.context;
  const parameters = state.Parameters === undefined ? input : fill(state.Parameters, input, context);
  switch (state.Type) {
    case 'Pass': return { output: result(state, input, state.Result ?? parameters, context) };
    case 'Wait': world.wait?.(state.Seconds); return {};
    case 'Succeed': return { next: undefined, output: read(state.OutputPath ?? '$', input, context) };
    case 'Fail': throw new StatesError(
      state.ErrorPath ? evaluateText(state.ErrorPath, input, context) : state.Error,
      state.CausePath ? evaluateText(state.CausePath, input, context) : state.Cause,
    );
    case 'Choice': return { next: state.Choices.find((rule: any) => holds(rule, input, context))?.Next ?? state.Default };
    case 'Task': return {
      output: result(state, input, world.call({ api: state.Resource.split(':::')[1], parameters, timeoutSeconds: state.TimeoutSeconds }), context),
    };
    case 'Parallel': return { output: result(state, input, state.Branches.map((branch: any) => runStateMachine(branch, parameters, world)), context) };
    case 'Map': return { output: result(state, input, items(state, input, world), context) };
    default: throw new Error(`no state of type '${state.Type}' is used here`);
  }
}

function items(state: any, input: any, world: World): any[] {
  return read(state.ItemsPath ?? '$', input, world.context).map((value: any, index: number) => {
    const context = { ...world.context, Map: { Item: { Value: value, Index: index } } };
    const item = state.ItemSelector ? fill(state.ItemSelector, input, context) : value;
    return runStateMachine(state.ItemProcessor, item, { ...world, call: (call) => world.call(call), context });
  });
}

function result(state: any, input: any, raw: any, context: any): any {
  const selected = state.ResultSelector ? fill(state.ResultSelector, raw, context) : raw;
  return read(state.OutputPath ?? '$', place(input, selected, state.ResultPath), context);
}

function place(input: any, value: any, path: string | null = '$'): any {
  if (path === null) return input;
  return path === '$' ? value : { ...input, [path.slice(2)]: value };
}

function fill(template: any, input: any, context: any): any {
  if (Array.isArray(template)) return template.map((part) => fill(part, input, context));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries<any>(template).map(([key, value]) => (
    key.endsWith('.$') ? [key.slice(0, -2), evaluateText(value, input, context)] : [key, fill(value, input, context)])));
}

function evaluateText(text: string, input: any, context: any): any {
  const [, intrinsic, argument] = /^States\.(StringToJson|JsonToString)\((.*)\)$/.exec(text) ?? [];
  if (intrinsic === 'StringToJson') return parsed(mustRead(argument, input, context));
  if (intrinsic === 'JsonToString') return JSON.stringify(mustRead(argument, input, context));
  const [, format, list] = /^States\.Format\('([^']*)', (.*)\)$/.exec(text) ?? [];
  if (format === undefined) return mustRead(text, input, context);
  const values = list.split(', ').map((path) => mustRead(path, input, context));
  return format.replace(/\{\}/g, () => String(values.shift()));
}

function parsed(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    throw new StatesError('States.IntrinsicFailure', text);
  }
}

function mustRead(path: string, input: any, context: any): any {
  const value = read(path, input, context);
  if (value === undefined) throw new StatesError('States.ParameterPathFailure', path);
  return value;
}

function holds(rule: any, input: any, context: any): boolean {
  if (rule.Not) return !holds(rule.Not, input, context);
  if (rule.And) return rule.And.every((part: any) => holds(part, input, context));
  const value = read(rule.Variable, input, context);
  if (rule.IsPresent !== undefined) return (value !== undefined) === rule.IsPresent;
  if (value === undefined) throw new StatesError('States.Runtime', rule.Variable);
  if (rule.StringEquals !== undefined) return value === rule.StringEquals;
  if (rule.NumericEquals !== undefined) return value === rule.NumericEquals;
  if (rule.StringMatches !== undefined) return matchesText(rule.StringMatches, value);
  if (rule.StringEqualsPath !== undefined) return value === mustRead(rule.StringEqualsPath, input, context);
  throw new Error(`no comparison that is used here: ${JSON.stringify(rule)}`);
}

/** A star is for anything. */
function matchesText(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`).test(text);
}

/**
 * Reads `$.a[0].b` and `$$.a`. The last element of a list, or those that a filter lets through, with what follows are a list: `$.a[-1:].b`,
 * `$.a[?(@.b=='c')].d`; elements without it are left out.
 */
function read(path: string, input: any, context: any): any {
  const [root, rest] = path.startsWith('$$') ? [context, path.slice(2)] : [input, path.slice(1)];
  const [, before, selector, after] = /^(.*?)\[(-1:|\?\(.*\))\](.*)$/.exec(rest) ?? [undefined, rest];
  const found = walk(root, before!);
  if (selector === undefined) return found;
  if (!Array.isArray(found)) throw new StatesError('States.Runtime', path);
  return select(found, selector).map((element) => walk(element, after!)).filter((value) => value !== undefined);
}

function select(list: any[], selector: string): any[] {
  if (selector === '-1:') return list.slice(-1);
  const [, name, value] = /^\?\(@\.([A-Za-z]+)==(.+)\)$/.exec(selector)!;
  return list.filter((element) => element[name] === JSON.parse(value.replace(/'/g, '"')));
}

function walk(root: any, path: string): any {
  return [...path.matchAll(/\.([A-Za-z0-9]+)|\[(\d+)\]/g)].reduce((value, [, name, index]) => value?.[name ?? Number(index)], root);
}
