// Holds the state of one playground, and tells its listeners when it has changed.

import { type Feature, initialState } from './feature.js';
import type { Actions, AppState, Changes, Events, Gesture, Playground } from './playground.js';

/** A field that is undefined is not there. */
function changed(state: AppState, changes: Changes): AppState {
  const next = { ...state } as Record<string, unknown>;
  let isNew = false;
  for (const [field, value] of Object.entries(changes)) {
    if (next[field] === value && (value !== undefined || !(field in next))) continue;
    isNew = true;
    if (value === undefined) delete next[field];
    else next[field] = value;
  }
  return isNew ? (next as unknown as AppState) : state;
}

/** services: what folders besides this one add to a playground. */
export function createPlayground<Services>(
  features: readonly Feature[],
  root: HTMLElement,
  services: (playground: Playground) => Services,
): Playground {
  let current = initialState(features);
  const listeners = new Set<() => void>();
  const become = (next: AppState): void => {
    if (next === current) return;
    current = next;
    for (const listener of [...listeners]) listener();
  };
  const actions: Record<string, (...args: unknown[]) => unknown> = {};
  /** Of gestures that have not been fetched yet. */
  let asked: [name: string, args: unknown[]][] = [];
  const playground = {
    root,
    features,
    actions: actions as unknown as Actions,
    get state() {
      return current;
    },
    set: (changes: Changes) => become(changed(current, changes)),
    emit<Name extends keyof Events>(name: Name, args: Events[Name], changes: Changes = {}) {
      let next = changed(current, changes);
      for (const { on } of features) {
        const changes = on?.[name]?.(next, ...args);
        if (changes) next = changed(next, changes);
      }
      become(next);
      for (const { after } of features) after?.[name]?.(whole, ...args);
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    learn(gestures: Record<string, Gesture>) {
      for (const [name, gesture] of Object.entries(gestures))
        actions[name] = (...args) => gesture(whole, ...args);
      const now = asked.filter(([name]) => name in gestures);
      asked = asked.filter(([name]) => !(name in gestures));
      for (const [name, args] of now) actions[name]?.(...args);
    },
    unask(names?: readonly string[]) {
      asked = asked.filter(([name]) => names && !names.includes(name));
    },
  };
  // With the services it is one.
  const whole = playground as unknown as Playground;
  for (const { gestures = {}, rest } of features) {
    for (const name of rest?.gestures ?? [])
      actions[name] = (...args: unknown[]) => void asked.push([name, args]);
    playground.learn(gestures);
  }
  Object.assign(playground, services(whole));
  return whole;
}
