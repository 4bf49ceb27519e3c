import { advise } from '../../../src/model/finding';
import { checkHardLimit, checkJvmLimit } from '../../../src/model/task/hard-limit';

test('a container without a limit in a task without one is told', () => {
  expect(checkHardLimit([{ namesHardLimit: true }, { namesHardLimit: false }], { namesMemory: false })).toEqual([
    advise('Containers.NoHardLimit', 'containers[1].memoryMiB',
      'limits what the container takes of its instance, got none, so that one leak stops the tasks beside it; set it, or a memory for the task'),
  ]);
});

test.each([
  [[{ namesHardLimit: false }], { namesMemory: true }],
  [[{ namesHardLimit: false }], {}],
  [[{}], { namesMemory: false }],
  [[], { namesMemory: false }],
])('%j in a task with %j gets through', (containers, task) => {
  expect(checkHardLimit(containers, task)).toEqual([]);
});

const NO_LIMIT = advise('Containers.JvmWithoutLimit', 'containers[0].memoryMiB',
  'is what a Java virtual machine sizes itself by, got none, with which it sees all the memory of the instance; set it');

test.each([
  'eclipse-temurin:21', 'public.ecr.aws/docker/library/eclipse-temurin:21-jre', 'amazoncorretto:21', 'bitnami/tomcat', 'openjdk@sha256:0123', 'registry.example.com/base-jre17:1',
  'registry.example.com/jdk:21',
])('a Java virtual machine of the image %s without a limit of its own is told', (image) => {
  expect(checkJvmLimit([{ image, namesHardLimit: false }], { namesMemory: true })).toEqual([NO_LIMIT]);
  expect(checkJvmLimit([{ image, namesHardLimit: true }], { namesMemory: true })).toEqual([]);
  expect(checkJvmLimit([{ image }], { namesMemory: true })).toEqual([]);
  expect(checkJvmLimit([{ image, namesHardLimit: false }], { namesMemory: false })).toEqual([]);
  expect(checkJvmLimit([{ image, namesHardLimit: false }], {})).toEqual([]);
});

test.each(['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', 'JAVA_OPTS'])('the variable %s tells of one', (name) => {
  expect(checkJvmLimit([{ environment: [{ name }], namesHardLimit: false }], { namesMemory: true })).toEqual([NO_LIMIT]);
});

test.each(['nginx:1', 'javascript-app:1', 'registry.example.com/jdk/web:1', undefined])('%s is no sign of one', (image) => {
  expect(checkJvmLimit([{ image, environment: [{ name: 'JAVA' }], namesHardLimit: false }], { namesMemory: true })).toEqual([]);
});
