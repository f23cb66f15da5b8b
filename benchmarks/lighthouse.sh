#!/bin/sh
# Lighthouse's mobile scores of a built site: sh benchmarks/lighthouse.sh [folder] [page…]
# Wants node; everything else the project does needs none.
set -eu
folder=${1:-site}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- "" zm-001/ certificates/
export CHROME_PATH="${CHROME_PATH:-$(command -v chromium)}"
report=$(mktemp)
PYTHONPATH=tests .venv/bin/python -m benchmarks.site "$folder" --port 8765 >/dev/null &
server=$!
trap 'kill $server; rm -f "$report"' EXIT
sleep 3
for page in "$@"; do
  npx --yes lighthouse@12 "http://127.0.0.1:8765/$page" --quiet --output=json --output-path="$report" \
    --chrome-flags="--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run --disable-quic"
  node -e '
    const { categories, audits } = JSON.parse(require("fs").readFileSync(process.argv[1]));
    const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round(100 * score)}`);
    const times = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];
    console.log(`/${process.argv[2]}: ${scores.join(", ")}; ${times.map((id) => `${audits[id].title} ${audits[id].displayValue}`).join(", ")}`);
    for (const { auditRefs } of Object.values(categories))
      for (const { id, weight } of auditRefs)
        if (weight && audits[id].score !== null && audits[id].score < 0.9) console.log(`  ${id}: ${audits[id].title} ${audits[id].displayValue || ""}`);
  ' "$report" "$page"
done
