// Sets the chosen theme before the first paint, so that the page never flashes.
(function () {
  try {
    var theme = localStorage.getItem('realtail.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch (_) {
    // Storage is off: the system's own preference holds.
  }
})();
