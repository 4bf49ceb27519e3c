import { advise, refuse } from '../../../src/model/finding';
import { checkImage, parseImage } from '../../../src/model/task/image';

test.each([
  ['nginx', 'nginx', undefined, undefined],
  ['nginx:1.27', 'nginx', '1.27', undefined],
  ['localhost:5000/app', 'localhost:5000/app', undefined, undefined],
  ['localhost:5000/app:v1', 'localhost:5000/app', 'v1', undefined],
  ['localhost:5000/team/app:v1', 'localhost:5000/team/app', 'v1', undefined],
  ['public.ecr.aws/nginx/nginx:stable@sha256:abc', 'public.ecr.aws/nginx/nginx', 'stable', 'sha256:abc'],
  ['app@sha256:abc', 'app', undefined, 'sha256:abc'],
  ['localhost:5000/app@sha256:abc', 'localhost:5000/app', undefined, 'sha256:abc'],
])('%s is taken apart', (reference, repository, tag, digest) => {
  expect(parseImage(reference)).toEqual({ repository, tag, digest });
});

test.each([
  ['nginx:latest', 'nginx:latest'],
  ['nginx', 'nginx, which means latest'],
  ['localhost:5000/app', 'localhost:5000/app, which means latest'],
  ['public.ecr.aws/nginx/nginx:latest', 'public.ecr.aws/nginx/nginx:latest'],
])('%s is advised against', (reference, got) => {
  expect(checkImage(reference)).toEqual([advise('Image.Latest', '',
    `changes with the next push, so that a rollback may not bring the old one back, got ${got}; name a version or a digest`)]);
});

test.each(['nginx:1.27', 'app:latest-2', 'localhost:5000/app:v1', 'nginx:latest@sha256:abc', 'nginx@sha256:abc', undefined])('%p gets through', (reference) => {
  expect(checkImage(reference)).toEqual([]);
});

test.each(['', ':v1', '@sha256:abc'])('%p names nothing', (reference) => {
  expect(checkImage(reference)).toEqual([refuse('Image.Empty', '', `must name a repository, got '${reference}'`)]);
});
