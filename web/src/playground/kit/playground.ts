// One playground: what it knows, and what can be done with it. Every feature adds its own fields, gestures
// and events to the interfaces here, in its own folder (TypeScript merges the declarations), so that a
// feature comes and goes without a change to any other.

/** Everything on screen, as one immutable object. Pictures and sessions live outside of it. */
// biome-ignore lint/suspicious/noEmptyInterface: features add to it
export interface AppState {}

/** What a user can ask for: the gestures of all features, bound to one playground. */
// biome-ignore lint/suspicious/noEmptyInterface: features add to it
export interface Actions {}

/** What happens that concerns more than one feature, with its arguments. */
// biome-ignore lint/suspicious/noEmptyInterface: features add to it
export interface Events {}

/** New values of fields; undefined takes an optional one away. */
export type Changes = { [Field in keyof AppState]?: AppState[Field] | undefined };

export interface Playground {
  readonly state: AppState;
  readonly actions: Actions;
  /** The element it fills. */
  readonly root: HTMLElement;
  /** True where it has the page to itself: what is dropped or pasted anywhere is for it. */
  readonly wide: boolean;
  set(changes: Changes): void;
  /** These changes, and what every feature changes for that event, at once. */
  emit<Name extends keyof Events>(name: Name, args: Events[Name], changes?: Changes): void;
  /** Returns what ends the subscription. */
  subscribe(listener: () => void): () => void;
}

/**
 * Declared once, in the feature it belongs to: its name, what it changes, and what it starts. Return
 * types are written out, since gestures may call each other.
 */
// biome-ignore lint/suspicious/noExplicitAny: of any arguments
export type Gesture = (playground: Playground, ...args: any[]) => unknown;

/** The same without the playground. */
export type Bound<Gestures> = {
  [Name in keyof Gestures]: Gestures[Name] extends (
    playground: Playground,
    ...args: infer Args
  ) => infer Result
    ? (...args: Args) => Result
    : never;
};
