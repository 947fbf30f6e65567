// How well a score tells pictures like the training pictures from others: its rule, its threshold, and
// how often it errs both ways. Scores are the package's own (unfamiliarity), low for unfamiliar.

/** Share of familiar pictures that may be flagged. */
export const FLAGGED = 0.05;

/** The rules that need no fitting, on a value that holds logits. */
export const logitRules = (value) =>
  ['max_logit', 'logsumexp'].map((score) => ({ score, value, below: 0 }));

/** Six digits: enough for a score, short in a file. */
const short = (number) => Number(number.toPrecision(6));

/** rows: channel means and deviations of each picture. The centre and whitening of a "maps" rule. */
export function fitMaps(value, rows) {
  const size = rows[0].length;
  const centre = rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length);
  const away = rows.map((row) => row.map((number, i) => number - centre[i]));
  const covariance = centre.map((_, i) =>
    centre.map((_, j) => away.reduce((sum, row) => sum + row[i] * row[j], 0) / (rows.length - 1)),
  );
  // A little on the diagonal: a channel that never changes has no deviation to be measured in.
  const trace = covariance.reduce((sum, row, i) => sum + row[i], 0);
  for (let i = 0; i < size; i++) covariance[i][i] += (1e-6 * trace) / size;
  const whiten = invertLower(cholesky(covariance));
  return {
    score: 'maps',
    value,
    below: 0,
    centres: [centre.map(short)],
    whiten: whiten.map((row) => row.map(short)),
  };
}

/** Lower triangle L with L times its transpose = matrix. */
function cholesky(matrix) {
  const lower = [];
  for (const [i, row] of matrix.entries()) {
    lower.push([]);
    for (let j = 0; j <= i; j++) {
      let rest = row[j];
      for (let k = 0; k < j; k++) rest -= lower[i][k] * lower[j][k];
      lower[i].push(i === j ? Math.sqrt(rest) : rest / lower[j][j]);
    }
  }
  return lower;
}

/** The inverse of a lower triangle, which is one too. */
function invertLower(lower) {
  const inverse = [];
  for (const [i, row] of lower.entries()) {
    inverse.push([]);
    for (let j = 0; j <= i; j++) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= row[k] * inverse[k][j];
      inverse[i].push(sum / row[i]);
    }
  }
  return inverse;
}

/** The score below which `share` of the scores are. */
export function quantile(scores, share) {
  const sorted = Float64Array.from(scores).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** Probability that a familiar picture scores more than another; ties count half. */
export function auroc(familiar, others) {
  const sorted = Float64Array.from(others).sort();
  // How many of the others are below `score`; with `equal`, those too.
  const below = (score, equal) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < score || (equal && sorted[middle] === score)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const wins = familiar.map((score) => (below(score, false) + below(score, true)) / 2);
  return wins.reduce((sum, win) => sum + win, 0) / (familiar.length * sorted.length);
}

const share = (list, holds) => list.filter(holds).length / list.length;

/**
 * familiar: scores of validation pictures; half: 0 sets the threshold, 1 tests it. others: [{ kind,
 * score }]. below: a threshold to test instead, as a file has it.
 */
export function assess(familiar, half, others, below) {
  const first = familiar.filter((_, index) => half[index] === 0);
  const second = familiar.filter((_, index) => half[index] === 1);
  const threshold = below ?? short(quantile(first, FLAGGED));
  const all = others.map(({ score }) => score);
  const at95 = quantile(second, 0.05);
  const kinds = [...new Set(others.map(({ kind }) => kind))].map((kind) => {
    const scores = others.filter((other) => other.kind === kind).map(({ score }) => score);
    const missed = share(scores, (score) => score >= threshold);
    return { kind, count: scores.length, auroc: auroc(second, scores), missed };
  });
  return {
    below: threshold,
    auroc: auroc(second, all),
    falsePositivesAt95: share(all, (score) => score >= at95),
    flagged: share(second, (score) => score < threshold),
    missed: share(all, (score) => score >= threshold),
    kinds,
  };
}
