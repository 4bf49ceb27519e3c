import { advise, Finding } from '../../../src/model/finding';
import { checkServiceRole, ServiceRoleFacts } from '../../../src/model/roles/service-role';

test.each<[ServiceRoleFacts, Finding]>([
  [{ everything: 'AdministratorAccess', name: 'web' }, advise('Service.AdministratorRole', 'role',
    'must let ECS register targets and no more, got a role that allows AdministratorAccess; leave it out for the service-linked role of ECS')],
  [{ name: 'arn:aws:iam::111122223333:role/ECS-Admin' }, advise('Service.AdminNamedRole', 'role',
    "should name no role of administrators, got 'arn:aws:iam::111122223333:role/ECS-Admin'; leave it out for the service-linked role of ECS")],
])('%j is advised against', (facts, finding) => {
  expect(checkServiceRole(facts)).toEqual([finding]);
});

test.each<ServiceRoleFacts>([{}, { name: 'ecsServiceRole' }])('%j is fine', (facts) => {
  expect(checkServiceRole(facts)).toEqual([]);
});
