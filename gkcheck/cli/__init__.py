"""The command `gkcheck`: streams that never fail on a letter, and every ending as an exit code.

0, 1 and 3 come from the commands; whatever is refused or goes wrong ends with 2 and one sentence on stderr.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

import click

from gkcheck.cli.output import prepare_streams, say, silence
from gkcheck.cli.speaking import Session, click_sentence
from gkcheck.cli.stopping import code_of, listen
from gkcheck.errors import GkcheckError
from gkcheck.text import Text

_COLLECT = (250_000, 20, 50)
"""Objects between two searches for cycles: hardly any arise here, the usual 700 search every module's again and again, and
one table with all that is imported for it makes fewer than these."""


def main() -> None:
    """The entry point: runs the command line of this process and exits."""
    gc.set_threshold(*_COLLECT)
    listen()
    code = run(sys.argv[1:])
    gc.freeze()  # the interpreter searches all that is left for cycles when it ends: a tenth of a small run, for nothing
    sys.exit(code)


def run(argv: Sequence[str]) -> int:
    """Runs one command line and gives its exit code; never raises."""
    prepare_streams()
    session = Session.of(argv)
    try:
        return _ran(list(argv), session)
    except click.Abort as error:
        return code_of(error.__cause__ or error.__context__)
    except KeyboardInterrupt as error:
        return code_of(error)
    except BrokenPipeError:
        silence()
        return 0
    except click.ClickException as error:
        say(click_sentence(error).in_(session.lang))
        return 2
    except GkcheckError as error:
        say(error.sentence(session.lang))
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - a crash must not look like a finding (exit 1)
        return _crashed(error, session)


def _ran(argv: list[str], session: Session) -> int:
    from gkcheck.cli.root import root

    stdout = sys.stdout
    try:
        outcome: object = root.main(argv, prog_name="gkcheck", standalone_mode=False, obj=session)
        if stdout is not None:
            stdout.flush()
    except SystemExit as stop:
        if sys.stdout is stdout:
            return stop.code if isinstance(stop.code, int) else 2
        sys.stdout = stdout  # click met a closed pipe and put a stand-in here
        silence()
        return 0
    return outcome if isinstance(outcome, int) else 0


def _crashed(error: Exception, session: Session) -> int:
    if session.verbose:
        import traceback

        say("".join(traceback.format_exception(error)))
    from gkcheck.language.personal import mask_personal

    told = mask_personal(f"{type(error).__name__}: {error}")
    say(
        Text(
            zh=f"程序出错，没有得出结果：{told}（加 -v 可看详情，请把它报告给我们）",
            en=f"gkcheck itself failed and gives no result: {told} (-v shows more; please report it)",
        ).in_(session.lang)
    )
    return 2
