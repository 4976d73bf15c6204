"""The command ``minzheng``: arguments in, messages and an exit code out; no traceback for what a user can cause."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from minzheng_domain.cli.arguments import UsageError, language_of, parser
from minzheng_domain.cli.console import Console
from minzheng_domain.cli.findings import COULD_NOT_RUN
from minzheng_domain.errors import MinzhengError
from minzheng_domain.plugin.files import reason_of
from minzheng_domain.text import Text

INTERRUPTED = Text("已中断。没有留下写了一半的文件。", "Interrupted. No half-written file was left.")
OUTPUT = Text("无法输出结果：{reason}", "cannot print the result: {reason}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: those of the process if not given.

    Returns:
        The exit code: 0 done; 1 done, but the ledger has findings of error severity; 2 it could not run; 130 Ctrl-C.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    console = Console(language_of(given))
    try:
        chosen = parser(console.language).parse_args(given)
        code: int = chosen.run(chosen, console)
        sys.stdout.flush()
    except UsageError as error:
        console.complain(error.message)
        return COULD_NOT_RUN
    except MinzhengError as error:
        console.complain(error.message)
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        console.complain(INTERRUPTED)
        return 130
    except BrokenPipeError:
        console.give_up_output()
        return 0
    except OSError as error:
        console.give_up_output()
        console.complain(OUTPUT.format(reason=reason_of(error)))
        return COULD_NOT_RUN
    return code
