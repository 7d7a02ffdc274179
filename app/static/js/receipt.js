// The answer has arrived: only now is the draft forgotten that the form kept for a lost signal.
try {
  localStorage.removeItem(`toile ${document.querySelector("[data-sent]")?.dataset.sent}`);
  for (const kept of Object.keys(localStorage)) if (kept.startsWith(`toile ${location.pathname}/`)) localStorage.removeItem(kept);
} catch {
  // A private window kept nothing.
}
