// The file in which a student's answers are saved, and the table that a teacher gets of many. No DOM. A file may come
// from anybody, so whatever is not as it should be is refused with a sentence.

const FORMAT = 'cnn-playground-answers';
const VERSION = 1;
export const LIMITS = { files: 200, bytes: 200_000, answers: 300, text: 120 };

const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** answers: [{ page, exercise, prediction, right, tries, solved, picture, time }]. */
export function answersFile(name, answers, now) {
  const whose = name.trim().slice(0, LIMITS.text);
  const saved = now.toISOString();
  return `${JSON.stringify({ format: FORMAT, version: VERSION, name: whose, saved, answers }, null, 1)}\n`;
}

// Control characters, and those that turn the direction of what follows.
const UNSEEN = /[\p{Cc}\p{Cf}]/gu;
const text = (value) =>
  typeof value === 'string'
    ? value.replaceAll(UNSEEN, ' ').slice(0, LIMITS.text).trim()
    : undefined;

const isTime = (value) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{5,15}Z$/.test(value);
const isName = (value) => typeof value === 'string' && NAME.test(value);
const isCount = (value) => Number.isInteger(value) && value >= 1 && value < 10_000;

function answer(given, index) {
  const { page, exercise, prediction, right, tries, solved, picture, time } = given ?? {};
  const isWhole =
    isName(page) &&
    isName(exercise) &&
    isName(picture) &&
    isTime(time) &&
    isCount(tries) &&
    typeof prediction === 'string' &&
    typeof right === 'boolean' &&
    typeof solved === 'boolean';
  if (!isWhole) throw new Error(`its answer ${index + 1} is not as the course writes it`);
  return { page, exercise, prediction: text(prediction), right, tries, solved, picture, time };
}

const keyOf = ({ page, exercise }) => `${page}/${exercise}`;

/** All of a file, each of another exercise. */
function answersIn(given) {
  const answers = given.map(answer);
  const keys = new Set();
  for (const [index, each] of answers.entries()) {
    if (keys.has(keyOf(each)))
      throw new Error(`its answer ${index + 1} is to an exercise that it has answered before`);
    keys.add(keyOf(each));
  }
  return answers;
}

/**
 * Reads a file of answers: { name, saved, answers }.
 * @throws Error that says what is wrong and what to do.
 */
export function readAnswers(json, file) {
  const refuse = (why, way = 'Ask for a file that was saved with "Save my answers".') => {
    throw new Error(`"${text(file)}" was not read: ${why}. ${way}`);
  };
  if (json.length > LIMITS.bytes) refuse(`it has more than ${LIMITS.bytes / 1000} kB`);
  let given;
  try {
    given = JSON.parse(json);
  } catch {
    refuse('it is no JSON');
  }
  if (given?.format !== FORMAT) refuse('it holds no answers of this course');
  if (given.version !== VERSION)
    refuse(`its version is not ${VERSION}`, 'It comes from another release of these pages.');
  const { name, saved, answers } = given;
  if (typeof name !== 'string' || !isTime(saved) || !Array.isArray(answers))
    refuse('parts of it are missing');
  if (answers.length > LIMITS.answers) refuse(`it has more than ${LIMITS.answers} answers`);
  try {
    return {
      name: text(name) || text(file).replace(/\.json$/, ''),
      saved,
      answers: answersIn(answers),
    };
  } catch (error) {
    return refuse(error.message);
  }
}

/**
 * { columns: ["page/exercise"], rows: [{ name, saved, cells: [answer or undefined], right }], others }, as in the
 * course's order. others: answers to exercises that it does not have. They get no column: a file may name any.
 */
export function tableOf(files, order) {
  const keys = files.flatMap(({ answers }) => answers.map(keyOf));
  const answered = new Set(keys);
  const columns = order.filter((key) => answered.has(key));
  const shown = new Set(columns);
  const others = keys.filter((key) => !shown.has(key)).length;
  const rows = files.map(({ name, saved, answers }) => {
    const byKey = new Map(answers.map((given) => [keyOf(given), given]));
    const cells = columns.map((key) => byKey.get(key));
    return { name, saved, cells, right: cells.filter((cell) => cell?.right).length };
  });
  return { columns, rows, others };
}

/** A spreadsheet takes what begins so for a formula. */
const safe = (value) =>
  /^[\s]*[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
const field = (value) => `"${safe(String(value)).replaceAll('"', '""')}"`;

/** A line for each answer: a spreadsheet sorts and counts them. */
export function csvOf(files) {
  const head = [
    'name',
    'page',
    'exercise',
    'first prediction',
    'right at first',
    'tries',
    'solved',
    'picture',
    'time',
  ];
  const lines = files.flatMap(({ name, answers }) =>
    answers.map(({ page, exercise, prediction, right, tries, solved, picture, time }) => [
      name,
      page,
      exercise,
      prediction,
      right,
      tries,
      solved,
      picture,
      time,
    ]),
  );
  return `${[head, ...lines].map((line) => line.map(field).join(',')).join('\r\n')}\r\n`;
}
