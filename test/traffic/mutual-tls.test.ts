import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Stack } from 'aws-cdk-lib/core';
import { MutualTls } from '../../src/traffic/mutual-tls';
import { propertiesOf, platformStack } from '../kit/stacks';

function authentication(settingOf: (stack: Stack) => MutualTls): any {
  const { stack, vpc } = platformStack();
  new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc }).addListener('Https', {
    port: 443,
    open: false,
    certificates: [elbv2.ListenerCertificate.fromArn('arn')],
    mutualAuthentication: settingOf(stack)._bind(),
    defaultAction: elbv2.ListenerAction.fixedResponse(404),
  });
  return propertiesOf(stack, 'AWS::ElasticLoadBalancingV2::Listener')[0].MutualAuthentication;
}

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:truststore/partners/1';

test('verify: the trust store decides', () => {
  expect(authentication((stack) => MutualTls.verify(elbv2.TrustStore.fromTrustStoreArn(stack, 'Partners', ARN)))).toEqual({ Mode: 'verify', TrustStoreArn: ARN });
});

test('verify: expired certificates may pass, and authorities may be told', () => {
  const options = { ignoreExpiry: true, advertiseAuthorities: true };
  expect(authentication((stack) => MutualTls.verify(elbv2.TrustStore.fromTrustStoreArn(stack, 'Partners', ARN), options))).toEqual({
    Mode: 'verify', TrustStoreArn: ARN, IgnoreClientCertificateExpiry: true, AdvertiseTrustStoreCaNames: 'on',
  });
});

test('passthrough: the application decides', () => {
  expect(authentication(() => MutualTls.passthrough())).toEqual({ Mode: 'passthrough' });
});
