/** Colours of both schemes; contrast on the background is 4.5 to 1 at least. */
const COLOURS = `:root{color-scheme:light dark;--ground:#f6f7f9;--card:#fff;--ink:#1c2128;--soft:#57606a;--line:#d5dae1;--code:#eef1f5;
--bad:#b3261e;--bad-soft:#fdecea;--warn:#875300;--warn-soft:#fff4dc;--added:#116329;--added-soft:#e3f6e8;--changed:#0b5cad;
--changed-soft:#e6f1fc;--removed:#8a2a70;--removed-soft:#fbe9f6;--focus:#0b5cad}
@media (prefers-color-scheme:dark){:root{--ground:#0f1318;--card:#171c23;--ink:#e6eaf0;--soft:#9aa5b3;--line:#303844;--code:#232a34;
--bad:#ff8f85;--bad-soft:#3a1c1b;--warn:#f0bf5f;--warn-soft:#33280f;--added:#6fd58a;--added-soft:#14301d;--changed:#7ab8ff;
--changed-soft:#14273d;--removed:#f09ad4;--removed-soft:#351a2e;--focus:#7ab8ff}}`;

const PAGE = `*{box-sizing:border-box}
html{scroll-behavior:smooth}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header,footer{max-width:1240px;margin:0 auto;padding:0 20px}
h1,h2,h3{line-height:1.25;margin:0}
code{font:.87em/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--code);border-radius:4px;padding:.1em .35em;overflow-wrap:anywhere}
a{color:var(--changed)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
[hidden]{display:none!important}
.skip{position:absolute;left:-999px}
.skip:focus{left:12px;top:12px;background:var(--card);padding:8px 12px;z-index:2}
header{padding-top:24px}
.verdict{border:1px solid var(--line);border-left:8px solid var(--tone);background:var(--card);border-radius:10px;padding:18px 22px}
.verdict h1{font-size:1.55rem;color:var(--tone)}
.verdict h1 small{font-size:1rem;font-weight:500;color:var(--ink)}
.verdict ul{margin:12px 0 0;padding-left:20px}
.verdict p{margin:10px 0 0;color:var(--soft)}
.bad{--tone:var(--bad);--tone-soft:var(--bad-soft)}
.warn{--tone:var(--warn);--tone-soft:var(--warn-soft)}
.added{--tone:var(--added);--tone-soft:var(--added-soft)}
.changed{--tone:var(--changed);--tone-soft:var(--changed-soft)}
.removed{--tone:var(--removed);--tone-soft:var(--removed-soft)}
.plain,.unchanged{--tone:var(--soft);--tone-soft:transparent}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:8px;margin:16px 0 0;padding:0}
nav a{display:block;text-decoration:none;color:var(--ink);background:var(--card);border:1px solid var(--line);border-radius:999px;padding:4px 12px;font-size:.87rem}
nav a:hover{border-color:var(--changed)}
nav a b{color:var(--soft);font-weight:600;margin-left:4px}
#controls{display:flex;flex-wrap:wrap;gap:10px 14px;align-items:center;margin:16px 0}
#controls input[type=search]{flex:1 1 220px;min-width:0;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:8px 12px}
#controls label{display:flex;gap:6px;align-items:center}
button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:7px 12px;cursor:pointer}
button:hover{border-color:var(--changed)}
#found{color:var(--soft);font-size:.87rem;min-width:8.5em}
footer{color:var(--soft);font-size:.87rem;padding-top:8px;padding-bottom:32px}`;

