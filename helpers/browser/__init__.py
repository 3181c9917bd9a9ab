"""The notebooks in the browser: a folder of static files with JupyterLab, Python, the kit and its corpus. The command ``browser``."""
