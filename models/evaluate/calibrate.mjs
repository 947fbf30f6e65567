// Whether probabilities are as large as they are right, and the temperature that makes them so.
//
// Pictures are split within each class, in the order of their names: the first, third, fifth, ... fit
// the temperature, the others test it.

/** Bins of equal width that the largest probability is sorted into. */
export const BINS = 15;

/** Which half each picture of `pictures` belongs to: 0 fits, 1 tests. */
export function halves(pictures) {
  const seen = new Map();
  return pictures.map(({ label }) => {
    const before = seen.get(label) ?? 0;
    seen.set(label, before + 1);
    return before % 2;
  });
}

/** Logarithm of the sum of exponentials, of logits divided by a temperature. */
function logSumExp(logits, temperature) {
  const largest = Math.max(...logits);
  const sum = logits.reduce((all, logit) => all + Math.exp((logit - largest) / temperature), 0);
  return largest / temperature + Math.log(sum);
}

/** Mean negative log-likelihood. answers: [{ logits, truth }], truth an output index. */
export function negativeLogLikelihood(answers, temperature) {
  const losses = answers.map(
    ({ logits, truth }) => logSumExp(logits, temperature) - logits[truth] / temperature,
  );
  return losses.reduce((all, loss) => all + loss, 0) / losses.length;
}

/**
 * The temperature of the least negative log-likelihood, from 0.05 to 20: in 1 / temperature it has a
 * single minimum, which golden sections find.
 */
export function fitTemperature(answers) {
  const ratio = (Math.sqrt(5) - 1) / 2;
  const loss = (log) => negativeLogLikelihood(answers, Math.exp(log));
  let [low, high] = [Math.log(0.05), Math.log(20)];
  while (high - low > 1e-6) {
    const left = high - (high - low) * ratio;
    const right = low + (high - low) * ratio;
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

/** Answer and its probability at a temperature. */
function topOf({ logits, truth }, temperature) {
  const answer = logits.indexOf(Math.max(...logits));
  const confidence = Math.exp(logits[answer] / temperature - logSumExp(logits, temperature));
  return { confidence, isRight: answer === truth };
}

/**
 * Expected calibration error of the top class: pictures are sorted by the probability of their answer
 * into BINS bins of equal width; the mean over bins, weighted by pictures, of the distance between
 * the mean probability and the share of right answers. bins: those that hold pictures.
 */
export function calibration(answers, temperature) {
  const tops = answers.map((answer) => topOf(answer, temperature));
  const sorted = Array.from({ length: BINS }, () => []);
  for (const top of tops) {
    sorted[Math.min(BINS - 1, Math.floor(top.confidence * BINS))].push(top);
  }
  const mean = (list, of) => list.reduce((all, entry) => all + of(entry), 0) / list.length;
  const bins = sorted.flatMap((list, index) => {
    if (list.length === 0) return [];
    const confidence = mean(list, (top) => top.confidence);
    const right = mean(list, (top) => Number(top.isRight));
    return [{ from: index / BINS, count: list.length, confidence, right }];
  });
  const apart = bins.map(({ count, confidence, right }) => count * Math.abs(confidence - right));
  const wrong = tops.filter((top) => !top.isRight);
  return {
    ece: apart.reduce((all, share) => all + share, 0) / answers.length,
    confidence: mean(tops, (top) => top.confidence),
    confidenceWhereWrong: wrong.length > 0 ? mean(wrong, (top) => top.confidence) : undefined,
    right: mean(tops, (top) => Number(top.isRight)),
    bins,
  };
}

/**
 * All of it: the temperature fitted on one half and tested on the other, and the halves swapped.
 * temperature: tests this one instead of a fitted one, as the file has it.
 */
export function calibrate(answers, half, temperature) {
  const of = (which) => answers.filter((_, index) => half[index] === which);
  const [first, second] = [of(0), of(1)];
  const fitted = fitTemperature(first);
  const swapped = fitTemperature(second);
  return {
    fitted,
    inFile: temperature,
    counts: [first.length, second.length],
    before: calibration(second, 1),
    after: calibration(second, temperature ?? fitted),
    swapped: {
      fitted: swapped,
      before: calibration(first, 1).ece,
      after: calibration(first, swapped).ece,
    },
  };
}
