/* While something takes its time the button shows it, and cannot be pressed twice; what went wrong is said where one works. */
(() => {
  const LONGEST = 20000; // a form that answers with a file leaves the page as it is
  const WRONG = {
    0: "连不上服务器，请检查网络后再试；填写的内容还在。",
    403: "您当前的岗位不能做这件事。有几个岗位的，请切换后再试。",
    404: "这一项已经不在了，可能刚被同事移走。请刷新页面看最新内容。",
    413: "内容太大，没有收下。",
    429: "操作太频繁，请过一分钟再试。",
  };
  const done = (button) => { button.classList.remove("btn-loading"); button.removeAttribute("aria-busy"); };
  document.addEventListener("submit", (event) => {
    const button = event.submitter ?? event.target.querySelector("button:not([type=button])");
    if (!button || event.target.matches("[hx-get], [hx-post]")) return;
    setTimeout(() => {
      if (event.defaultPrevented) return;
      button.classList.add("btn-loading");
      button.setAttribute("aria-busy", "true");
      setTimeout(() => done(button), LONGEST);
    });
  });
  addEventListener("pageshow", () => document.querySelectorAll(".btn-loading").forEach(done));
  const say = (words) => {
    document.querySelector(".went-wrong")?.remove();
    const box = Object.assign(document.createElement("div"), { className: "alert alert-danger went-wrong", textContent: words });
    box.setAttribute("role", "alert");
    document.getElementById("main").prepend(box);
    setTimeout(() => box.remove(), 12000);
  };
  const quiet = (event) => event.detail.elt?.matches?.("[data-colleagues]");
  document.addEventListener("htmx:sendError", (event) => { if (!quiet(event)) say(WRONG[0]); });
  document.addEventListener("htmx:responseError", (event) => {
    if (!quiet(event)) say(WRONG[event.detail.xhr.status] ?? "没有办成，数据没有变动。请刷新页面后再试。");
  });
  // a part of a page that was sent to the log-in must not be filled with it
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!new URL(event.detail.xhr.responseURL || location.href).pathname.startsWith("/accounts/login/")) return;
    event.detail.shouldSwap = false;
    say("登录已过期。请另开一页登录，再回到这一页继续，填写的内容还在。");
  });
})();
