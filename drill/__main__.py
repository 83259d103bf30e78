"""`python3 run.py drill [kill|kill-postgres|power|full|all] [--rounds N]`: a line a drill; fails if one is lost."""

import argparse
import sys
from collections.abc import Callable

from drill import full, kill, power

DRILLS: dict[str, tuple[Callable[[int], bool], int]] = {
    "kill": (kill.drill, 200),
    "kill-postgres": (kill.drill_postgres, 200),
    "power": (power.drill, 50),
    "full": (full.drill, 20),
}


def main(argv: list[str]) -> int:
    words = argparse.ArgumentParser("run.py drill", description=__doc__)
    words.add_argument("which", nargs="?", default="all", choices=[*DRILLS, "all"])
    words.add_argument("--rounds", type=int, help="số lần (kill, kill-postgres: 200, power: 50, full: 20)")
    chosen = words.parse_args(argv)
    names = list(DRILLS) if chosen.which == "all" else [chosen.which]
    held = [DRILLS[name][0](chosen.rounds or DRILLS[name][1]) for name in names]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
