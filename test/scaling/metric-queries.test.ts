import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { isMeasured, metricQueries } from '../../src/scaling/metric-queries';

const orders = new cloudwatch.Metric({
  namespace: 'Shop', metricName: 'Orders', statistic: 'p90', dimensionsMap: { Shop: 'north' }, unit: cloudwatch.Unit.COUNT,
});

test('a metric is one query', () => {
  expect(metricQueries(orders)).toEqual([{
    id: 'result',
    metricStat: { metric: { namespace: 'Shop', metricName: 'Orders', dimensions: [{ name: 'Shop', value: 'north' }] }, stat: 'p90', unit: 'Count' },
    returnData: true,
  }]);
});

test('of an expression all parts are queries, and only the last is the result', () => {
  const inner = new cloudwatch.MathExpression({ expression: 'orders * 2', usingMetrics: { orders } });
  const queries = metricQueries(new cloudwatch.MathExpression({ expression: 'double + orders', usingMetrics: { double: inner, orders } }));
  expect(queries.map(({ id, expression, returnData }) => ({ id, expression, returnData }))).toEqual([
    { id: 'orders', expression: undefined, returnData: false },
    { id: 'double', expression: 'orders * 2', returnData: false },
    { id: 'result', expression: 'double + orders', returnData: true },
  ]);
});

test('the result has an id of its own', () => {
  const queries = metricQueries(new cloudwatch.MathExpression({ expression: 'result + result2', usingMetrics: { result: orders, result2: orders } }));
  expect(queries.map(({ id }) => id)).toEqual(['result', 'result2', 'result3']);
});

test('a metric and an expression can be measured, a search cannot', () => {
  expect(isMeasured(orders)).toBe(true);
  expect(isMeasured(new cloudwatch.MathExpression({ expression: 'orders * 2', usingMetrics: { orders } }))).toBe(true);
  expect(isMeasured(new cloudwatch.SearchExpression({ expression: "SEARCH('Shop', 'Average')" }))).toBe(false);
});
