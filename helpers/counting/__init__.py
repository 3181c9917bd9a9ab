"""What counts of terms are made of; `frequency`, `keyness`, `concordance` and `scale` stand on it."""
