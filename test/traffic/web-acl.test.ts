import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnParameter } from 'aws-cdk-lib/core';
import { read } from './setting';
import { WebAcl } from '../../src/traffic/web-acl';
import { platformStack, theOnly } from '../kit/stacks';

const ARN = 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/web/1';

test('the web ACL is put in front of the balancer', () => {
  const { stack, vpc } = platformStack();
  const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc });
  WebAcl.byArn(ARN)._bind(stack, balancer);
  expect(theOnly(stack, 'AWS::WAFv2::WebACLAssociation').Properties).toEqual({ ResourceArn: stack.resolve(balancer.loadBalancerArn), WebACLArn: ARN });
});

test('one of CloudFront is refused, and so is what is no ARN', () => {
  expect(WebAcl.byArn(ARN)._findings()).toEqual([]);
  for (const arn of ['arn:aws:wafv2:us-east-1:111122223333:global/webacl/web/1', '']) {
    expect(read(WebAcl.byArn(arn)._findings())).toEqual([
      `error WebAcl.NotRegional: \`\` must be the ARN of a WAFv2 web ACL with scope REGIONAL, got "${arn}"; its resource part starts with regional/webacl/`,
    ]);
  }
});

test('a token gets through', () => {
  expect(WebAcl.byArn(new CfnParameter(platformStack().stack, 'Acl').valueAsString)._findings()).toEqual([]);
});
