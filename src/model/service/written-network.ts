import { entryIn, Properties } from '../template-value';

const NETWORK = 'NetworkConfiguration.AwsvpcConfiguration';

/** The network that an `AWS::ECS::Service` names for its tasks, as it is written. */
export interface WrittenNetwork {
  readonly subnets: unknown;
  readonly securityGroups: unknown;
  readonly assignPublicIp: unknown;
}

/** Reads the network of an `AWS::ECS::Service`: an empty one where none is written, and no public address where nothing is said of it. */
export function readNetwork(service: Properties): WrittenNetwork {
  return {
    subnets: entryIn(service, `${NETWORK}.Subnets`, []),
    securityGroups: entryIn(service, `${NETWORK}.SecurityGroups`, []),
    assignPublicIp: entryIn(service, `${NETWORK}.AssignPublicIp`, 'DISABLED'),
  };
}
