import * as vpclattice from 'aws-cdk-lib/aws-vpclattice';
import { Fn, Reference, Tokenization } from 'aws-cdk-lib/core';
import { Construct, IConstruct } from 'constructs';
import { LatticeForward } from './lattice-forward';
import { LatticeRuleFacts } from '../model/lattice/lattice-rule';
import { known } from '../private/known';

/** A header that a request has to have; one of the three comparisons. */
export interface LatticeHeaderMatch {
  /** Name of the header, in small or capital letters: 1 to 40 characters. */
  readonly name: string;

  /**
   * The whole value.
   *
   * @default - another comparison
   */
  readonly exact?: string;

  /**
   * The beginning of the value.
   *
   * @default - another comparison
   */
  readonly prefix?: string;

  /**
   * A part of the value.
   *
   * @default - another comparison
   */
  readonly contains?: string;
}

/**
 * Which requests a rule of a listener takes: those that meet all its conditions, of which it needs one.
 *
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/listener-rules.html
 */
export interface LatticeRuleOptions {
  /** Place among the rules of the listener, from 1 to 100; the lowest comes first. */
  readonly priority: number;

  /**
   * The whole path, without wildcards; letters count as equal in both cases.
   *
   * @default - any path
   */
  readonly path?: string;

  /**
   * Beginning of the path, without wildcards; letters count as equal in both cases.
   *
   * @default - any path
   */
  readonly pathPrefix?: string;

  /**
   * HTTP method, in capital letters.
   *
   * @default - any method
   */
  readonly method?: string;

  /**
   * Headers that the request has, five at the most.
   *
   * @default - any headers
   */
  readonly headers?: LatticeHeaderMatch[];
}

const services = new WeakMap<IConstruct, string>();

/** Rules of this app, by the listener that they are on. */
const taken = new WeakMap<IConstruct, Map<string, Map<number, string>>>();

/** Who has which priority on a listener. */
export function prioritiesOf(scope: IConstruct, listenerArn: string): Map<number, string> {
  const listeners = taken.get(scope.node.root) ?? new Map<string, Map<number, string>>();
  const priorities = listeners.get(listenerArn) ?? new Map<number, string>();
  taken.set(scope.node.root, listeners.set(listenerArn, priorities));
  return priorities;
}

/** What the model can know of a rule. */
export function latticeRuleFacts(options: LatticeRuleOptions, priorities: ReadonlyMap<number, string> = new Map()): LatticeRuleFacts {
  const { headers = [], method, path, pathPrefix, priority } = options;
  return {
    priority: known(priority),
    path: known(path),
    pathPrefix: known(pathPrefix),
    paths: given(path, pathPrefix).length,
    method: known(method),
    hasMethod: method !== undefined,
    headers: headers.map(({ contains, exact, name, prefix }) => {
      const comparisons = given(exact, prefix, contains);
      return { name: known(name), comparisons: comparisons.length, value: known(comparisons[0]) };
    }),
    taken: priorities,
  };
}

/** Makes a rule in the stack of the service that it leads to, so that the listener's stack knows nothing of the service. */
export function makeLatticeRule(
  scope: Construct, id: string, listenerArn: string, options: LatticeRuleOptions, forward: LatticeForward,
): vpclattice.CfnRule {
  const { headers, method, path, pathPrefix, priority } = options;
  const rule = new vpclattice.CfnRule(scope, id, {
    serviceIdentifier: serviceOf(listenerArn),
    listenerIdentifier: listenerArn,
    priority,
    action: forward.render(),
    match: {
      httpMatch: {
        method,
        pathMatch: given(path, pathPrefix).length === 0 ? undefined : { match: { exact: path, prefix: pathPrefix } },
        headerMatches: headers?.map(({ name, ...match }) => ({ name, match })),
      },
    },
  });
  prioritiesOf(scope, listenerArn).set(priority, rule.node.path);
  return rule;
}

/** The ARN of the service that a listener belongs to: a part of the listener's own, where it is not known better. */
export function serviceOf(listenerArn: string): string {
  const [reference] = Tokenization.reverseString(listenerArn).tokens.filter(Reference.isReference);
  const parts = Fn.split('/', listenerArn);
  return services.get(reference?.target) ?? Fn.join('/', [Fn.select(0, parts), Fn.select(1, parts)]);
}

/** Remembers the service of a listener: what names it by the listener has to wait for the listener, which may wait in turn. */
export function recordService(listener: vpclattice.CfnListener, serviceArn: string): void {
  services.set(listener, serviceArn);
}

function given(...values: (string | undefined)[]): string[] {
  return values.flatMap((value) => value ?? []);
}
