import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnParameter, Lazy, Stack } from 'aws-cdk-lib/core';
import { EdgeOs } from '../../src/anywhere/edge-os';
import { machineFindings } from '../../src/anywhere/machine-options';
import { sentence } from '../../src/model/finding';

test('every property is checked, and its path told', () => {
  expect(machineFindings({
    operatingSystem: EdgeOs.of('arch', '1'),
    architecture: ecs.CpuArchitecture.of('MIPS'),
    attributes: { 'ecs.x': '1' },
    proxy: { url: 'x', directHosts: [' '] },
    endpoints: { ecs: '/', ssm: '/', ssmMessages: '/', ec2Messages: '/', s3: '/', installer: '/', dualStack: true },
    awsConfigFile: 'x',
  }).map(({ id, path }) => `${id} ${path}`)).toEqual([
    'EdgeOs.Unknown operatingSystem',
    'Registration.Architecture architecture',
    'Registration.AttributeReserved attributes.ecs.x',
    'Registration.ProxyUrl proxy.url',
    'Registration.DirectHost proxy.directHosts[0]',
    ...['ecs', 'ssm', 'ssmMessages', 'ec2Messages', 's3'].map((name) => `Registration.Endpoint endpoints.${name}`),
    'Registration.Installer endpoints.installer',
    'Registration.AwsConfigFile awsConfigFile',
  ]);
});

test('a finding reads as a sentence', () => {
  expect(machineFindings({ operatingSystem: EdgeOs.of('debian', '12') }).map(sentence)).toEqual([
    '`operatingSystem` is one that ECS Anywhere supports, got debian 12, whose support ended on 7 August 2026 or before; take Amazon Linux 2023, Ubuntu 20.04, 22.04, 24.04 or RHEL 9',
  ]);
});

test('the operating systems on offer are supported', () => {
  const offered = [EdgeOs.AMAZON_LINUX_2023, EdgeOs.UBUNTU_20_04, EdgeOs.UBUNTU_22_04, EdgeOs.UBUNTU_24_04, EdgeOs.RHEL_9];
  expect(offered.map((operatingSystem) => machineFindings({ operatingSystem }).map(({ id, severity }) => `${id} ${severity}`)))
    .toEqual([[], ['EdgeOs.NoUpdates warning'], [], [], []]);
  expect(offered.map((operatingSystem) => operatingSystem._bind())).toEqual([
    { id: 'amzn', release: '2023' }, { id: 'ubuntu', release: '20.04' }, { id: 'ubuntu', release: '22.04' }, { id: 'ubuntu', release: '24.04' }, { id: 'rhel', release: '9' },
  ]);
});

test('what is not known yet gets through', () => {
  const value = new CfnParameter(new Stack(), 'Parameter').valueAsString;
  expect(machineFindings({
    operatingSystem: EdgeOs.of(value, value),
    architecture: ecs.CpuArchitecture.of(value),
    attributes: { site: value },
    proxy: { url: value, directHosts: Lazy.list({ produce: () => [] }) },
    endpoints: { ecs: value, installer: value },
    awsConfigFile: value,
  })).toEqual([]);
  expect(machineFindings({ proxy: { url: value, directHosts: [value] } })).toEqual([]);
  expect(machineFindings({})).toEqual([]);
});
