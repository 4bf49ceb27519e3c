import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { EcsAnywhereFleet, EdgeOs } from '../../src';
import { integApp, integTest } from '../integ-app';

// An activation is made and stays valid; no machine uses it.
const app = integApp();
const stack = new Stack(app, 'EcsAnywhereFleetActivation');
const fleet = new EcsAnywhereFleet(stack, 'Edge', {
  registrationLimit: 3,
  operatingSystem: EdgeOs.AMAZON_LINUX_2023,
  activationExpiry: Duration.days(1),
  machineTags: { purpose: 'integ' },
});

const { assertions } = integTest(app, stack, []);
assertions
  .awsApiCall('SSM', 'describeActivations', { Filters: [{ FilterKey: 'IamRole', FilterValues: [fleet.instanceRole.roleName] }] })
  .expect(ExpectedResult.objectLike({ ActivationList: [{ RegistrationLimit: 3, RegistrationsCount: 0, Expired: false }] }));
