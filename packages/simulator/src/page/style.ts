/** One small sheet for the hand page and the consent page. */
export const STYLE = `
:root { color-scheme: light dark; --line: #8886; --quiet: #667; --accent: #2456a6; }
@media (prefers-color-scheme: dark) { :root { --quiet: #aab; --accent: #9cbcf2; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 64rem; padding: 1.5rem; font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
.narrow { max-width: 34rem; margin: 2rem auto; }
.quiet { color: var(--quiet); font-size: .875rem; }
.simulator { padding: .5rem .75rem; border: 1px solid var(--line); border-left: 4px solid var(--accent); }
.notice { position: sticky; top: .5rem; padding: .5rem .75rem; border: 1px solid var(--line); border-left: 4px solid #2c7a4b; background: Canvas; }
.problem { padding: .5rem .75rem; border-left: 4px solid #b3261e; background: #b3261e1a; }
.badge { padding: .05rem .45rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .8rem; white-space: nowrap; }
.badge.app { border-color: var(--accent); color: var(--accent); font-weight: 600; }
fieldset { border: 1px solid var(--line); margin: 1rem 0; padding: .75rem 1rem; }
label { display: block; padding: .25rem 0; }
.given { margin: .25rem 0; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; }
.row label { padding: 0; font-size: .875rem; }
input:not([type=radio]):not([type=checkbox]) { display: block; font: inherit; padding: .35rem .5rem; max-width: 100%; }
button { font: inherit; padding: .4rem .9rem; cursor: pointer; }
button.main { background: #2456a6; color: #fff; border: 1px solid #2456a6; }
.actions { display: flex; gap: .75rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-size: .875rem; }
.scroll { overflow-x: auto; }
td button { padding: .15rem .6rem; font-size: .875rem; }
form.inline { display: inline-block; margin-left: .75rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
details { display: inline-block; }
summary { cursor: pointer; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;