const SECTIONS = `.section{background:var(--card);border:1px solid var(--line);border-radius:10px;margin:14px 0;overflow:hidden}
.section>summary{cursor:pointer;padding:12px 18px;display:flex;gap:10px;align-items:center;list-style:none}
.section>summary::-webkit-details-marker{display:none}
.section>summary::before{content:"";width:8px;height:8px;border:solid var(--soft);border-width:0 2px 2px 0;transform:rotate(-45deg);flex:none}
.section[open]>summary::before{transform:rotate(45deg)}
.section>summary:focus-visible{outline-offset:-3px}
.section>summary h2{font-size:1.05rem}
.section>summary span{color:var(--soft);font-size:.87rem}
.section>.left{margin:0;padding:11px 18px;border-top:1px solid var(--line);color:var(--soft)}
.section>ul{list-style:none;margin:0;padding:0}
.section>ul>li{border-top:1px solid var(--line);padding:11px 18px 11px 14px;border-left:4px solid var(--tone)}
dl{margin:6px 0 0;display:grid;grid-template-columns:max-content 1fr;gap:4px 14px}
dt{color:var(--soft)}
dd{margin:0;min-width:0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th{text-align:left;font-weight:600;color:var(--soft);font-size:.82rem;white-space:nowrap}
th,td{padding:9px 14px;border-top:1px solid var(--line);vertical-align:top}
td.figure{white-space:nowrap}
td.mark,th.mark{width:1%;padding-right:0}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
td:first-child{border-left:4px solid var(--tone)}
th:first-child{padding-left:18px}
.badge{display:inline-block;white-space:nowrap;font-size:.76rem;font-weight:650;color:var(--tone);background:var(--tone-soft);border:1px solid var(--tone);border-radius:999px;padding:0 8px;margin-right:8px}
td .badge{margin:0}
@media screen and (min-width:861px){td:not(.figure,.mark)>div{min-width:9em}}
@media screen and (max-width:860px){main,header,footer{padding-left:12px;padding-right:12px}
.verdict{padding:14px 16px}.verdict h1{font-size:1.3rem}
table,tbody,tr,td{display:block;width:100%}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}nav{overflow-x:auto;margin:0 -12px;padding:0 12px 4px}nav ul{flex-wrap:nowrap;width:max-content}
tr{border-top:1px solid var(--line);border-left:4px solid var(--tone);padding:8px 0}
td{border:0!important;padding:3px 14px;display:grid;grid-template-columns:8.5em 1fr;gap:8px}
td:empty{display:none}td.mark{display:block;width:auto;padding-bottom:5px}td.mark::before{display:none}td::before{content:attr(data-column);color:var(--soft);font-size:.82rem}
td>div{min-width:0}dl{grid-template-columns:1fr}dd{margin-bottom:4px}}`;

const DRAWING = `.drawing{margin:16px 0;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:8px}
.drawing svg{display:block;margin:0 auto;max-width:none}
.drawing figcaption{color:var(--soft);font-size:.82rem;padding:6px 10px;display:flex;flex-wrap:wrap;gap:6px 16px}
.key{border-left:14px solid var(--tone);padding-left:6px}
.key.removed{border-left-style:dotted}
svg text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--ink)}
.frame rect{fill:var(--ground);stroke:var(--line);stroke-dasharray:2 3}
.frame text{fill:var(--soft);font-size:12px;font-weight:600}
.node rect{fill:var(--card);stroke:var(--line);stroke-width:1.5}
.node .kind{font-size:10.5px;fill:var(--soft)}
.node .label{font-weight:600}
.node .detail{font-size:11px;fill:var(--soft)}
.node .mark{font-size:10.5px;font-weight:700;fill:var(--tone);text-anchor:end}
.node.added rect,.node.changed rect,.node.removed rect{fill:var(--tone-soft);stroke:var(--tone);stroke-width:2.5}
.node.removed rect{stroke-dasharray:7 4}
.node.removed .label{text-decoration:line-through}
.edge{fill:none;stroke:var(--soft);stroke-width:1.5}
.edge.added,.edge.changed{stroke:var(--tone);stroke-width:3}
.edge.removed{stroke:var(--tone);stroke-width:2.5;stroke-dasharray:7 4}
.flow{font-size:11.5px;text-anchor:middle;fill:var(--soft);paint-order:stroke;stroke:var(--card);stroke-width:5px;stroke-linejoin:round}
.flow.added,.flow.changed,.flow.removed{fill:var(--tone);font-weight:650}
marker path{fill:var(--soft);fill:context-stroke}`;

const PRINT = `@media print{:root{--ground:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--code:#f2f2f2;--bad:#b3261e;--warn:#875300;--added:#116329;--changed:#0b5cad;--removed:#8a2a70;
--bad-soft:#fff;--warn-soft:#fff;--added-soft:#fff;--changed-soft:#fff;--removed-soft:#fff}
body{font-size:10.5pt}nav,#controls,.skip{display:none!important}.section{break-inside:auto}.entry,.drawing{break-inside:avoid}
.scroll{overflow:visible}.drawing svg{width:100%;height:auto}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}`;

/** The style of the page. */
export const STYLE = [COLOURS, PAGE, SECTIONS, DRAWING, PRINT, ''].join('\n');
