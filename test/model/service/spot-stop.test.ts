import { advise } from '../../../src/model/finding';
import { checkSpotStop } from '../../../src/model/service/spot-stop';

test('each container on Spot that does not say how long it takes to stop is told', () => {
  expect(checkSpotStop({ spot: true, stops: [true, false, undefined, false] })).toEqual([1, 3].map((index) => advise('Shutdown.ShortSpotStop',
    `containers[${index}].stopTimeout`, 'should be named on Fargate Spot, got none, so that the container is killed after 30 of the 120 seconds' +
    ' that its notice gives; set it to up to 120')));
});

test.each([false, undefined])('spot %p gets through', (spot) => {
  expect(checkSpotStop({ spot, stops: [false] })).toEqual([]);
});
