import { expect, test, vi } from 'vitest';

const course = '../../../../web/docs/site/static/course';

test('an engine that could not be fetched is fetched again with the next answer', async () => {
  let policies = 0;
  vi.stubGlobal('trustedTypes', {
    createPolicy() {
      // As in a browser, where a name can be given once.
      if (++policies > 1) throw new TypeError('There is a policy of that name.');
    },
  });
  let fetches = 0;
  // Built beside it, so there is no such file here.
  vi.doMock('/web/docs/site/static/course/package/index.js', () => {
    if (++fetches === 1) throw new Error('no connection');
    return { InferenceSession: {}, decodePicture() {}, scoresOf() {}, Tensor: {} };
  });
  vi.doMock(`${course}/facts.js`, () => ({ factsOf: (_, model) => `facts of ${model}` }));
  const { facts } = await import(`${course}/engine.js`);
  await expect(facts('tinyvgg')).rejects.toThrow();
  expect(await facts('tinyvgg')).toBe('facts of tinyvgg');
  expect(await facts('lenet5')).toBe('facts of lenet5');
  expect([fetches, policies]).toEqual([2, 1]);
});
