"""The fast engine: many texts at once, cut into chunks, sentences and tokens, on all cores and with a progress bar."""
