import { createClassifier } from 'cnn-playground';
import { url } from 'cnn-playground/models/tinyvgg.js';

/** Body: RGBA pixels of a picture of 80 x 60. */
export async function POST(request) {
  const data = new Uint8Array(await request.arrayBuffer());
  const classify = await createClassifier(url, { threads: 2 });
  const predictions = await classify({ data, width: 80, height: 60 }, { top_k: 1 });
  const { info } = classify.session;
  await classify.release();
  return Response.json({ label: predictions[0].label, info });
}
