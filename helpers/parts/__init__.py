"""What the finders are made of: rules, forms and readings, behind `places`, `timexes`, `reported`, `timeline` and `wording`."""
