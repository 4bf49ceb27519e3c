import { refuse } from '../../../src/model/finding';
import { checkSizeNamed, SizeNamedFacts } from '../../../src/model/task/size-named';

const WHY = 'must be set on Fargate, where the size of the task decides what it gets, got none; the smallest is';

test.each<[SizeNamedFacts, object[]]>([
  [{ fargate: true, namesCpu: false, namesMemory: true }, [refuse('FargateSize.Missing', 'cpu', `${WHY} 256`)]],
  [{ fargate: true, namesCpu: true, namesMemory: false }, [refuse('FargateSize.Missing', 'memory', `${WHY} 512`)]],
  [{ fargate: true, namesCpu: false, namesMemory: false }, [
    refuse('FargateSize.Missing', 'cpu', `${WHY} 256`), refuse('FargateSize.Missing', 'memory', `${WHY} 512`),
  ]],
  [{ fargate: true, namesCpu: true, namesMemory: true }, []],
  [{ fargate: true }, []],
  [{ fargate: false, namesCpu: false, namesMemory: false }, []],
])('of %j is told: %j', (facts, findings) => {
  expect(checkSizeNamed(facts)).toEqual(findings);
});
