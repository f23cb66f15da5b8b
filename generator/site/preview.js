// Loads the page again when something was saved, and shows what is wrong above the last good page.
(() => {
  const shown = Number(document.currentScript.dataset.number);
  const box = document.createElement("section");
  Object.assign(box.style, {
    position: "fixed",
    inset: "auto 0 0 0",
    maxHeight: "70vh",
    overflow: "auto",
    zIndex: 99,
    padding: "1rem",
    background: "#fff",
    color: "#000",
    borderTop: "4px solid #b3261e",
  });
  box.setAttribute("role", "alert");
  const head = box.appendChild(document.createElement("strong"));
  head.textContent = "目录里有错，这一页还是改错以前的样子。改好、保存，就会换成新的。";
  const told = box.appendChild(document.createElement("pre"));
  told.style.whiteSpace = "pre-wrap";

  const follow = async (seen) => {
    let state;
    try {
      state = await (await fetch(`/-preview/state?seen=${seen}`, { cache: "no-store" })).json();
    } catch {
      setTimeout(follow, 2000, seen); // the preview was stopped; it may come back
      return;
    }
    if (state.told) {
      told.textContent = state.told;
      document.body.append(box);
    } else if (state.number !== shown) {
      location.reload();
      return;
    }
    follow(state.number);
  };
  follow(0);
})();
