// The picture behind a teacher's address, fetched without cookies and without telling where it is asked from. No DOM.

const MOST_BYTES = 40_000_000;
const WAY =
  'Save the picture on your device, and take it with "Take a picture of yours" on the page of the exercise.';

const tooLarge = () => new Error(`The picture has more than 40 MB. ${WAY}`);

/** What a site announces may be less than it sends: what comes is counted. */
async function* counted(stream) {
  const reader = stream.getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.length;
      if (bytes > MOST_BYTES) throw tooLarge();
      yield value;
    }
  } finally {
    // Else the site would go on sending.
    await reader.cancel();
  }
}

async function asked(url) {
  try {
    return await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch {
    throw new Error(
      `${url.host} did not give the picture. It may not let other sites read it. ${WAY}`,
    );
  }
}

/** @throws Error with a sentence where there is no picture to be had. */
export async function fetched(url) {
  const answer = await asked(url);
  if (!answer.ok) throw new Error(`${url.host} answered ${answer.status}. ${WAY}`);
  if (Number(answer.headers.get('content-length')) > MOST_BYTES) throw tooLarge();
  const parts = [];
  if (answer.body) for await (const part of counted(answer.body)) parts.push(part);
  return new Blob(parts, { type: answer.headers.get('content-type') ?? '' });
}
