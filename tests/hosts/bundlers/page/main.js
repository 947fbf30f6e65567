// What someone writes who uses the package; run() is called by the test.
import { createClassifier, InferenceSession } from 'cnn-playground';
import { url } from 'cnn-playground/models/tinyvgg.js';

window.run = async (picture, options) => {
  const classify = await createClassifier(url, options);
  const predictions = await classify(picture, { top_k: 1 });
  const { info } = classify.session;
  await classify.release();
  // The beginning of an archive: the words about it are those of the script that reads weights.
  const archive = Uint8Array.of(0x50, 0x4b, 3, 4);
  const weights = await InferenceSession.create(archive, options).catch(({ code }) => code);
  return { label: predictions[0].label, info, weights };
};
