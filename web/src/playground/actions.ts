// What a user can ask for; the page gives one of these to every view.

import type {
  CatalogEntry,
  Cell,
  Glance,
  LayerView,
  MapAddress,
  Sample,
  TableView,
  ThemeChoice,
  View,
  WhyView,
} from './app-state.js';
import type { Strokes } from './features/draw/drawing.js';
import type { EditorEvent } from './features/edit/editor.js';
import type { InputForm } from './features/input-form/input-form.js';
import type { KernelChoice, LabSettings } from './features/lab/lab.js';
import type { ScaleMode } from './network/scale.js';

export interface Actions {
  choosePicture(): void;
  chooseModel(): void;
  /** The files of weights that a network lacks. */
  chooseWeights(): void;
  openSample(sample: Sample): void;
  openModel(entry: CatalogEntry): void;
  /** Opens the list of models. */
  showModels(): void;
  closeModels(): void;
  /** Gives back the room that a downloaded model takes. */
  removeModel(entry: CatalogEntry): void;
  cancelLoading(): void;
  chooseLabels(): void;
  /** Only the fields that change: of two changes before the next frame, both count. */
  changeInput(change: Partial<InputForm>): void;
  draw(strokes: Strokes): void;
  /** What is on the pad now. */
  drawn(): Strokes;
  retry(): void;
  /** Back to the first bundled network and sample. */
  restart(): void;
  dismiss(): void;
  scale(mode: ScaleMode): void;
  theme(choice: ThemeChoice): void;
  focus(at: MapAddress): void;
  hover(at: MapAddress | undefined, cell?: Cell): void;
  open(at: MapAddress, cell?: Cell): void;
  /** The map that is open now: several keys may come before the next frame is drawn. */
  opened(): MapAddress | undefined;
  close(): void;
  /** hold: true chooses the cell, so that the pointer no longer moves it; false lets it go. */
  readCell(cell: Cell, hold?: boolean): void;
  /** A key in the enlarged map that moves the cell. */
  moveCell(key: string): void;
  /** To the next cells of the open map, round at its ends. */
  stepCell(by: number): void;
  /** Opens the layer that makes a value, at an element of it. */
  openValue(value: string, index: number): void;
  changeLayer(change: Partial<LayerView>): void;
  /** Pins a channel to the front of its gallery, or lets it go. */
  pin(at: MapAddress): void;
  glance(at: Glance | undefined): void;
  showView(view: View): void;
  /** Width of the map's frame. */
  measureMap(width: number): void;
  /** The frame was scrolled; scrollMap asks for it. */
  mapScrolled(scroll: number): void;
  scrollMap(scroll: number): void;
  /** Opens or shuts a block or a stage. */
  toggleMap(id: string): void;
  openBlocks(open: boolean): void;
  searchMap(query: string): void;
  stepHit(by: number): void;
  /** column: of the layer that is then spoken of. */
  focusMap(id: string, column: number | undefined): void;
  /** Scrolls to an item; takes: gives it the focus. */
  goToMap(id: string, takes: boolean): void;
  focusTaken(): void;
  /** Opens a layer at its strongest channel. */
  openStrongest(column: number): void;
  /** Opens the layer of that node of the graph. */
  openNode(node: number): void;
  changeTable(change: Partial<TableView>): void;
  /** The rows shown, as CSV: to the clipboard, or as a file. */
  copyTable(): void;
  saveTable(): void;
  /** Shows what a step of the guided path speaks of. */
  goToStep(step: number): void;
  endGuide(): void;
  changeLab(change: Partial<LabSettings>): void;
  chooseKernel(weights: KernelChoice): void;
  labCell(cell: Cell): void;
  /** To the next output cells, round at the ends. */
  stepLab(by: number): void;
  playLab(on: boolean): void;
  copyText(text: string): void;
  /** The canvas that the selector finds, as PNG with a line that says what it is. */
  savePicture(selector: string, parts: readonly string[]): void;
  /** The columns of a small network as PNG. */
  saveStrip(): void;
  /** The open channel as CSV, or the whole layer as NPY or CSV. */
  saveValue(what: 'channel' | 'npy' | 'csv'): void;
  changeWhy(change: Partial<WhyView>): void;
  /** The cell that is read now: several keys may come before the next frame is drawn. */
  whyCell(): Cell | undefined;
  /** Opens and shuts the editor of the picture. */
  editPicture(on: boolean): void;
  /** False where the editor makes nothing of it. */
  editorEvent(event: EditorEvent): boolean;
  showGhost(on: boolean): void;
  startCamera(): void;
  stopCamera(): void;
  mirrorCamera(mirrored: boolean): void;
  startOcclusion(): void;
  stopOcclusion(): void;
}
