"""Tables as they pass between functions: what each must have, what a table without rows says, and what tells two apart."""
