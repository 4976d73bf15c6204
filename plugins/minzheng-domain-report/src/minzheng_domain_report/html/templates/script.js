"use strict";
// Shows what stands behind a number beside it. Without this script, or in a browser without popovers, a number leads to
// the same words at the end of the page.
(() => {
  const template = document.getElementById("popover");
  if (!("popover" in HTMLElement.prototype)) return;
  const box = document.body.appendChild(template.content.firstElementChild.cloneNode(true));
  const content = box.querySelector(".content");
  let opener = null;

  function fill(panel) {
    const copy = panel.cloneNode(true);
    copy.removeAttribute("id");
    for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
    content.replaceChildren(...copy.childNodes);
    box.setAttribute("aria-label", content.querySelector("h3").textContent);
  }

  function place() {
    const page = document.documentElement;
    const number = opener.getBoundingClientRect();
    const left = Math.min(number.left, page.clientWidth - box.offsetWidth - 8);
    box.style.setProperty("--left", `${Math.max(8, left) + window.scrollX}px`);
    box.style.setProperty("--top", `${number.bottom + window.scrollY + 6}px`);
  }

  document.addEventListener("click", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const number = event.target.closest("a.number");
    const panel = number && document.getElementById(number.hash.slice(1));
    if (!panel) {
      if (box.contains(event.target) && event.target.closest("a")) box.hidePopover();
      return;
    }
    event.preventDefault();
    if (box.matches(":popover-open")) box.hidePopover();
    opener = number;
    fill(panel);
    box.showPopover();
    place();
    box.scrollTop = 0;
    box.focus({ preventScroll: true });
    // Where the box is a sheet over the lower part of a narrow screen, the number must not lie under it.
    const covered = number.getBoundingClientRect().bottom - box.getBoundingClientRect().top;
    if (getComputedStyle(box).position !== "fixed") box.scrollIntoView({ block: "nearest" });
    else if (covered > 0) window.scrollBy(0, covered + 16);
  });

  box.querySelector(".close").addEventListener("click", () => box.hidePopover());

  // A browser gives the focus back by itself where the popover was closed by Esc; by the button it has to be told.
  box.addEventListener("beforetoggle", (event) => {
    if (event.newState === "closed" && opener && box.contains(document.activeElement)) opener.focus({ preventScroll: true });
  });

  for (const number of document.querySelectorAll("a.number")) number.setAttribute("aria-haspopup", "dialog");
})();
