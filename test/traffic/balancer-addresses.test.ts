import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { addressType, isDualStack } from '../../src/traffic/balancer-addresses';

const { DUAL_STACK, DUAL_STACK_WITHOUT_PUBLIC_IPV4, IPV4 } = elbv2.IpAddressType;

test.each([
  ['ipv4' as const, undefined, undefined],
  ['dualstack' as const, undefined, DUAL_STACK],
  ['ipv6' as const, undefined, DUAL_STACK],
  ['ipv4' as const, DUAL_STACK, DUAL_STACK],
  ['dualstack' as const, IPV4, IPV4],
])('in front of %s tasks and with %p chosen the addresses are %p', (ipFamily, chosen, type) => {
  expect(addressType(chosen, { ipFamily })).toBe(type);
});

test.each([[undefined, false], [IPV4, false], [DUAL_STACK, true], [DUAL_STACK_WITHOUT_PUBLIC_IPV4, true]])('%p is reached over IPv6: %p', (type, reached) => {
  expect(isDualStack(type)).toBe(reached);
});
