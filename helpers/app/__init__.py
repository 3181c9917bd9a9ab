"""The panels alone, for readers who want no code: the command ``app`` shows them."""
