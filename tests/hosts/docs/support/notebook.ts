// Notebooks as Jupyter writes them.

const cell = (source: string, number: number) => ({
  cell_type: 'code',
  execution_count: null,
  id: `cell-${number}`,
  metadata: {},
  outputs: [],
  source,
});

/** The file of a notebook that was not run yet. cells: what each runs. */
export const notebookOf = (cells: readonly string[]): string =>
  JSON.stringify({
    cells: cells.map(cell),
    metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
    nbformat: 4,
    nbformat_minor: 5,
  });
