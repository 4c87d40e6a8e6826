"""Writes the manifests of a system to dist/: python app.py canary"""

import sys

from canary import canary
from llm import llm
from server import server
from tenant import tenant

SYSTEMS = {"canary": canary, "llm": llm, "server": server, "tenant": tenant}

if __name__ == "__main__":
    name = sys.argv[1] if len(sys.argv) > 1 else "server"
    try:
        SYSTEMS[name]().synth()
    except RuntimeError as error:
        # The message is for you; the stack is of the runtime between Python and Node.js.
        sys.exit(str(error))
