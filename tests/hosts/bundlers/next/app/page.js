'use client';

import { createClassifier } from 'cnn-playground';
import { url } from 'cnn-playground/models/tinyvgg.js';
import { useEffect } from 'react';

async function run(picture, options) {
  const classify = await createClassifier(url, options);
  const predictions = await classify(picture, { top_k: 1 });
  const { info } = classify.session;
  await classify.release();
  return { label: predictions[0].label, info };
}

export default function Page() {
  useEffect(() => {
    window.run = run;
  }, []);
  return <p>A page of someone else's</p>;
}
