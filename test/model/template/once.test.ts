import { onceForSet } from '../../../src/model/template/once';
import { TemplateSet } from '../../../src/model/template/template-set';

test('a set is read once, also where nothing comes of it, and another one by itself', () => {
  const read = jest.fn((set: TemplateSet) => set.resources()[0]?.logicalId);
  const readOnce = onceForSet(read);
  const [empty, full] = [{}, { A: { Type: 'A::B::C' } }].map((Resources) => TemplateSet.of([{ name: 't', template: { Resources } }]));
  expect([readOnce(empty), readOnce(empty), readOnce(full), readOnce(full)]).toEqual([undefined, undefined, 'A', 'A']);
  expect(read).toHaveBeenCalledTimes(2);
});
