#!/usr/bin/env python3
"""account: every regular file of a folder is in the JSON of `sheaf plan`. SPDX-License-Identifier: MIT

usage: account.py PLAN.json FOLDER
"""
import json
import os
import sys

plan = json.load(open(sys.argv[1], encoding="utf-8"))
folder = os.path.abspath(sys.argv[2])
named = {os.path.abspath(f["path"]) for f in plan["files"]}
found = {os.path.join(d, f) for d, _, names in os.walk(folder) for f in names if os.path.isfile(os.path.join(d, f))}
missing = sorted(found - named)
for path in missing[:10]:
    print("not in the plan:", path)
sys.exit(bool(missing))
