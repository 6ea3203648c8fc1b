/* The style sheet of the format "html", without the colours of labels. */
#pragma once

/* clang-format off: one rule or a few a line. */

#define OB_HTML_STYLE \
  ":root{color-scheme:light dark;--page:#fff;--ink:#1d1d1f;--soft:#5c5c66;--rule:#d8d8de;--link:#1a4f9c}\n" \
  "@media screen and (prefers-color-scheme:dark){:root{--page:#1c1c1f;--ink:#e8e8ec;--soft:#a8a8b3;" \
  "--rule:#3c3c44;--link:#8ab8ff}}\n" \
  "*{box-sizing:border-box}\n" \
  "body{margin:0 auto;max-width:46rem;padding:2rem 1.25rem 4rem;background:var(--page);color:var(--ink);" \
  "font:1.0625rem/1.6 Charter,'Bitstream Charter','Noto Serif',Georgia,serif;overflow-wrap:anywhere}\n" \
  "h1,h3,nav,.legend,.source,.entries,.none{font-family:system-ui,'Cantarell','Noto Sans',sans-serif}\n" \
  "h1{font-size:1.1rem;font-weight:600;color:var(--soft);margin:0 0 1.5rem}\n" \
  "nav h2,.legend h2,h3{font-size:.95rem;margin:1.5rem 0 .5rem;color:var(--soft)}\n" \
  "nav,.legend,.entries,.source{font-size:.875rem;line-height:1.5}\n" \
  "nav ol{margin:0;padding-inline-start:1.75rem}\n" \
  "a{color:var(--link)}\n" \
  ".legend dl{display:grid;grid-template-columns:max-content 1fr;gap:.4rem 1rem;margin:0}\n" \
  ".legend dl>div{display:contents}.legend dd{margin:0;color:var(--soft)}\n" \
  "article{border-top:1px solid var(--rule);margin-top:2.5rem;padding-top:1.5rem}\n" \
  ".text{line-height:2}.text p{margin:0 0 1em;white-space:pre-wrap}\n" \
  ".text h2{font-size:1.6rem;line-height:1.5;margin:0 0 .75em;white-space:pre-wrap}\n" \
  ".text h3,.text h4,.text h5{font-family:inherit;color:inherit;line-height:1.5;margin:1.2em 0 .4em;" \
  "white-space:pre-wrap}.text h3{font-size:1.3rem}.text h4{font-size:1.15rem}.text h5{font-size:1rem}\n" \
  ".text .list{list-style:none;margin:0 0 1em;padding:0}.text li{white-space:pre-wrap}" \
  ".text li.bullet{list-style:disc}.text li.number{list-style:decimal;position:static;width:auto;" \
  "text-align:start;font-weight:inherit}\n" \
  ".level1{margin-inline-start:1.6em}.level2{margin-inline-start:3.2em}.level3{margin-inline-start:4.8em}" \
  ".level4{margin-inline-start:6.4em}.level5{margin-inline-start:8em}\n" \
  ".text blockquote{margin:0 0 1em;padding-inline-start:1em;border-inline-start:3px solid var(--rule);" \
  "white-space:pre-wrap}.text pre{font-size:.875rem;line-height:1.6;margin:0;white-space:pre-wrap}\n" \
  ".text .caption,.text .small-print,.text .byline,.text .footnote,.left-out{font-size:.875rem;" \
  "color:var(--soft)}.text .title{font-size:1.6rem;font-weight:600}.text .table-row{tab-size:16;margin:0;" \
  "border-bottom:1px solid var(--rule)}\n" \
  ".source{color:var(--soft)}.source>*:not(:last-child)::after{content:'\\2002\\b7\\2002'}\n" \
  "mark{color:inherit;background:var(--fill);border-radius:2px;text-decoration-line:underline;" \
  "text-decoration-color:var(--line);text-decoration-thickness:2px;text-decoration-skip-ink:none;" \
  "-webkit-box-decoration-break:clone;box-decoration-break:clone}\n" \
  ".lane0{text-underline-offset:.14em}.lane1{text-underline-offset:.4em}\n" \
  ".lane2{text-underline-offset:.66em}.lane3{text-underline-offset:.92em}.lane4{text-decoration-line:none}\n" \
  ".ref{text-decoration:none;font:600 .65em system-ui,sans-serif;vertical-align:super;line-height:0;" \
  "margin-inline:.1em .15em}.ref::after{content:attr(data-n)}\n" \
  ".entries ol{list-style:none;margin:0;padding:0}\n" \
  ".entries li{border-top:1px solid var(--rule);padding:.6rem 0 .6rem 2.25rem;position:relative}\n" \
  ".entries li:target{background:color-mix(in srgb,var(--link) 12%,transparent)}\n" \
  ".number{position:absolute;left:0;width:1.75rem;text-align:end;text-decoration:none;font-weight:600}\n" \
  ".entries q{font-family:Charter,'Noto Serif',Georgia,serif}\n" \
  ".annotator,.entries dt,.link{color:var(--soft)}\n" \
  ".annotator::before{content:'\\2014\\2002'}\n" \
  ".entries dl{display:flex;flex-wrap:wrap;gap:.1rem 1.25rem;margin:.25rem 0 0}\n" \
  ".entries dl>div{display:flex;gap:.35rem}.entries dd{margin:0}\n" \
  ".note{margin:.35rem 0 0;padding-inline-start:.75rem;border-inline-start:3px solid var(--rule);" \
  "white-space:pre-wrap}\n" \
  "@media print{body{max-width:none;padding:0;font-size:11pt}nav a,.source a{color:inherit}" \
  ".entries li,.legend dl>div{break-inside:avoid}article{break-before:page;border:0}" \
  "mark{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n"
