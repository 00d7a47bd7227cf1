"""The network of version @VERSION@ itself, on your own values: pip install onnxruntime, then python3 model.py."""
import datetime
import json
import math
import os
import urllib.request

import numpy
import onnxruntime

url = os.environ.get("FORETIDE_URL", @QUOTED_URL@) + @QUOTED_PATH@


def fetch(name):
    request = urllib.request.Request(url + "/artifacts/" + name)
    if "FORETIDE_KEY" in os.environ:
        request.add_header("Authorization", "Bearer " + os.environ["FORETIDE_KEY"])
    with urllib.request.urlopen(request) as answer:
        return answer.read()


layout = json.loads(fetch(@QUOTED_LAYOUT@))
network = onnxruntime.InferenceSession(fetch(@QUOTED_NETWORK@))
length, horizon = layout["contextLength"], layout["horizon"]

# Put your series here: the values up to the cutoff, oldest first, NaN where nothing was observed.
history = [100 + 10 * (t % 7) for t in range(length)]
cutoff = datetime.datetime(2024, 6, 30, tzinfo=datetime.timezone.utc)
step = datetime.timedelta(seconds=@STEP_SECONDS@)


def feature(name, ahead):
    """What the network sees of a feature, so many steps after the cutoff: 0 is the last one before."""
    if name == "target":
        return history[length - 1 + ahead]
    if name.startswith("column:"):
        return math.nan  # your column's value at that step
    if name.startswith("attribute:"):
        return 0  # 1 where your series has that value of the attribute
    time = cutoff + ahead * step
    cycle, wave, number = name.split("-")
    day = (time.hour * 3600 + time.minute * 60 + time.second) / 86400
    month = (time.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
    year = 366 if time.year % 4 == 0 and (time.year % 100 or time.year % 400 == 0) else 365
    phase = {
        "day": day,
        "week": (time.weekday() + day) / 7,
        "month": (time.day - 1 + day) / month.day,
        "year": (time.timetuple().tm_yday - 1 + day) / year,
    }[cycle]
    angle = 2 * math.pi * int(number) * phase
    return math.sin(angle) if wave == "sin" else math.cos(angle)


dimensions = {each.name: len(each.shape) for each in network.get_inputs()}
inputs = {}
for given in layout["inputs"]:
    first = 1 if given["span"] == "HORIZON" else 1 - length
    last = 0 if given["span"] == "CONTEXT" else horizon
    rows = [[feature(name, ahead) for name in given["features"]] for ahead in range(first, last + 1)]
    values = numpy.array([rows], dtype=numpy.float32)
    inputs[given["name"]] = values[:, :, 0] if dimensions[given["name"]] == 2 else values

answer = {"mean": network.run([layout["meanOutput"]], inputs)[0][0].tolist()}
if layout["quantileOutput"]:
    answer["levels"] = layout["levels"]
    answer["quantiles"] = network.run([layout["quantileOutput"]], inputs)[0][0].T.tolist()
print(json.dumps(answer, indent=2))
