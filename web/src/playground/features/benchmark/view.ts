// The form, how far it is, and the table.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { milliseconds, rangeText } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { besideOtherWork } from '../../kit/spread.js';
import type { CatalogEntry } from '../../run/state.js';
import { takesPicture } from '../../run/suits.js';
import { placeOf } from '../models/index.js';
import { saidOf } from '../take-home/index.js';
import { cancel, choose, coresHere, start, wishOf } from './acts.js';
import { aboutLines } from './lines.js';
import { markdownOf } from './markdown.js';
import type { Benchmark, Row } from './state.js';
import { summaryOf } from './summary.js';
import { words } from './words-en.js';

const RUNS = [5, 10, 25, 50, 100];

interface Choice {
  name: string;
  test: string;
  numbers: readonly number[];
  chosen: number;
  choose(value: number): void;
}

function numberChoice({ name, test, numbers, chosen, choose }: Choice, isBusy: boolean) {
  const change = (event: Event): void => choose(Number((event.target as HTMLSelectElement).value));
  return html`<label class="field">
    <span class="field-name">${name}</span>
    <select data-test=${test} ?disabled=${isBusy} @change=${change}>
      ${numbers.map((each) => html`<option value=${each} .selected=${each === chosen}>${each}</option>`)}
    </select>
  </label>`;
}

/** What a click downloads from elsewhere is not offered. */
function networkChoice(state: AppState, actions: Actions, isBusy: boolean): TemplateResult {
  const { others } = wishOf(state);
  const { model, models, kept } = state;
  const there = models.filter(
    (entry) => entry.id !== model?.id && placeOf(entry, kept) !== 'elsewhere',
  );
  const toggle = ({ id }: CatalogEntry, isChosen: boolean): void => {
    const rest = others.filter((other) => other !== id);
    actions.withBenchmark(choose({ others: isChosen ? [...rest, id] : rest }));
  };
  return html`<fieldset class="benchmark-row">
    <legend class="visually-hidden">${words.networks}</legend>
    <label class="field"><input type="checkbox" checked disabled />${model?.info.title}</label>
    ${there.map(
      (entry) => html`<label class="field">
        <input
          type="checkbox"
          data-test="benchmark-other"
          .checked=${others.includes(entry.id)}
          ?disabled=${isBusy}
          @change=${(event: Event) => toggle(entry, (event.target as HTMLInputElement).checked)}
        />${entry.title}
      </label>`,
    )}
  </fieldset>`;
}

function form(state: AppState, actions: Actions): TemplateResult {
  const { runs, threads } = wishOf(state);
  const isBusy = state.benchmark?.share !== undefined;
  const upTo = Array.from({ length: coresHere() }, (_, index) => index + 1);
  const choices: Choice[] = [
    {
      ...{ name: words.runs, test: 'benchmark-runs', numbers: RUNS, chosen: runs },
      choose: (runs) => actions.withBenchmark(choose({ runs })),
    },
    {
      ...{ name: words.threads, test: 'benchmark-threads', numbers: upTo, chosen: threads },
      choose: (threads) => actions.withBenchmark(choose({ threads })),
    },
  ];
  return html`${networkChoice(state, actions, isBusy)}
    <div class="benchmark-row">
      ${choices.map((choice) => numberChoice(choice, isBusy))}
      <button
        type="button"
        class=${isBusy ? 'button' : 'button is-primary'}
        aria-disabled=${!state.snapshot}
        data-test="benchmark-start"
        @click=${() => state.snapshot && actions.withBenchmark(isBusy ? cancel : start)}
      >${isBusy ? words.cancel : words.start}</button>
    </div>`;
}

function figures({ times }: Row, slowest: number): TemplateResult {
  const { median, least, runs, ...spread } = summaryOf(times);
  const beside =
    besideOtherWork(times) && html`<span class="benchmark-beside">${words.beside}</span>`;
  return html`<td class="benchmark-median" ${cssVariables({ '--share': String(median / slowest) })}>${milliseconds(median)}</td>
    <td>${rangeText(spread)} ${beside}</td>
    <td>${milliseconds(least)}</td>
    <td>${runs}</td>`;
}

function rowView(row: Row, slowest: number): TemplateResult {
  const { module, threads, times, problem } = row;
  const why = problem
    ? html`${problem.text} ${problem.detail ? html`<span lang="en">${problem.detail}</span>` : nothing}`
    : words.waiting;
  return html`<tr data-test="benchmark-row">
    <th scope="row">${module}</th>
    <td>${threads}</td>
    ${times.length > 0 ? figures(row, slowest) : html`<td colspan="4" class="note">${why}</td>`}
  </tr>`;
}

/** The rows of one network. */
function part(network: string, rows: readonly Row[]): TemplateResult {
  const medians = rows.flatMap(({ times }) => (times.length > 0 ? [summaryOf(times).median] : []));
  return html`<tbody>
    <tr><th scope="rowgroup" colspan="6" class="benchmark-network">${network}</th></tr>
    ${rows.map((row) => rowView(row, Math.max(...medians)))}
  </tbody>`;
}

function table(rows: readonly Row[]): TemplateResult {
  const networks = [...new Set(rows.map(({ network }) => network))];
  const { module, threads, median, middle, least, runs } = words.headings;
  return html`<div class="table-frame" role="region" tabindex="0" aria-label=${words.results}>
    <table class="benchmark-table number" data-test="benchmark-table">
      <thead>
        <tr>${[module, threads, median, middle, least, runs].map((title) => html`<th scope="col">${title}</th>`)}</tr>
      </thead>
      ${networks.map((network) =>
        part(
          network,
          rows.filter((row) => row.network === network),
        ),
      )}
    </table>
  </div>`;
}

function status({ share, doing, cut }: Partial<Benchmark>): TemplateResult {
  return html`${share === undefined ? nothing : html`<progress max="1" .value=${share} aria-label=${words.progress}></progress>`}
    <p class="note" role="status" data-test="benchmark-status">${share === undefined ? (cut ?? '') : doing}</p>`;
}

function result(of: Benchmark, state: AppState, actions: Actions): TemplateResult {
  const about = aboutLines(of);
  const ended = of.cut === undefined ? [] : [of.cut];
  const text = markdownOf(of.rows, [words.modules, ...about, ...ended]);
  return html`<p class="note">${words.modules}</p>
    ${table(of.rows)}
    <ul class="note" data-test="benchmark-about">${about.map((line) => html`<li>${line}</li>`)}</ul>
    <div class="benchmark-row">
      <button type="button" class="button" data-test="benchmark-copy" @click=${() => actions.copyText(text)}>${words.copy}</button>
      <span class="note" role="status">${saidOf(state, text)}</span>
    </div>`;
}

export function benchmarkView(state: AppState, actions: Actions): TemplateResult {
  const { benchmark } = state;
  return html`<div class="benchmark" data-test="benchmark">
    <p class="note">${words.about(takesPicture(state))}</p>
    ${form(state, actions)} ${status(benchmark ?? {})}
    ${benchmark && benchmark.rows.length > 0 ? result(benchmark, state, actions) : nothing}
  </div>`;
}
