"""Grading: students' notebooks in, a table of their tasks out; what students wrote runs in processes with walls and limits."""
