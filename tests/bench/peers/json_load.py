#!/usr/bin/env python3
"""json_load.py FOLDER: parse every JSON file below a folder, as a script over a film would."""
import json
import os
import sys

count = 0
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith(".json"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                json.load(file)
            count += 1
print(count)
