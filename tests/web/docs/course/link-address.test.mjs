import { expect, test } from 'vitest';
import { linkTo, pictureAddress } from '../../../../web/docs/site/static/course/link-address.js';

test.each([
  ['dog.jpg', 'is not whole'],
  ['javascript:alert(1)', 'has to begin with https://'],
  ['data:image/png;base64,AAAA', 'has to begin with https://'],
  ['https://ann:secret@school.example/dog.jpg', 'must hold no password'],
  [`https://school.example/${'a'.repeat(2000)}`, 'has more than 2000 characters'],
])('%s is refused', (text, why) => {
  expect(pictureAddress(text).problem).toContain(why);
  expect(pictureAddress(text).url).toBeUndefined();
});

test('a link names the picture and the exercise, whatever stands in the address', () => {
  const { url } = pictureAddress(' https://school.example/my dog.jpg?size=1&x=2#top ');
  const link = linkTo('https://docs.example/course/picture.html?from=old#a', url, 'kernel/by-hand');
  const { pathname, searchParams, hash } = new URL(link);
  expect([pathname, hash]).toEqual(['/course/picture.html', '']);
  expect(searchParams.get('from')).toBe('https://school.example/my%20dog.jpg?size=1&x=2#top');
  expect(searchParams.get('exercise')).toBe('kernel/by-hand');
});
