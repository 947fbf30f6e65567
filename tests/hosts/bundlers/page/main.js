// What someone writes who uses the package; run() is called by the test.
import { createClassifier } from 'cnn-playground';
import { url } from 'cnn-playground/models/tinyvgg.js';

window.run = async (picture, options) => {
  const classify = await createClassifier(url, options);
  const predictions = await classify(picture, { top_k: 1 });
  const { info } = classify.session;
  await classify.release();
  return { label: predictions[0].label, info };
};
