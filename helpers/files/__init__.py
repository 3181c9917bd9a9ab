"""Files: bytes to text, rows of tables, lists with columns, and files that are written whole or not at all."""
