"""Runs the Python blocks of a document, as a reader would: in order, in one module, in an empty folder.

Functions called test_ are called. A block after the line `<!-- not run -->` is left out.
"""

import os
import re
import sys
import tempfile
import types


def main(document: str) -> None:
    with open(document, encoding="utf-8") as file:
        text = file.read()
    blocks = [code for left, code in re.findall(r"(<!-- not run -->\n+)?```python\n(.*?)```", text, re.S) if not left]
    module = types.ModuleType("document")
    os.chdir(tempfile.mkdtemp())
    for code in blocks:
        exec(compile(code, document, "exec"), module.__dict__)
    tests = [value for name, value in vars(module).items() if name.startswith("test_")]
    for test in tests:
        test()
    print(f"{len(blocks)} blocks and {len(tests)} tests of {os.path.basename(document)} run")


main(sys.argv[1])
