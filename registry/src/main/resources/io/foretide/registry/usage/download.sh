#!/bin/sh
# @MODEL@ version @VERSION@ as one zip, checked against the digests inside.
set -eu
url="${FORETIDE_URL:-@URL@}"
curl --silent --show-error --fail-with-body "$url@PATH@/artifacts.zip" \
  --header "Authorization: Bearer ${FORETIDE_KEY:-none}" \
  --output foretide-@VERSION@.zip
python3 -m zipfile -e foretide-@VERSION@.zip foretide-@VERSION@
cd foretide-@VERSION@
sha256sum -c SHA256SUMS
