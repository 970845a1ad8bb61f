"""`gkcheck completion`: the script that teaches a shell to complete commands, options and file names."""

from __future__ import annotations

import click

from gkcheck.cli.output import emit
from gkcheck.cli.speaking import Command, shared
from gkcheck.errors import UsageError
from gkcheck.text import Text

SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command(
    "completion",
    cls=Command,
    text=Text(
        zh="""打印命令行补全脚本。

bash        gkcheck completion bash > ~/.gkcheck-complete.bash，再在 ~/.bashrc 里 source 它
zsh         gkcheck completion zsh，同上，写进 ~/.zshrc
fish        gkcheck completion fish > ~/.config/fish/completions/gkcheck.fish
powershell  gkcheck completion powershell >> $PROFILE""",
        en="""Prints the completion script of a shell.

bash        gkcheck completion bash > ~/.gkcheck-complete.bash, and source it in ~/.bashrc
zsh         gkcheck completion zsh, likewise in ~/.zshrc
fish        gkcheck completion fish > ~/.config/fish/completions/gkcheck.fish
powershell  gkcheck completion powershell >> $PROFILE""",
    ),
)
@click.argument("shell", type=click.Choice(SHELLS))
@shared
def completion_command(shell: str, lang: str | None) -> int:
    """See the help text."""
    from click.shell_completion import get_completion_class

    from gkcheck.cli.root import root

    found = get_completion_class(shell)
    if found is None:
        raise UsageError(
            Text(
                zh=f"所装的 click 还不支持 {shell} 补全；请升级：pip install -U click",
                en=f"the installed click does not know {shell}; upgrade it: pip install -U click",
            )
        )
    emit(found(root, {}, "gkcheck", "_GKCHECK_COMPLETE").source() + "\n")
    return 0
