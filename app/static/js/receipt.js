// The answer has arrived: only now is the draft forgotten that the form kept for a lost signal.
try {
  localStorage.removeItem(`toile ${document.querySelector("[data-sent]").dataset.sent}`);
  localStorage.removeItem(`toile ${location.pathname}/washed`);
} catch {
  // A private window kept nothing.
}
