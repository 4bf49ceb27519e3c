import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { Stack, Token } from 'aws-cdk-lib/core';
import { CloudMapNamespace } from '../../src';
import { sentence } from '../../src/model/finding';
import { platformStack, theOnly } from '../kit/stacks';

const texts = (namespace: CloudMapNamespace) => namespace._findings().map((finding) => `${finding.id}: ${sentence(finding)}`);

test('a name that is left out comes from the path', () => {
  const stack = new Stack(undefined, 'Shop');
  CloudMapNamespace.http()._bind(stack);
  expect(theOnly(stack, 'AWS::ServiceDiscovery::HttpNamespace').Properties).toEqual({ Name: expect.stringMatching(/^Shop/) });
});

test('a namespace with DNS is of a VPC', () => {
  const { stack, vpc } = platformStack();
  expect(CloudMapNamespace.privateDns('shop.local', vpc)._bind(stack).type).toBe(cloudmap.NamespaceType.DNS_PRIVATE);
  expect(theOnly(stack, 'AWS::ServiceDiscovery::PrivateDnsNamespace').Properties).toEqual({ Name: 'shop.local', Vpc: { Ref: expect.stringMatching(/^Vpc/) } });
});

test('one that is there is taken as it is', () => {
  const stack = new Stack();
  const given = new cloudmap.PublicDnsNamespace(stack, 'Public', { name: 'example.com' });
  const namespace = CloudMapNamespace.existing(given);
  expect([namespace._bind(stack), namespace._type]).toEqual([given, cloudmap.NamespaceType.DNS_PUBLIC]);
});

test('one that is shared is known by its ARN', () => {
  const namespace = CloudMapNamespace.shared('arn:aws-cn:servicediscovery:cn-north-1:111122223333:namespace/ns-abc', 'theirs');
  expect(texts(namespace)).toEqual([]);
  const { namespaceArn, namespaceId, namespaceName } = namespace._bind(new Stack());
  expect([namespaceId, namespaceName, namespace._isShared]).toEqual(['ns-abc', 'theirs', true]);
  expect(namespaceArn).toBe('arn:aws-cn:servicediscovery:cn-north-1:111122223333:namespace/ns-abc');
});

test.each<[string, CloudMapNamespace]>([
  ['an ARN of another service', CloudMapNamespace.shared('arn:aws:sns:us-east-1:111122223333:topic', 'x')],
  ['an ARN of a Cloud Map service', CloudMapNamespace.shared('arn:aws:servicediscovery:us-east-1:111122223333:service/srv-1', 'x')],
  ['an id', CloudMapNamespace.shared('ns-abc', 'x')],
])('%s is no namespace', (_what, namespace) => {
  expect(texts(namespace)).toEqual([expect.stringMatching(/^CloudMapNamespace\.Arn: `arn` is the ARN of a Cloud Map namespace, .*, got '/)]);
});

test('what only the deployment knows is no fault', () => {
  const later = Token.asString({ Ref: 'Parameter' });
  const { vpc } = platformStack();
  expect([CloudMapNamespace.http(later), CloudMapNamespace.privateDns(later, vpc), CloudMapNamespace.shared(later, 'x')].flatMap(texts)).toEqual([]);
});
