"""A forecast of all series of a model together: python3 forecast.py, nothing to install."""
import json
import os
import urllib.request

url = os.environ.get("FORETIDE_URL", @QUOTED_URL@)
# Narrow it with any identity column or attribute, such as product_id.
query = json.loads(@QUOTED_QUERY@)
request = urllib.request.Request(url + "/forecast", json.dumps(query).encode(), {"Content-Type": "application/json"})
if "FORETIDE_KEY" in os.environ:
    request.add_header("Authorization", "Bearer " + os.environ["FORETIDE_KEY"])
with urllib.request.urlopen(request) as answer:
    print(json.dumps(json.load(answer), indent=2))
