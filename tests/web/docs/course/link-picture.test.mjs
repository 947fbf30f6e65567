import { expect, test, vi } from 'vitest';
import { fetched } from '../../../../web/docs/site/static/course/link-picture.js';

const url = new URL('https://school.example/dog.png');
const TOO_LARGE = 'The picture has more than 40 MB. Save the picture on your device';

/** An answer that sends millions of bytes until nobody reads on. */
function endless(millions) {
  const sent = { parts: 0, isOver: false };
  const body = new ReadableStream(
    {
      pull(stream) {
        if (sent.parts === millions) return stream.close();
        sent.parts += 1;
        stream.enqueue(new Uint8Array(1_000_000));
      },
      cancel() {
        sent.isOver = true;
      },
    },
    { highWaterMark: 0 },
  );
  vi.stubGlobal(
    'fetch',
    async () => new Response(body, { headers: { 'content-type': 'image/png' } }),
  );
  return sent;
}

test('a picture comes whole, with its type', async () => {
  endless(40);
  const { size, type } = await fetched(url);
  expect([size, type]).toEqual([40_000_000, 'image/png']);
});

test('a site that does not say how much it sends is read up to 40 MB', async () => {
  const sent = endless(10_000);
  await expect(fetched(url)).rejects.toThrow(TOO_LARGE);
  expect(sent).toEqual({ parts: 41, isOver: true });
});

test('what is announced as larger is not read at all', async () => {
  vi.stubGlobal(
    'fetch',
    async () => new Response('x', { headers: { 'content-length': '40000001' } }),
  );
  await expect(fetched(url)).rejects.toThrow(TOO_LARGE);
});

test('a site that refuses is named', async () => {
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  await expect(fetched(url)).rejects.toThrow('school.example answered 404. Save the picture');
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('blocked')));
  await expect(fetched(url)).rejects.toThrow('school.example did not give the picture.');
});
