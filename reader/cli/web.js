// The keys go to the app from the start, and whenever the tab is shown again.
const keys = () => document.querySelector(".xterm-helper-textarea")?.focus();
for (const event of ["load", "focus", "click"]) window.addEventListener(event, keys);
