"""Past one machine's memory: statements in a folder of Parquet files, read one at a time, here or by the workers of a Dask cluster."""

from helpers.scale.parts import connect, keyness, map_parts, term_frequency, write_parts

__all__ = ["connect", "keyness", "map_parts", "term_frequency", "write_parts"]
