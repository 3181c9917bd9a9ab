"""The page *Explore*: words, places, speakers and times of a corpus in tables that a script searches where there is no Python."""
