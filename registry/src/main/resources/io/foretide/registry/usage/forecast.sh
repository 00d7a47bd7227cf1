#!/bin/sh
# A forecast by model @MODEL@ of all its series together, on the command line.
# Narrow it with any identity column or attribute: -d '{"days": 14, "product_id": "P001"}'
set -eu
url="${FORETIDE_URL:-@URL@}"
curl --silent --show-error --fail-with-body "$url/forecast" \
  --header "Authorization: Bearer ${FORETIDE_KEY:-none}" \
  --header 'Content-Type: application/json' \
  --data @SHELL_QUERY@
