// Before anything is drawn: the theme that the reader has chosen in the playground.
try {
  const theme = localStorage.getItem('cnn-playground-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is refused: as the system has it.
}
