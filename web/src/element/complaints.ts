// Sentences about what an element was asked for and cannot do. Each is kept under where it comes from, so that it stays
// for as long as it is true, whatever else is said or taken back meanwhile.

/** attributes: their values alone. labels: the list of names. count: how many names it has. */
export type Source = 'attributes' | 'image' | 'labels' | 'count' | 'class' | 'policy' | 'worker';

export class Complaints {
  private readonly kept = new Map<Source, readonly string[]>();
  /** undefined: what an earlier life of the element said may still be there. */
  private shown: readonly string[] | undefined;

  /** show: all that is true now. tell: a sentence that was not there before. */
  constructor(
    private readonly show: (sentences: readonly string[]) => void,
    private readonly tell: (sentence: string) => void,
  ) {}

  /** In place of what that source said before. */
  set(source: Source, sentences: readonly string[]): void {
    this.kept.set(source, sentences);
    const before = this.shown;
    const now = [...new Set([...this.kept.values()].flat())];
    this.shown = now;
    const added = now.filter((sentence) => !before?.includes(sentence));
    // Who has it read aloud hears it once.
    if (added.length === 0 && now.length === before?.length) return;
    this.show(now);
    for (const sentence of added) this.tell(sentence);
  }

  /** Besides what that source said before. */
  add(source: Source, sentence: string): void {
    this.set(source, [...(this.kept.get(source) ?? []), sentence]);
  }
}
