import { SYSTEMS_MANAGER_CORE } from '../../../src/model/anywhere/systems-manager-core';

test('a machine reads its documents, answers its commands and reports, and reads no parameter', () => {
  expect(SYSTEMS_MANAGER_CORE).toEqual([
    'ec2messages:AcknowledgeMessage', 'ec2messages:DeleteMessage', 'ec2messages:FailMessage', 'ec2messages:GetEndpoint',
    'ec2messages:GetMessages', 'ec2messages:SendReply',
    'ssm:DescribeAssociation', 'ssm:DescribeDocument', 'ssm:GetDeployablePatchSnapshotForInstance', 'ssm:GetDocument', 'ssm:GetManifest',
    'ssm:ListAssociations', 'ssm:ListInstanceAssociations', 'ssm:PutComplianceItems', 'ssm:PutConfigurePackageResult', 'ssm:PutInventory',
    'ssm:UpdateAssociationStatus', 'ssm:UpdateInstanceAssociationStatus',
  ]);
});
