#!/bin/bash
# ace: Ace by DAISY finds nothing serious or critical in the samples.  SPDX-License-Identifier: MIT
#
# One book of all samples, with every index; with FULL=1 in each style (half a second a page). $JUDGES is a folder whose
# node_modules/ hold @daisy/ace-cli, by default where ../shared/judges/setup.sh puts it; it needs node and Chromium.
. "$(dirname "$0")/lib.sh"
JUDGES=${JUDGES-$HOME/.cache/sheaf-judges}
ace=$JUDGES/node_modules/@daisy/ace-cli/bin/ace.js
PUPPETEER_EXECUTABLE_PATH=${PUPPETEER_EXECUTABLE_PATH-/usr/bin/chromium}
export PUPPETEER_EXECUTABLE_PATH
command -v node >/dev/null && [ -e "$ace" ] && [ -x "$PUPPETEER_EXECUTABLE_PATH" ] || { skip "Ace is not installed"; finish; }
cp -R "$project/articles" "$scratch/articles"
cd "$scratch" || exit 1

# findings REPORT: a line for each finding, its impact first.
findings() {
    node -e 'const report = JSON.parse(require("fs").readFileSync(process.argv[1]));
        for (const page of report.assertions) for (const one of page.assertions)
            if (one["earl:result"]["earl:outcome"] === "fail")
                console.log(one["earl:test"]["earl:impact"], one["earl:test"]["dct:title"], page["earl:testSubject"].url);' "$1"
}

for style in classic ${FULL:+modern magazine plain}; do
    "$SHEAF" build -q --from 2000 --style "$style" --sections month --indexes tags,authors,dates --link-notes yes --title Samples \
        -o "$style.epub" articles 2>/dev/null
    node "$ace" --silent --force --outdir "$style" "$style.epub" >/dev/null 2>&1
    check "$style: Ace gives a report" [ -s "$style/report.json" ]
    findings "$style/report.json" >found 2>&1
    check "$style: nothing serious or critical" sh -c '! grep -E "^(serious|critical) " found'
done
finish
