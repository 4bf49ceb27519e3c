import { TemplateSet } from '../../../src/model/template/template-set';
import { namespaceNamed } from '../../../src/model/workload/namespaces';

const set = TemplateSet.of(['a', 'b'].map((name) => ({
  name,
  template: {
    Resources: {
      Owner: { Type: 'AWS::ECS::Service' },
      Shop: { Type: 'AWS::ServiceDiscovery::HttpNamespace', Properties: { Name: `shop-${name}` } },
      Twice: { Type: 'AWS::ServiceDiscovery::PrivateDnsNamespace', Properties: { Name: 'twice' } },
    },
  },
})));
const named = (value: unknown, template = 'a') => namespaceNamed(set, set.resources().find((one) => one.template === template && one.logicalId === 'Owner')!, value);

test('a namespace of the set is known by reference and by name', () => {
  expect(named({ 'Fn::GetAtt': ['Shop', 'Arn'] })).toMatchObject({ key: 'a Shop', kind: 'HTTP', name: 'shop-a', resource: { logicalId: 'Shop' } });
  expect(named('shop-b')).toMatchObject({ key: 'b Shop', kind: 'HTTP', name: 'shop-b' });
});

test('another one is the same in the same words of one template', () => {
  const keys = [named('shop'), named('shop'), named('other'), named('shop', 'b'), named({ Ref: 'P' }), named({ Ref: 'P' }), named({ Ref: 'Q' })].map((one) => one?.key);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[5]).toBe(keys[4]);
  expect(new Set(keys).size).toBe(5);
  expect(named('twice')).toEqual({ key: 'a "twice"', name: 'twice' });
});

test.each([['arn:aws:servicediscovery:eu-west-1:111111111111:namespace/ns-1'], ['ns-abc123'], [{ Ref: 'P' }]])('%j is not the name', (value) => {
  expect(named(value)?.name).toBeUndefined();
});

test.each(['ns-shop.local', 'my-ns-1'])('%s is the name', (value) => {
  expect(named(value)?.name).toBe(value);
});

test('where none is written there is none', () => {
  expect(named(undefined)).toBeUndefined();
});
