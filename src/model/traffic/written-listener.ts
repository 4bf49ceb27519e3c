import { listIn, Properties, propertiesIn, textIn } from '../template-value';

/** What of a listener, or of one of its rules, matters to the target groups behind it. */
export interface WrittenListener {
  /** Of a listener; a rule has its listener's. */
  readonly protocol?: string;
  /** Users log in before a request reaches a target. */
  readonly login: boolean;
}

/** Reads the facts from the properties of an `AWS::ElasticLoadBalancingV2::Listener` or `ListenerRule`. */
export function readListener({ Actions: actions, DefaultActions: defaults, Protocol: protocol }: Properties): WrittenListener {
  const types = listIn(actions ?? defaults).map((action) => textIn(propertiesIn(action).Type));
  return { protocol: textIn(protocol), login: types.some((type) => type?.startsWith('authenticate-')) };
}
