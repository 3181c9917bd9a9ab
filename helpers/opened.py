"""What JupyterLab does when it opens a notebook: nothing that a stranger wrote into it, or laid beside it, runs before a cell is run.

`jupyter/jupyter_server_config.json` names both classes.
"""

import sys
from pathlib import Path

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager

STYLES = Path(__file__).parent / "jupyter" / "custom"  # figures are dark in a dark theme; a user's own custom.css comes before it


class Contents(AsyncLargeFileManager):
    """Reads notebooks without the widgets that are stored in them, unless this user has trusted the notebook as it is.

    JupyterLab revives stored widgets on opening, and the script of a stored anywidget runs with that: trusted or not.
    """

    def __init__(self, **options):
        super().__init__(**options)
        if hasattr(self.parent, "static_custom_path"):  # the server's, which no option sets
            self.parent.static_custom_path = [*self.parent.static_custom_path, str(STYLES)]

    def mark_trusted_cells(self, nb, path=""):
        """Also leave the stored widgets out; an output of theirs then says that there is no model."""
        if not self.notary.check_signature(nb):  # before cells are marked, which changes what was signed
            nb.metadata.pop("widgets", None)
        super().mark_trusted_cells(nb, path)


class Kernel(ServerKernelManager):
    """Starts our Python without the notebook's folder on its path, where an ``importlib.py`` would run in place of Python's own.

    Once the kernel runs, it looks there last but for installed packages, as ever: notebooks can import modules beside them.
    """

    def format_kernel_cmd(self, extra_arguments=None):
        """Return the command with Python's option ``-P``, which other Pythons may not know."""
        command = super().format_kernel_cmd(extra_arguments)
        return [command[0], "-P", *command[1:]] if command[0] == sys.executable else command
